"""Early stopping with patience, and the best weights back."""

import numpy as np

from grader import cases, check, driver, equal, near, reference


@driver
def watched(EarlyStopping, losses, patience, min_delta):
    """Train through all losses, whatever it says: answers, and the best after every epoch."""
    import numpy as np

    watcher = EarlyStopping(patience, min_delta)
    params = [np.zeros(2)]
    answers, epochs, best = [], [], []
    for loss in losses:
        answers.append(bool(watcher.update(float(loss), params)))
        epochs.append(int(watcher.best_epoch))
        best.append(float(watcher.best_loss))
    return np.array(answers), np.array(epochs), np.array(best)


@driver
def restored(EarlyStopping, losses, start, moves):
    """Train in place by `moves`; the weights after `restore`, after more training and another.

    Then those in arrays of zeros that are restored to, and in the list that was passed in.
    """
    import numpy as np

    watcher = EarlyStopping(len(losses) + 1)
    params = [np.array(p) for p in start]
    for loss, move in zip(losses, moves, strict=True):
        for p, change in zip(params, move, strict=True):
            np.add(p, change, out=p)
        watcher.update(float(loss), list(params))
    stages = []
    for _ in range(2):
        watcher.restore(list(params))
        stages += [p.copy() for p in params]
        for p in params:
            np.add(p, 1.0, out=p)
    zeros = [np.zeros_like(p) for p in params]
    passed = list(zeros)
    watcher.restore(passed)
    return np.concatenate([p.ravel() for p in [*stages, *zeros, *passed]])


def noted(EarlyStopping, losses, patience, min_delta=0.0):
    """Compare everything that is known after every epoch."""
    settings = (np.array(losses, dtype=float), patience, min_delta)
    got, expected = watched(EarlyStopping, *settings), watched(reference, *settings)
    equal(got[1], expected[1], name="best_epoch after each epoch")
    near(got[2], expected[2], steps=0, name="best_loss after each epoch")
    equal(got[0], expected[0], name="answers")


@check(points=2)
@cases(n=[1, 3, 6], seed=range(2))
def remembers_the_best(EarlyStopping, n, rng):
    "knows the best loss and its epoch while losses fall, and does not stop"
    noted(EarlyStopping, np.sort(rng.uniform(1, 2, size=n))[::-1], 2)


@check(points=2, after=remembers_the_best)
@cases(patience=[1, 2, 4], seed=range(2))
def stops_when_patience_ends(EarlyStopping, patience, rng):
    "stops after as many epochs without improvement as it has patience, no earlier and no later"
    falling = np.sort(rng.uniform(1, 2, size=3))[::-1]
    rising = falling[-1] + np.sort(rng.uniform(1, 2, size=patience + 1))
    noted(EarlyStopping, [*falling, *rising], patience)


@check(points=2, after=stops_when_patience_ends)
@cases(patience=[3, 4], seed=range(2))
def waits_anew_after_an_improvement(EarlyStopping, patience, rng):
    "begins to wait anew after every improvement on the best, not on the epoch before"
    losses = [5.0]
    for best in (4.0, 3.0):
        losses += [losses[-1] + 1.5, losses[-1] + 0.7, best + rng.uniform(0, 0.2)]
    losses += list(losses[-1] + np.sort(rng.uniform(0.1, 1.0, size=patience))[::-1])
    noted(EarlyStopping, losses, patience)


@check(points=2, after=waits_anew_after_an_improvement)
@cases(min_delta=[0.1, 0.5], seed=range(2))
def asks_for_an_improvement_that_counts(EarlyStopping, min_delta, rng):
    "asks that a loss be lower than the best by more than min_delta"
    steps = np.array([3.0, 0.4, 0.4, 0.4, 3.0, -0.6, 0.8, 0.6, 0.8])
    losses = 10 - min_delta * np.cumsum(steps * rng.uniform(0.9, 1.1, size=9))
    noted(EarlyStopping, losses, 2, min_delta)


@check(points=3, after=waits_anew_after_an_improvement)
@cases(epochs=[4, 6], best=[0, 2], seed=range(2))
def brings_the_best_weights_back(EarlyStopping, epochs, best, rng):
    "writes the weights of the best epoch back into the arrays, though training changed them"
    losses = rng.uniform(2, 3, size=epochs)
    losses[best] = 1.0
    start = [rng.normal(size=3), rng.normal(size=(2, 2))]
    moves = [[rng.normal(size=3), rng.normal(size=(2, 2))] for _ in range(epochs)]
    right = [start[i] + np.sum([move[i] for move in moves[: best + 1]], axis=0) for i in (0, 1)]
    expected = np.tile(np.concatenate([p.ravel() for p in right]), 4)
    near(restored(EarlyStopping, losses, start, moves), expected, length=epochs, terms=4.0)


@check(after=asks_for_an_improvement_that_counts)
@cases(patience=[1, 2], seed=range(2))
def waits_through_nan(EarlyStopping, patience, rng):
    "takes a loss of nan for an epoch without improvement, wherever it comes"
    a, b = np.sort(rng.uniform(1, 2, size=2))[::-1]
    first = [np.nan] * (patience + 1)
    losses = [*first, b + 1, np.nan, a, np.nan, b, np.nan, np.nan]
    noted(EarlyStopping, losses, patience + 1)


@check(after=asks_for_an_improvement_that_counts)
def gives_the_worked_numbers(EarlyStopping):
    "stops at the sixth of seven losses with patience 3, and never with patience 4"
    losses = np.array([1.0, 0.8, 0.7, 0.6995, 0.71, 0.72, 0.5])
    for patience, stop, best in ((3, 5, 2), (4, None, 6)):
        got = watched(EarlyStopping, losses, patience, 0.001)
        equal(got[0], np.arange(7) == (7 if stop is None else stop), name="answers")
        equal(int(got[1][stop or 6]), best, name="best epoch")


@check(after=asks_for_an_improvement_that_counts)
def stops_the_books_curve(EarlyStopping):
    "stops the book's curve in epoch 41 of 100, ten epochs after the best one, 31"
    draws = np.random.RandomState(42)
    losses = []
    for epoch in range(100):
        draws.randn()  # the book's training loss takes one number in every epoch
        fall, rise = 5 * np.exp(-epoch / 15) + 0.3, 0.8 + 0.02 * (epoch - 30)
        losses.append((fall if epoch < 30 else rise) + 0.1 * draws.randn())
    got = watched(EarlyStopping, np.array(losses), 10, 0.001)
    equal(got[0][:42], np.arange(42) == 41, name="answers")
    equal(int(got[1][41]), 31, name="best epoch")
    near(float(got[2][41]), 0.7003793376, tolerance=1e-8, name="best loss")

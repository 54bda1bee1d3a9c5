"""A learning rate that drops on a plateau."""

import numpy as np

from grader import cases, check, driver, near, reference


@driver
def rates(ReduceOnPlateau, losses, lr, options):
    """The rates that step returns for these losses, each beside the attribute lr."""
    import numpy as np

    schedule = ReduceOnPlateau(lr, **options)
    return np.array([[schedule.step(float(loss)), schedule.lr] for loss in losses])


def same_rates(ReduceOnPlateau, losses, lr, **options):
    """Fail unless the rates after each loss are the reference's."""
    got, expected = (rates(f, losses, lr, options) for f in (ReduceOnPlateau, reference))
    near(got, expected, length=1e4, terms=expected, steps=0, name="rates and lr")


def a_rate(rng):
    """A learning rate, and a factor."""
    return float(rng.uniform(0.05, 0.5)), float(rng.uniform(0.2, 0.7))


def plateau(*lengths, rng):
    """Falls of one epoch, each followed by so many epochs in which the loss rises again."""
    level, losses = 9.0, []
    for length in lengths:
        level -= float(rng.uniform(0.5, 1))
        losses += [level, *(level + np.cumsum(rng.uniform(0.05, 0.1, size=length)))]
    return np.array(losses)


@check
@cases(n=[2, 6], seed=range(2))
def stays_while_the_loss_falls(ReduceOnPlateau, n, rng):
    "keeps the rate while every loss is below the one before"
    lr, factor = a_rate(rng)
    same_rates(ReduceOnPlateau, 9 - np.cumsum(rng.random(size=n)), lr, factor=factor, patience=0)


@check(points=2, after=stays_while_the_loss_falls)
@cases(patience=[0, 1, 3], seed=range(2))
def drops_after_its_patience(ReduceOnPlateau, patience, rng):
    "bears `patience` bad epochs in a row; one more, and the rate is multiplied by factor"
    lr, factor = a_rate(rng)
    losses = plateau(patience + 1, rng=rng)
    same_rates(ReduceOnPlateau, losses, lr, factor=factor, patience=patience)


@check(points=2, after=drops_after_its_patience)
@cases(patience=[1, 3], seed=range(2))
def forgives_after_a_good_epoch(ReduceOnPlateau, patience, rng):
    "counts bad epochs in a row: a good one starts the count again"
    lr, factor = a_rate(rng)
    losses = plateau(patience, patience, patience, rng=rng)
    same_rates(ReduceOnPlateau, losses, lr, factor=factor, patience=patience)


@check(points=2, after=drops_after_its_patience)
@cases(patience=[1, 2], seed=range(2))
def waits_again_after_a_drop(ReduceOnPlateau, patience, rng):
    "bears `patience` bad epochs again after each drop"
    lr, factor = a_rate(rng)
    losses = plateau(3 * patience + 4, rng=rng)
    same_rates(ReduceOnPlateau, losses, lr, factor=factor, patience=patience)


@check(points=2, after=[waits_again_after_a_drop, forgives_after_a_good_epoch])
@cases(seed=range(3))
def compares_with_the_best(ReduceOnPlateau, rng):
    "compares with the best loss of all, also after a drop: falling from a peak is no progress"
    lr, factor = a_rate(rng)
    losses = 5 + np.array([0, 3, 2.5, 2, 1.5, 1, 0.5, 0.25, -1, 1, 0.5]) * rng.uniform(0.5, 1)
    same_rates(ReduceOnPlateau, losses, lr, factor=factor, patience=2)


@check(after=compares_with_the_best)
@cases(share=[0.45, 0.7], seed=range(2))
def asks_for_enough(ReduceOnPlateau, share, rng):
    "asks a loss to be below the best by more than min_delta, in one epoch or in several together"
    lr, factor = a_rate(rng)
    delta = float(rng.uniform(0.1, 0.2))
    losses = 5 - share * delta * np.arange(9)
    same_rates(ReduceOnPlateau, losses, lr, factor=factor, patience=1, min_delta=delta)
    same_rates(ReduceOnPlateau, losses, lr, factor=factor, patience=0, min_delta=delta)


@check(after=compares_with_the_best)
@cases(patience=[0, 1], seed=range(2))
def stops_at_the_smallest_rate(ReduceOnPlateau, patience, rng):
    "makes the rate no smaller than min_lr"
    lr, factor = a_rate(rng)
    losses, least = plateau(9, rng=rng), lr * factor**2 * float(rng.uniform(0.8, 0.9))
    same_rates(ReduceOnPlateau, losses, lr, factor=factor, patience=patience, min_lr=least)


@check(after=compares_with_the_best)
def gives_the_worked_numbers(ReduceOnPlateau):
    "halves 0.1 after two bad epochs, and takes a NaN for a bad epoch"
    losses = np.array([2.0, 1.0, 1.0, 1.5, 1.0, 0.5, np.nan, 0.4, np.nan, np.nan])
    got = rates(ReduceOnPlateau, losses, 0.1, {"factor": 0.5, "patience": 1})
    expected = np.array([0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.025])
    near(got[:, 0], expected, length=100, steps=0, name="rates")

"""Gradients of micro-batches put together."""

import numpy as np

from grader import cases, check, driver, near, put, raises, unchanged


@driver
def accumulated(Accumulator, rounds):
    """What `take` gives after each round of micro-batches; their gradients share their arrays."""
    import numpy as np

    accumulator, results = Accumulator(), []
    for micro_batches in rounds:
        shared = [np.empty_like(g) for g in micro_batches[0][1]]
        for loss, grads, count in micro_batches:
            for buffer, g in zip(shared, grads, strict=True):
                buffer[...] = g
            accumulator.add(loss, list(shared), count)
        for buffer in shared:
            buffer[...] = 1e9
        loss, grads = accumulator.take()
        results.append((float(loss), [np.array(g) for g in grads]))
    return results


def regression(rng, counts):
    """Micro-batches of a linear regression, and the loss and gradients of all of it at once."""
    X, y = rng.normal(size=(sum(counts), 3)), 3 * rng.normal(size=sum(counts))
    w, b = rng.normal(size=3), np.array([2.0])

    def one_pass(X, y):
        residual = X @ w + b - y
        grads = [2 * X.T @ residual / len(y), np.array([2 * residual.mean()])]
        return float(np.mean(residual**2)), grads

    ends = np.cumsum(counts)
    parts = [slice(end - n, end) for end, n in zip(ends, counts, strict=True)]
    return [(*one_pass(X[p], y[p]), n) for p, n in zip(parts, counts, strict=True)], one_pass(X, y)


def compare(got, expected):
    near(got[1], expected[1], terms=10.0, length=30, name="gradients")
    near(got[0], expected[0], terms=10.0, length=30, name="loss")


@check(points=2)
@cases(parts=[1, 2, 3], count=[2, 5], seed=range(2))
def averages_equal_parts(Accumulator, parts, count, rng):
    "gives the loss and the gradients of the whole batch if all micro-batches are equal"
    micro_batches, expected = regression(rng, [count] * parts)
    compare(accumulated(Accumulator, [micro_batches])[0], expected)


@check(points=3, after=averages_equal_parts)
@cases(counts=["5 2", "4 4 1", "2 7 3"], seed=range(2))
def weighs_by_counts(Accumulator, counts, rng):
    "gives those of the whole batch if the micro-batches differ in size"
    micro_batches, expected = regression(rng, [int(n) for n in counts.split()])
    compare(accumulated(Accumulator, [micro_batches])[0], expected)


@check(points=2, after=weighs_by_counts)
@cases(rounds=[2, 3], seed=range(2))
def begins_anew(Accumulator, rounds, rng):
    "begins anew after each `take`"
    steps = [regression(rng, [4, 2, 3]) for _ in range(rounds)]
    got = accumulated(Accumulator, [micro_batches for micro_batches, _ in steps])
    for i, (_, expected) in enumerate(steps):
        compare(got[i], expected)


@check(points=2, after=weighs_by_counts)
@cases(place=[0, 1, 2], seed=range(2))
def passes_over_empty_parts(Accumulator, place, rng):
    "lets a micro-batch of nothing but padding leave no trace, though its numbers are nan"
    micro_batches, expected = regression(rng, [3, 5])
    nothing = (float("nan"), [np.full(3, np.nan), np.full(1, np.nan)], 0)
    micro_batches.insert(place, nothing)
    compare(accumulated(Accumulator, [micro_batches])[0], expected)


@check(after=averages_equal_parts)
@cases(seed=range(2))
def refuses_to_average_nothing(Accumulator, rng):
    "raises ValueError for a `take` without samples, at the beginning, after nan and after a `take`"
    accumulator = Accumulator()
    with raises(ValueError):
        accumulator.take()
    accumulator.add(float("nan"), [np.full(2, np.nan)], 0)
    with raises(ValueError):
        accumulator.take()
    accumulator.add(1.0, [rng.normal(size=2)], 2)
    accumulator.take()
    with raises(ValueError):
        accumulator.take()


@check(after=averages_equal_parts)
@cases(n=[3])
def leaves_its_inputs_unchanged(Accumulator, n, rng):
    "leaves the gradients it is given unchanged"
    first, second = put(rng.normal(size=n)), put(rng.normal(size=n))
    accumulator = Accumulator()
    accumulator.add(1.0, [first], 3)
    accumulator.add(2.0, [second], 2)
    accumulator.take()
    unchanged(first, "first gradient")
    unchanged(second, "second gradient")


@check(after=weighs_by_counts)
def gives_the_worked_numbers(Accumulator):
    "gives a loss of 2 and a gradient of 3 for the worked example, not 3 and 4"
    micro_batches = [(1.0, [np.array([2.0])], 3), (5.0, [np.array([6.0])], 1)]
    got = accumulated(Accumulator, [micro_batches])[0]
    near(got[0], 2.0, name="loss")
    near(got[1], [np.array([3.0])], name="gradients")

"""The learning-rate range test: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, driver, expect, mistake, near, reference, variant


@driver
def regression(find_lr, x, y, steps):
    """The test for a linear model with the mean squared error; rates, losses, best, calls."""
    import numpy as np

    calls = []

    def loss_and_gradient(w):
        calls.append(w)
        error = x @ w - y
        return float((error**2).mean()), 2 * x.T @ error / len(y)

    rates, losses, best = find_lr(loss_and_gradient, np.zeros(x.shape[1]), 1e-4, 10.0, steps)
    return np.array(rates), np.array(losses), float(best), len(calls)


@check(after=["stops_where_nothing_is_finite", "stops_when_the_loss_explodes"])
@cases(steps=[100], seed=range(2))
def tests_a_regression(find_lr, steps, rng):
    "runs the test for a linear regression, one call of the loss for each step"
    x = rng.normal(size=(100, 2))
    y = x @ np.array([3.0, -2.0]) + 0.5 * rng.normal(size=100)
    got, expected = (regression(f, x, y, steps) for f in (find_lr, reference))
    near(got[0], expected[0], length=1e4, terms=expected[0], steps=0, name="rates")
    near(got[1], expected[1], length=1e8, terms=10 + expected[1], steps=0, name="losses")
    near(got[2], expected[2], length=1e4, name="rate")
    expect(got[3] <= expected[3], "the loss must be computed once a step")


@driver
def given_losses(find_lr, script, stop):
    """Run the test on losses that come one after the other: rates, losses, the best."""
    import numpy as np

    left = iter(script)
    n = len(script)
    rates, losses, best = find_lr(
        lambda p: (next(left), 0 * p), np.zeros(1), 1.0, 2.0 ** (n - 1), n, stop
    )
    return len(rates), [float(loss) for loss in losses], float(best)


@check(after="names_the_rate_of_most_progress")
@cases(seed=range(2))
def takes_the_first_of_equals(find_lr, rng):
    "names the first of several rates with the same progress, and goes on at exactly `stop` times"
    start = float(rng.integers(20, 40))
    falls = [start, start - 1, start - 9, start - 8, start - 16, start - 15]
    for script, stop in ((falls, 4.0), ([*falls, 2 * falls[4], 1.0], 2.0), ([4.0, 8.0, 9.0], 2.0)):
        got, expected = (given_losses(f, script, stop) for f in (find_lr, reference))
        near(got[0], expected[0], name="number of rates")
        near(got[1], expected[1], name="losses")
        near(got[2], expected[2], length=100, name="rate")


def truth(loss_and_gradient, p, low, high, steps, stop=4.0):
    """With geomspace, and the whole list of losses searched for the largest fall."""
    rates = [float(rate) for rate in np.geomspace(low, high, steps)]
    losses, smallest = [], float("inf")
    while len(losses) < steps:
        loss, gradient = loss_and_gradient(p)
        losses.append(float(loss))
        if not np.isfinite(loss) or loss > stop * smallest:
            break
        smallest = min(smallest, loss)
        p = p + gradient * -rates[len(losses) - 1]
    known = [k for k in range(len(losses) - 1) if np.isfinite(losses[k + 1])]
    best = max(known, key=lambda k: losses[k] - losses[k + 1])
    return np.array(rates[: len(losses)]), np.array(losses), rates[best]


RATES = "rates = low * (high / low) ** (np.arange(steps) / (steps - 1))"
NOTE = "losses.append(loss)"
TEST = "if not loss <= stop * min(losses):"
MOVE = "p = p - rate * gradient"
BEST = "best = float(rates[np.argmax(np.where(np.isfinite(falls), falls, -np.inf))])"
RESULT = "return rates[: len(losses)], np.array(losses), best"

linear = mistake(
    "raised the rate by equal steps, so nearly all rates have the size of the largest",
    fails="raises_the_rate_by_equal_ratios",
    replace=(RATES, "rates = np.linspace(low, high, steps)"),
)

never_reaches_high = mistake(
    "divided by steps instead of steps - 1, so that `high` is not reached",
    fails="raises_the_rate_by_equal_ratios",
    replace=(RATES, RATES.replace("(steps - 1)", "steps")),
)

after_the_step = mistake(
    "noted the losses from after the steps",
    fails="notes_the_loss_before_each_step",
    replace=(NOTE, "losses.append(loss_and_gradient(p - rate * gradient)[0])"),
)

starts_again = mistake(
    "made every step from the start instead of from where the last one led",
    fails="notes_the_loss_before_each_step",
    replace=[
        (MOVE, "p = start - rate * gradient"),
        ("    losses: ", "    start = p\n    losses: "),
    ],
)

constant_rate = mistake(
    "made all steps with the smallest rate",
    fails="notes_the_loss_before_each_step",
    replace=(MOVE, MOVE.replace("rate", "low")),
)

never_stops = mistake(
    "went on to the last rate, whatever the loss did",
    fails="stops_when_the_loss_explodes",
    replace=(TEST, "if not loss <= np.inf:"),
)

against_the_first = mistake(
    "compared with the first loss instead of the smallest",
    fails="stops_when_the_loss_explodes",
    replace=(TEST, TEST.replace("min(losses)", "losses[0]")),
)

against_the_last = mistake(
    "compared with the loss before, which a slow rise never exceeds by so much",
    fails="stops_when_the_loss_explodes",
    replace=(TEST, TEST.replace("min(losses)", "losses[max(len(losses) - 2, 0)]")),
)

last_loss_hidden = mistake(
    "left out the loss that ended the test",
    fails="stops_when_the_loss_explodes",
    replace=(TEST, TEST + "\n            losses.pop()"),
)

any_rise = mistake(
    "stopped as soon as the loss rose",
    fails="stops_when_the_loss_explodes",
    replace=(TEST, TEST.replace("stop * ", "")),
)

one_rate_too_far = mistake(
    "named the rate after the one whose step lowered the loss most",
    fails="names_the_rate_of_most_progress",
    replace=(BEST, BEST.replace("rates[np", "rates[1 + np")),
)

lowest_loss = mistake(
    "named the rate at which the loss was smallest, which is close to where it explodes",
    fails="names_the_rate_of_most_progress",
    replace=(BEST, "best = float(rates[np.nanargmin(losses)]) + 0 * falls[0]"),
)

all_rates = mistake(
    "returned all rates, also those that were never tried",
    fails="stops_when_the_loss_explodes",
    replace=(RESULT, RESULT.replace("rates[: len(losses)]", "rates")),
)

nan_goes_on = mistake(
    "asked whether the loss is too large; a NaN is not larger than anything",
    fails="stops_where_nothing_is_finite",
    replace=(TEST, "if loss > stop * min(losses):"),
)

nan_is_progress = mistake(
    "looked for the largest fall with np.argmax, which takes a NaN for the largest",
    fails="stops_where_nothing_is_finite",
    replace=(BEST, "best = float(rates[np.argmax(falls)])"),
)

in_place = mistake(
    "moved the caller's parameters",
    fails="leaves_the_start_unchanged",
    replace=[
        ("    losses: ", "    start, p = p, p.copy()\n    losses: "),
        (RESULT, "start[...] = p\n    " + RESULT),
    ],
)


@variant
def with_a_generator(loss_and_gradient, p, low, high, steps, stop=4.0):
    "rates multiplied up one by one, the best kept on the way"
    rate, ratio = float(low), float(high / low) ** (1 / (steps - 1))
    rates, losses, best, progress = [], [], None, -np.inf
    x = np.array(p)
    for _ in range(steps):
        loss, gradient = loss_and_gradient(x.copy())
        if losses and np.isfinite(loss) and losses[-1] - loss > progress:
            best, progress = rates[-1], losses[-1] - loss
        rates.append(rate)
        losses.append(loss)
        if not np.isfinite(loss) or loss > stop * np.min(losses):
            break
        x -= rate * gradient
        rate *= ratio
    return np.array(rates), np.array(losses), best


@variant
def by_logarithms(loss_and_gradient, p, low, high, steps, stop=4.0):
    "rates by logspace, losses in an array cut at its end"
    rates = np.logspace(np.log10(low), np.log10(high), steps)
    losses = np.full(steps, np.nan)
    end = steps
    for k in range(steps):
        losses[k], gradient = loss_and_gradient(p)
        if not losses[k] <= stop * np.nanmin(losses):
            end = k + 1
            break
        p = p - gradient * rates[k]
    losses = losses[:end]
    with np.errstate(invalid="ignore"):
        falls = losses[:-1] - losses[1:]
    falls[~np.isfinite(falls)] = -np.inf
    return rates[:end], losses, float(rates[int(np.argmax(falls))])

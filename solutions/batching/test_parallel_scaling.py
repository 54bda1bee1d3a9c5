"""Parallel scaling: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="takes_runs_in_any_order")
@cases(k=[20], seed=range(3))
def handles_many_runs(parallel_scaling, k, rng):
    "handles twenty runs with up to two thousand workers"
    workers = np.r_[1.0, rng.choice(np.arange(2.0, 2000.0), size=k - 1, replace=False)]
    workers = rng.permutation(workers)
    seconds = 1000 * (0.02 + 0.98 / workers) * rng.uniform(1.0, 1.5, size=k)
    seconds[workers == 1] = 1000
    planned = rng.integers(1, 5000, size=6).astype(float)
    got, expected = (f(seconds, workers, planned) for f in (parallel_scaling, reference))
    near(got[0], expected[0], name="speedup")
    near(got[1], expected[1], name="efficiency")
    near(got[2], expected[2], terms=2.0, name="fraction")
    near(got[3], expected[3], length=20, name="forecast")


@check(after="takes_runs_in_any_order")
@cases(seed=range(2))
def takes_runs_that_got_slower(parallel_scaling, rng):
    "handles a run that many workers made slower, whose serial fraction is above 1"
    seconds, workers = np.array([10.0, 7.0, 11.0 + rng.random()]), np.array([1.0, 2.0, 9.0])
    planned = np.array([3.0])
    got, expected = (f(seconds, workers, planned) for f in (parallel_scaling, reference))
    near(got[2], expected[2], terms=1.0, name="fraction")
    near(got[3], expected[3], length=4, name="forecast")


def truth(seconds, workers, planned):
    """Seconds split into a serial and a parallel part, run by run."""
    times = dict(zip(workers.tolist(), seconds.tolist(), strict=True))
    one = times[1.0]
    speedup = [one / t for t in seconds.tolist()]
    efficiency = [one / (n * t) for n, t in times.items()]
    serial = []
    for n, t in times.items():
        serial.append((n * t - one) / ((n - 1) * one) if n > 1 else float("nan"))
    known = [e for e in serial if e == e]
    f = sum(known) / len(known)
    forecast = [1 / f if np.isinf(N) else N / (N * f + 1 - f) for N in planned.tolist()]
    return tuple(np.array(x) for x in (speedup, efficiency, serial, forecast))


SPEEDUP = "speedup = seconds[workers == 1] / seconds"
EFFICIENCY = "speedup * inverse, serial"
SERIAL = "(1 / speedup[many] - inverse[many]) / (1 - inverse[many])"
MEAN = "f = serial[many].mean()"
FORECAST = "1 / (f + (1 - f) / planned)"

upside_down = mistake(
    "divided the time of many workers by the time of one",
    fails="divides_times",
    replace=(SPEEDUP, "speedup = seconds / seconds[workers == 1]"),
)

seconds_saved = mistake(
    "gave the share of time that is saved, not the speed-up",
    fails="divides_times",
    replace=(SPEEDUP, "speedup = 1 - seconds / seconds[workers == 1]"),
)

best_possible = mistake(
    "took the number of workers for the speed-up",
    fails="divides_times",
    replace=(SPEEDUP, "speedup = workers * 1.0"),
)

efficiency_multiplied = mistake(
    "multiplied the speed-up by the number of workers",
    fails="divides_by_workers",
    replace=(EFFICIENCY, "speedup * workers, serial"),
)

percent = mistake(
    "gave the efficiency in percent",
    fails="divides_by_workers",
    replace=(EFFICIENCY, "100 * speedup * inverse, serial"),
)

parallel_fraction = mistake(
    "gave the fraction that is parallel, 1 - e",
    fails="finds_the_serial_fraction",
    replace=(SERIAL, "1 - " + SERIAL),
)

one_less_efficiency = mistake(
    "took 1 - efficiency for the serial fraction",
    fails="finds_the_serial_fraction",
    replace=(SERIAL, "1 - speedup[many] * inverse[many]"),
)

not_divided = mistake(
    "left out the division by 1 - 1/n",
    fails="finds_the_serial_fraction",
    replace=(SERIAL, "1 / speedup[many] - inverse[many]"),
)

zero_for_one = mistake(
    "gave a serial fraction of 0 for one worker, which says nothing about it",
    fails="finds_the_serial_fraction",
    replace=("np.full(len(workers), np.nan)", "np.zeros(len(workers))"),
)

mean_with_zero = mistake(
    "took one worker as a run with a serial fraction of 0 into the mean",
    fails="forecasts",
    replace=(MEAN, "f = serial[many].sum() / len(serial)"),
)

largest_run = mistake(
    "took the serial fraction of the last run instead of the mean",
    fails="forecasts",
    replace=(MEAN, "f = serial[many][-1]"),
)

fraction_swapped = mistake(
    "divided the serial part by the number of workers",
    fails="forecasts",
    replace=(FORECAST, "1 / (f / planned + (1 - f))"),
)

forecast_gustafson = mistake(
    "used Gustafson's law, where the work grows with the workers",
    fails="forecasts",
    replace=(FORECAST, "f + (1 - f) * planned"),
)

inf_over_inf = mistake(
    "multiplied through by N, which makes nan of an infinite N",
    fails="knows_the_limit",
    replace=(FORECAST, "planned / (planned * f + 1 - f)"),
)

first_run = mistake(
    "took the first run for the one with one worker",
    fails="takes_runs_in_any_order",
    replace=(SPEEDUP, "speedup = seconds[0] / seconds"),
)

longest_run = mistake(
    "took the longest run for the one with one worker",
    fails="takes_runs_that_got_slower",
    replace=(SPEEDUP, "speedup = seconds.max() / seconds"),
)


@variant
def by_efficiency(seconds, workers, planned):
    "the serial fraction from the efficiency, n / S = 1 / E"
    one = seconds[np.argmin(workers)]
    speedup = one / seconds
    efficiency = speedup / workers
    serial = np.full(workers.shape, np.nan)
    np.divide(1 / efficiency - 1, workers - 1, out=serial, where=workers > 1)
    f = np.nanmean(serial)
    return speedup, efficiency, serial, 1 / (1 / planned + f * (1 - 1 / planned))


@variant
def one_run_at_a_time(seconds, workers, planned):
    "a loop over the runs"
    one = next(t for t, n in zip(seconds, workers, strict=True) if n == 1)
    rows = []
    for t, n in zip(seconds, workers, strict=True):
        s = one / t
        rows.append((s, s / n, np.nan if n == 1 else (1 / s - 1 / n) / (1 - 1 / n)))
    speedup, efficiency, serial = (np.array(column) for column in zip(*rows, strict=True))
    f = np.mean([e for e in serial if not np.isnan(e)])
    return speedup, efficiency, serial, np.array([1 / (f + (1 - f) / n) for n in planned])

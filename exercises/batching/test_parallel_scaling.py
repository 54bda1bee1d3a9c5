"""Speed-up, efficiency, serial fraction, and Amdahl's forecast."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged

PLANNED = np.array([2.0, 16.0])


def runs(rng, counts, shuffled=False):
    """Times of runs with some serial part, and what the workers cost one another."""
    workers = np.array([1.0, *counts])
    share, cost = rng.uniform(0.05, 0.3), rng.uniform(0.01, 0.03)
    seconds = rng.uniform(20, 90) * (share + (1 - share) / workers + cost * (workers - 1))
    order = rng.permutation(len(workers)) if shuffled else np.arange(len(workers))
    return seconds[order], workers[order]


@check(points=2)
@cases(counts=["2", "3 5", "2 4 6"], seed=range(2))
def divides_times(parallel_scaling, counts, rng):
    "divides the time of one worker by the time of many"
    seconds, workers = runs(rng, [int(n) for n in counts.split()])
    got, expected = (f(seconds, workers, PLANNED) for f in (parallel_scaling, reference))
    near(got[0], expected[0], name="speed-up")


@check(points=2, after=divides_times)
@cases(counts=["3", "2 7"], seed=range(2))
def divides_by_workers(parallel_scaling, counts, rng):
    "divides the speed-up by the number of workers"
    seconds, workers = runs(rng, [int(n) for n in counts.split()])
    got, expected = (f(seconds, workers, PLANNED) for f in (parallel_scaling, reference))
    near(got[1], expected[1], name="efficiency")


@check(points=2, after=divides_by_workers)
@cases(counts=["3", "2 5", "4 6 8"], seed=range(2))
def finds_the_serial_fraction(parallel_scaling, counts, rng):
    "finds the serial fraction of each run, and nan for one worker"
    seconds, workers = runs(rng, [int(n) for n in counts.split()])
    got, expected = (f(seconds, workers, PLANNED) for f in (parallel_scaling, reference))
    near(got[2], expected[2], terms=1.0, name="serial fraction")


@check(points=2, after=finds_the_serial_fraction)
@cases(counts=["4", "3 5", "2 7 9"], seed=range(2))
def forecasts(parallel_scaling, counts, rng):
    "forecasts the speed-up of any number of workers by Amdahl's law, 1 for one"
    seconds, workers = runs(rng, [int(n) for n in counts.split()])
    planned = np.array([1.0, 12.0, 100.0])
    got, expected = (f(seconds, workers, planned) for f in (parallel_scaling, reference))
    near(got[3], expected[3], length=4, name="forecast")


@check(after=forecasts)
@cases(counts=["2 5", "3 6 8"], seed=range(2))
def knows_the_limit(parallel_scaling, counts, rng):
    "forecasts 1 / f for any number of workers that can be paid for (inf)"
    seconds, workers = runs(rng, [int(n) for n in counts.split()])
    planned = np.array([np.inf, 8.0])
    got, expected = (f(seconds, workers, planned) for f in (parallel_scaling, reference))
    near(got[3], expected[3], length=4, name="forecast")


@check(after=forecasts)
@cases(counts=["2 5", "3 6 8"], seed=range(3))
def takes_runs_in_any_order(parallel_scaling, counts, rng):
    "finds the run with one worker wherever it stands"
    seconds, workers = runs(rng, [int(n) for n in counts.split()], shuffled=True)
    last = int(np.argmin(workers))
    seconds, workers = np.roll(seconds, -1 - last), np.roll(workers, -1 - last)
    got, expected = (f(seconds, workers, PLANNED) for f in (parallel_scaling, reference))
    near(got[0], expected[0], name="speed-up")
    near(got[1], expected[1], name="efficiency")
    near(got[2], expected[2], terms=1.0, name="serial fraction")
    near(got[3], expected[3], length=4, name="forecast")


@check(after=forecasts)
@cases(seed=range(1))
def leaves_its_inputs_unchanged(parallel_scaling, rng):
    "leaves its inputs unchanged"
    handles = [put(x) for x in (*runs(rng, [2, 4]), PLANNED)]
    parallel_scaling(*handles)
    for handle, name in zip(handles, ("seconds", "workers", "planned"), strict=True):
        unchanged(handle, name)


@check(after=forecasts)
def gives_the_books_efficiencies(parallel_scaling):
    "gives the book's efficiencies of 100, 95, 90 and 81 %, and serial fractions of 0.05 to 0.03"
    speedups, workers = np.array([1, 1.9, 3.6, 6.5]), np.array([1.0, 2.0, 4.0, 8.0])
    got = parallel_scaling(60 / speedups, workers, np.array([16.0]))
    near(got[1], np.array([1, 0.95, 0.9, 0.8125]), tolerance=1e-12, name="efficiency")
    serial = np.array([np.nan, 1 / 19, 1 / 27, 3 / 91])
    near(got[2], serial, tolerance=1e-12, name="serial fraction")
    near(got[3], np.array([9.91830881]), tolerance=1e-6, name="forecast")

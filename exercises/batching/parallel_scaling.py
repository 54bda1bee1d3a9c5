"""Parallel scaling: speed-up, efficiency, and the part that more workers do not make faster."""

from __future__ import annotations

import numpy as np


def parallel_scaling(
    seconds: np.ndarray, workers: np.ndarray, planned: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return speed-up, efficiency and serial fraction of runs, and the speed-up to be expected.

    The same work took seconds[i] with workers[i] workers. With T(1) the time of the run with one
    worker, for each run

        speed-up         S = T(1) / T(n)
        efficiency       E = S / n
        serial fraction  e = (1/S - 1/n) / (1 - 1/n)      (Karp and Flatt)

    e is Amdahl's law solved for the part of T(1) that no number of workers makes faster. A run with
    one worker says nothing about it: e is nan there. For a number N of planned workers, Amdahl's
    law with f, the mean of the other e, says

        S(N) = 1 / (f + (1 - f) / N)

    seconds  float64 of shape (k,), above 0
    workers  float64 of shape (k,): whole numbers, in any order. Exactly one of them is 1, at least
             one is more
    planned  float64 of shape (m,), each 1 or more; np.inf gives the limit 1 / f
    returns  float64 arrays of shape (k,), (k,), (k,) and (m,): S, E, e, S(N)

    - At least one S is less than its n, and f is above 0.
    - An e that rises with n says that workers also cost: they wait for one another and talk.
    - There is nothing to raise and nothing to warn of; no input is changed.

    Example: twice the workers in 5/8 of the time: a quarter of the work is serial
        >>> parallel_scaling(np.array([8.0, 5.0]), np.array([1.0, 2.0]), np.array([4.0, np.inf]))
        (array([1. , 1.6]), array([1. , 0.8]), array([ nan, 0.25]), array([2.28571429, 4.        ]))

    Source: Amdahl, "Validity of the single processor approach to achieving large scale computing
    capabilities" (1967), https://doi.org/10.1145/1465482.1465560; Karp and Flatt, "Measuring
    Parallel Processor Performance" (1990), https://doi.org/10.1145/78607.78614

    """
    raise NotImplementedError("parallel_scaling")

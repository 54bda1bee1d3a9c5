"""Descents into Rosenbrock's and Beale's valleys."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def same_trace(descend, name, start, lr, momentum, steps, *keys):
    """Fail unless these entries of the trace are the reference's."""
    got, expected = (f(name, start, lr, momentum, steps) for f in (descend, reference))
    for key in keys:
        terms = np.maximum(np.abs(expected[key]), 10.0)
        near(got[key], expected[key], length=1e4, terms=terms, steps=0, name=key)


@check
@cases(where=[0.0, 1.0], seed=range(2))
def knows_the_height_of_rosenbrock(descend, where, rng):
    "gives Rosenbrock's function as the first loss"
    start = rng.uniform(0.3, 0.9, size=2) - where
    same_trace(descend, "rosenbrock", start, 0.001, 0.0, 1, "losses")


@check(points=2, after=knows_the_height_of_rosenbrock)
@cases(where=[0.0, 1.0], seed=range(2))
def knows_the_slope_of_rosenbrock(descend, where, rng):
    "gives both derivatives of Rosenbrock's function"
    start = rng.uniform(0.3, 0.9, size=2) - where
    same_trace(descend, "rosenbrock", start, 0.001, 0.0, 1, "gradients")


@check
@cases(where=[0.0, 1.5], seed=range(2))
def knows_the_height_of_beale(descend, where, rng):
    "gives Beale's function as the first loss"
    start = rng.uniform(0.3, 0.9, size=2) - where
    same_trace(descend, "beale", start, 0.01, 0.0, 1, "losses")


@check(points=2, after=knows_the_height_of_beale)
@cases(where=[0.0, 1.5], seed=range(2))
def knows_the_slope_of_beale(descend, where, rng):
    "gives both derivatives of Beale's function"
    start = rng.uniform(0.3, 0.9, size=2) - where
    same_trace(descend, "beale", start, 0.01, 0.0, 1, "gradients")


@check(points=2, after=knows_the_slope_of_rosenbrock)
@cases(steps=[1, 2, 5], seed=range(2))
def walks_against_the_gradient(descend, steps, rng):
    "gives each position after its step, and each loss from before it"
    start = rng.uniform(-1.0, 0.0, size=2)
    same_trace(descend, "rosenbrock", start, 0.0007, 0.0, steps, "positions", "losses", "gradients")


@check(points=2, after=[walks_against_the_gradient, knows_the_slope_of_beale])
@cases(name=["rosenbrock", "beale"], momentum=[0.5, 0.9], seed=range(2))
def remembers_its_velocity(descend, name, momentum, rng):
    "keeps a share of its velocity, and adds the whole gradient to it"
    start, lr = rng.uniform(-0.9, -0.1, size=2), {"rosenbrock": 0.0008, "beale": 0.008}[name]
    same_trace(descend, name, start, lr, momentum, 4, "positions", "losses", "gradients")


@check(after=remembers_its_velocity)
@cases(steps=[2])
def leaves_the_start_unchanged(descend, steps, rng):
    "leaves the array with the start unchanged"
    start = put(rng.uniform(-1, 0, size=2))
    descend("rosenbrock", start, 0.001, 0.9, steps)
    unchanged(start, "start")


@check(after=remembers_its_velocity)
def gives_the_printed_traces(descend):
    "prints, from (-1, -1), the two steps of SGD and of momentum that stand in the notes"
    start = np.array([-1.0, -1.0])
    for momentum, loss, end in (
        (0.0, 10.5058828250, (-0.0797032650, -0.2354065705)),
        (0.9, 24.5592865479, (1.0812388285, 1.7859594629)),
    ):
        trace = descend("rosenbrock", start, 0.001, momentum, 5)
        near(trace["positions"][0], np.array([-0.196, -0.6]), length=9, name="position of step 0")
        near(trace["losses"][0], 404.0, name="loss of step 0")
        near(trace["positions"][4], np.array(end), tolerance=1e-8, name="position of step 4")
        near(trace["losses"][4], loss, tolerance=1e-8, name="loss of step 4")

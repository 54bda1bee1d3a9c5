"""What a shift of the picture does to its map."""

import numpy as np

from grader import cases, check, expect, near, put, reference, unchanged

NAMES = ("equivariance error", "invariance error", "maximum's error")


def parts(results):
    """The three results, once it is known that there are three."""
    expect(
        isinstance(results, tuple | list) and len(results) == 3,
        "shift_errors does not return three floats",
    )
    return results


def close(shift_errors, args, *wanted):
    """Near, for the errors whose places are given."""
    got, expected = parts(shift_errors(*args)), reference(*args)
    for place in wanted:
        near(got[place], expected[place], length=args[1].size, terms=6.0, name=NAMES[place])


def picture(rng, h=6, w=8, kernel=(2, 3)):
    """A picture and a kernel."""
    return rng.normal(size=(h, w)), rng.normal(size=kernel)


@check(points=2)
@cases(shift=[(0, 1), (1, 0), (2, 3), (-1, -2)], seed=range(2))
def sees_that_it_is_not_invariant(shift_errors, shift, rng):
    "invariance: measures how far the map of the moved picture is from the map itself"
    close(shift_errors, (*picture(rng), shift), 1)


@check(points=2, after=sees_that_it_is_not_invariant)
@cases(shift=[(0, 1), (1, 0), (2, 3), (-1, -2), (7, 11)], seed=range(2))
def sees_that_it_is_equivariant(shift_errors, shift, rng):
    "equivariance: at stride 1 the map moves along with the picture, without an error"
    close(shift_errors, (*picture(rng), shift), 0)


@check(points=2, after=sees_that_it_is_equivariant)
@cases(stride=[2, 3], shift=[(0, 1), (1, 0), (1, 2), (-1, 1), (4, 5)])
def sees_what_a_stride_breaks(shift_errors, stride, shift, rng):
    "equivariance: with a stride, measures the error of what is not a whole step of the map"
    x, w = picture(rng, 2 * stride, 4 * stride, (3, 2))
    close(shift_errors, (x, w, shift, stride), 1, 0)


@check(after=sees_what_a_stride_breaks)
@cases(stride=[2, 3], steps=[(0, 1), (1, 0), (1, 2), (-1, 1)])
def sees_whole_steps(shift_errors, stride, steps, rng):
    "equivariance: a shift by a multiple of the stride moves the map by whole steps"
    x, w = picture(rng, 2 * stride, 4 * stride, (3, 2))
    close(shift_errors, (x, w, (steps[0] * stride, steps[1] * stride), stride), 0, 1)


@check(after=sees_that_it_is_not_invariant)
@cases(stride=[1, 2], shift=[(0, 1), (1, 2)], seed=range(4))
def follows_the_maximum(shift_errors, stride, shift, rng):
    "maximum: compares the largest of both maps, which a stride of 1 keeps"
    close(shift_errors, (*picture(rng), shift, stride), 2)


@check(after=sees_that_it_is_equivariant)
@cases(n=[4, 6])
def leaves_its_inputs_unchanged(shift_errors, n, rng):
    "leaves picture and kernel unchanged"
    x, w = map(put, picture(rng, n, n))
    shift_errors(x, w, (1, 1))
    unchanged(x, "x")
    unchanged(w, "w")


@check(after=[sees_what_a_stride_breaks, follows_the_maximum])
def gives_the_worked_numbers(shift_errors):
    "gives the worked numbers of a dot under a kernel of 5 and 2"
    x, w = np.array([[0.0, 0, 1, 0, 0, 0]]), np.array([[5.0, 2]])
    for args, worked in (
        ((x, w, (0, 1)), (0.0, 5.0, 0.0)),
        ((np.vstack([x, 0 * x]), w, (0, 1), 2), (3.0, 3.0, 3.0)),
        ((np.vstack([x, 0 * x]), w, (0, 2), 2), (0.0, 5.0, 0.0)),
    ):
        got = parts(shift_errors(*args))
        for place, name in enumerate(NAMES):
            near(got[place], worked[place], terms=5.0, name=name)

"""Gradient clipping by value and by global norm."""

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged


def model(rng, count, scale=1.0):
    """Gradients of `count` parameters, of different shapes and sizes."""
    shapes = [(3,), (2, 4), (1, 2, 2)][:count]
    return [scale * 4.0**k * rng.normal(size=shape) for k, shape in enumerate(shapes)]


def length(grads):
    """The norm of all entries together."""
    return float(np.sqrt(sum((g**2).sum() for g in grads)))


def same(clip_gradients, grads, limit, how):
    """Fail unless the clipped gradients are the reference's."""
    got, expected = (side(grads, limit, how) for side in (clip_gradients, reference))
    near(got[0], expected[0], length=20, name="clipped")


@check(points=2)
@cases(count=[1, 2, 3], how=["norm", "value"])
def measures_all_together(clip_gradients, count, how, rng):
    "returns the norm of all entries of all arrays together, as it was before"
    grads = model(rng, count)
    got, expected = (side(grads, 1.7, how)[1] for side in (clip_gradients, reference))
    near(got, expected, length=20, name="norm")


@check(points=2, after=measures_all_together)
@cases(count=[1, 2, 3], share=[0.2, 0.8])
def shortens_by_one_factor(clip_gradients, count, share, rng):
    "makes long gradients as long as the limit, every array by the same factor"
    grads = model(rng, count)
    same(clip_gradients, grads, share * length(grads), "norm")


@check(points=2, after=measures_all_together)
@cases(count=[1, 3], share=[1.3, 40.0])
def lengthens_nothing(clip_gradients, count, share, rng):
    "leaves gradients as they are when all together they are short enough"
    grads = model(rng, count)
    same(clip_gradients, grads, share * length(grads), "norm")


@check(points=2, after=measures_all_together)
@cases(count=[1, 3], limit=[0.4, 3.0])
def clips_each_entry(clip_gradients, count, limit, rng):
    "moves each entry by itself into the limits, on both sides, by value"
    same(clip_gradients, model(rng, count), limit, "value")


@check(after=[shortens_by_one_factor, lengthens_nothing])
@cases(n=[1, 3])
def leaves_zeros_alone(clip_gradients, n, rng):
    "leaves gradients of nothing but zeros alone, without dividing by their norm"
    shapes = [(n,), (2, int(rng.integers(1, 4)))]
    grads = [np.zeros(shape) for shape in shapes]
    for how in ("norm", "value"):
        got, expected = (side(grads, 0.5, how) for side in (clip_gradients, reference))
        near(got, expected)


@check(after=measures_all_together)
@cases(bad=["nan", "inf", "-inf"], how=["norm", "value"])
def refuses_what_is_not_finite(clip_gradients, bad, how, rng):
    "raises ValueError for a gradient with nan or inf in it"
    grads = model(rng, 2)
    grads[1][0, int(rng.integers(4))] = float(bad)
    with raises(ValueError):
        clip_gradients(grads, 1.0, how)


@check(after=[shortens_by_one_factor, clips_each_entry])
@cases(how=["norm", "value"])
def leaves_its_inputs_unchanged(clip_gradients, how, rng):
    "leaves the arrays it is given unchanged"
    grads = [put(g) for g in model(rng, 2)]
    clip_gradients(grads, 0.1, how)
    for position, g in enumerate(grads):
        unchanged(g, f"grads[{position}]")


@check(after=[shortens_by_one_factor, clips_each_entry])
def gives_the_worked_numbers(clip_gradients):
    "shortens 3 and 4, whose norm is 5, to 0.6 and 0.8, or clips them to 1 and 1"
    grads = [np.array([3.0]), np.array([[-4.0, 0.0]])]
    for how, first, second in (("norm", 0.6, -0.8), ("value", 1.0, -1.0)):
        clipped, norm = clip_gradients(grads, 1.0, how)
        near(norm, 5.0, name="norm")
        near(clipped, [np.array([first]), np.array([[second, 0.0]])], terms=1.0, name="clipped")

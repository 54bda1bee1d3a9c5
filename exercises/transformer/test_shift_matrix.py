"""The matrix that shifts a sinusoidal encoding."""

import numpy as np

from grader import check, equal, given, integers, near, reference


def encoding(positions, d, base):
    """The sinusoidal encoding of some positions, one in each row."""
    angle = np.asarray(positions)[:, None] * float(base) ** (-np.arange(0, d, 2) / d)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(-1, d)


@check(points=2)
@given(k=integers(1, 40))
def turns_one_pair(shift_matrix, k):
    "turns a single pair by k radians, so that the sine comes from sine and cosine"
    near(shift_matrix(k, 2), reference(k, 2), terms=float(k), name="matrix")


@check(points=2, after=turns_one_pair)
@given(k=integers(1, 9), d=integers(2, 4), base=integers(2, 1000))
def turns_every_pair_at_its_own_speed(shift_matrix, k, d, base):
    "turns each pair by its own angle, and mixes no two pairs"
    near(shift_matrix(k, 2 * d, base), reference(k, 2 * d, base), terms=float(k), name="matrix")


@check(after=turns_every_pair_at_its_own_speed)
@given(k=integers(-9, -1), d=integers(1, 4))
def goes_back_for_negative_k(shift_matrix, k, d):
    "goes back for negative k, with a base of 10000 if none is given"
    near(shift_matrix(k, 2 * d), reference(k, 2 * d), terms=float(-k), name="matrix")


@check(after=turns_every_pair_at_its_own_speed)
@given(d=integers(1, 4))
def stays_for_zero(shift_matrix, d):
    "is the identity for k = 0"
    equal(shift_matrix(0, 2 * d), np.eye(2 * d), name="matrix")


@check(after=goes_back_for_negative_k)
@given(k=integers(-20, 20), d=integers(1, 4), base=integers(2, 100))
def shifts_every_position(shift_matrix, k, d, base):
    "takes the encoding of every position to the encoding k positions later"
    positions = np.array([0, 1, 7, 30])
    moved = encoding(positions, 2 * d, base) @ shift_matrix(k, 2 * d, base).T
    near(moved, encoding(positions + k, 2 * d, base), terms=60.0, name="encoding moved by k")

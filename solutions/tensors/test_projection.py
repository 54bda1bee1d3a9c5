"""Cosine, shadow and the rest: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["measures_the_angle", "leaves_the_rest_across"])
@cases(d=[1000], seed=range(2))
def handles_long_vectors(project, d, rng):
    "handles vectors of a thousand numbers"
    a, b = rng.normal(size=(2, 3, d))
    for got, expected in zip(project(a, b), reference(a, b), strict=True):
        near(got, expected, length=d, terms=40.0)


@check(after="ignores_the_length_of_b")
@cases(power=[-90, 90], seed=range(2))
def ignores_the_length_of_a(project, power, rng):
    "measures the same angle however long a is, and a shadow as long in proportion"
    scale = 10.0**power
    a, b = rng.normal(size=(2, 3, 4))
    got, expected = project(a * scale, b), reference(a, b)
    near(got[0], expected[0], length=4, terms=1.0, name="cosine")
    for part in (1, 2, 3):
        near(got[part] / scale, expected[part], length=4, terms=10.0)


@check(after=["measures_the_angle", "leaves_the_rest_across"])
@cases(d=[2, 3])
def knows_right_angles(project, d, rng):
    "gives a cosine of 1 for the same direction, -1 for the opposite one, 0 at right angles"
    b = rng.normal(size=(1, d))
    turned = np.zeros((1, d))
    turned[0, :2] = -b[0, 1], b[0, 0]
    a, b = np.concatenate([3 * b, -2 * b, turned]), np.concatenate([b, b, b])
    got, expected = project(a, b), reference(a, b)
    near(got[0], np.array([1.0, -1.0, 0.0]), length=d, terms=1.0, name="cosine")
    for part in (1, 2, 3):
        near(got[part], expected[part], length=d, terms=10.0)


def truth(a, b):
    """Scaled so that nothing overflows, with NumPy's norm, row by row."""
    rows = []
    for x, y in zip(a, b, strict=True):
        along, cosine, length = np.zeros_like(x), 0.0, 0.0
        if y.any():
            scaled = y / np.abs(y).max()
            along = np.outer(scaled, scaled) @ x / (scaled @ scaled)
            length = x @ scaled / np.linalg.norm(scaled)
        if x.any() and y.any():
            size = np.abs(x).max()
            cosine = (x / size) @ scaled / np.linalg.norm(x / size) / np.linalg.norm(scaled)
        rows.append((cosine, length, along, x - along))
    return tuple(np.array(part) for part in zip(*rows, strict=True))


RETURNED = "return cosine, length, along, a - along"
COSINE = "length / np.where(a_lengths > 0, a_lengths, 1.0)"

dot_as_cosine = mistake(
    "returned the dot product as the cosine, undivided",
    fails="measures_the_angle",
    replace=(COSINE, "(a * b).sum(axis=1)"),
)

squares_for_lengths = mistake(
    "divided the cosine by squared lengths: the root is missing",
    fails="measures_the_angle",
    replace=(COSINE, "(a * b).sum(axis=1) / ((a * a).sum(axis=1) * (b * b).sum(axis=1))"),
)

dot_as_length = mistake(
    "took the dot product for the length of the shadow: it is |b| times too long",
    fails="measures_the_shadow",
    replace=(RETURNED, "return cosine, (a * b).sum(axis=1), along, a - along"),
)

divided_by_a = mistake(
    "divided by |a| instead of |b|: that is the shadow of b on a",
    fails="measures_the_shadow",
    replace=(RETURNED, "return cosine, cosine * b_lengths, along, a - along"),
)

unsigned = mistake(
    "made the length of the shadow positive",
    fails="measures_the_shadow",
    replace=(RETURNED, "return cosine, np.abs(length), along, a - along"),
)

along_a = mistake(
    "cast the shadow along a",
    fails="casts_the_shadow_along_b",
    replace=("length[:, None] * b_directions", "(length / a_lengths)[:, None] * a"),
)

b_too_long = mistake(
    "multiplied the length of the shadow by b itself, not by b divided by |b|",
    fails="casts_the_shadow_along_b",
    replace=("length[:, None] * b_directions", "length[:, None] * b"),
)

rest_of_b = mistake(
    "subtracted the shadow from b instead of a",
    fails="leaves_the_rest_across",
    replace=(RETURNED, "return cosine, length, along, b - along"),
)

rest_reversed = mistake(
    "subtracted a from the shadow instead of the shadow from a",
    fails="leaves_the_rest_across",
    replace=(RETURNED, "return cosine, length, along, along - a"),
)

padded = mistake(
    "added 1e-8 to |b|",
    fails=["measures_the_angle", "measures_the_shadow"],
    replace=("np.where(b_lengths > 0, b_lengths, 1.0)", "(b_lengths + 1e-8)"),
)

nan_for_zeros = mistake(
    "divided zero by zero",
    fails="knows_vectors_without_direction",
    replace=[
        ("np.where(b_lengths > 0, b_lengths, 1.0)", "b_lengths"),
        ("np.where(a_lengths > 0, a_lengths, 1.0)", "a_lengths"),
    ],
)


@variant
def with_einsum(a, b):
    "einsum, divisions only where there is something to divide by"
    dots = np.einsum("nd,nd->n", a, b)
    a_lengths, b_lengths = np.linalg.norm(a, axis=1), np.linalg.norm(b, axis=1)
    zero = np.zeros_like(dots)
    length = np.divide(dots, b_lengths, out=zero.copy(), where=b_lengths > 0)
    cosine = np.divide(length, a_lengths, out=zero.copy(), where=a_lengths > 0)
    share = np.divide(length, b_lengths, out=zero.copy(), where=b_lengths > 0)
    along = np.einsum("n,nd->nd", share, b)
    return cosine, length, along, a - along


@variant
def with_loops(a, b):
    "one pair of rows at a time, one number at a time"
    cosine, length = np.zeros(len(a)), np.zeros(len(a))
    along, across = np.zeros_like(a), a.copy()
    for n, (x, y) in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
        dot = sum(p * q for p, q in zip(x, y, strict=True))
        size_x, size_y = sum(p * p for p in x) ** 0.5, sum(q * q for q in y) ** 0.5
        if size_y == 0:
            continue
        length[n] = dot / size_y
        cosine[n] = length[n] / size_x if size_x else 0.0
        for k, q in enumerate(y):
            along[n, k] = length[n] * q / size_y
            across[n, k] = x[k] - along[n, k]
    return cosine, length, along, across

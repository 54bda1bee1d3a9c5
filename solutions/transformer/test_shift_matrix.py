"""The matrix that shifts an encoding: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="goes_back_for_negative_k")
@cases(k=[-700, 1000])
def shifts_far(shift_matrix, k):
    "shifts by a thousand positions in 64 numbers"
    near(shift_matrix(k, 64), reference(k, 64), terms=1000.0, name="matrix")


@check(after="turns_every_pair_at_its_own_speed")
@cases(base=[1.25, 47.5])
def takes_any_base(shift_matrix, base):
    "takes a base that is no whole number"
    near(shift_matrix(3, 6, base), reference(3, 6, base), terms=3.0, name="matrix")


def truth(k, d, base=10000.0):
    """Solved from the encodings of two positions, pair by pair."""
    import math

    matrix = np.zeros((d, d))
    for i in range(d // 2):
        w = 1 / math.pow(base, 2 * i / d)

        def encoded(pos, w=w):
            return [math.sin(pos * w), math.cos(pos * w)]

        # A quarter turn apart, so that the system is well conditioned.
        before = np.array([encoded(0.0), encoded(math.pi / 2 / w)]).T
        after = np.array([encoded(k + 0.0), encoded(math.pi / 2 / w + k)]).T
        matrix[2 * i : 2 * i + 2, 2 * i : 2 * i + 2] = np.linalg.solve(before.T, after.T).T
    return matrix


ANGLE = "angle = k * base ** (-even / d)"
UP = "shift[even, even + 1] = np.sin(angle)"
DOWN = "shift[even + 1, even] = -np.sin(angle)"

transposed = mistake(
    "put the minus sign above the diagonal: that goes back by k",
    fails="turns_one_pair",
    replace=[(UP, UP.replace("= ", "= -")), (DOWN, DOWN.replace("= -", "= "))],
)

no_minus = mistake(
    "left out the minus sign, so lengths are not kept",
    fails="turns_one_pair",
    replace=(DOWN, DOWN.replace("= -", "= ")),
)

sine_on_diagonal = mistake(
    "exchanged sine and cosine",
    fails="turns_one_pair",
    replace=[
        ("= np.cos(angle)", "= np.sin(angle)"),
        (UP, UP.replace("sin", "cos")),
        (DOWN, DOWN.replace("sin", "cos")),
    ],
)

half_the_exponent = mistake(
    "took the exponent i / d instead of 2 i / d",
    fails="turns_every_pair_at_its_own_speed",
    replace=(ANGLE, ANGLE.replace("-even / d", "-even / 2 / d")),
)

one_speed = mistake(
    "turned all pairs by the same angle",
    fails="turns_every_pair_at_its_own_speed",
    replace=(ANGLE, "angle = np.full(d // 2, float(k))"),
)

faster = mistake(
    "let the frequencies rise",
    fails="turns_every_pair_at_its_own_speed",
    replace=(ANGLE, ANGLE.replace("(-even", "(even")),
)

halves = mistake(
    "paired column i with column i + d / 2, for an encoding with all sines first",
    fails="turns_every_pair_at_its_own_speed",
    replace=[
        (ANGLE, ANGLE + "\n    even, odd = even // 2, even // 2 + d // 2"),
        ("shift[even + 1, even + 1]", "shift[odd, odd]"),
        ("shift[even, even + 1]", "shift[even, odd]"),
        ("shift[even + 1, even]", "shift[odd, even]"),
    ],
)

size_of_k = mistake(
    "took the size of k without its sign",
    fails="goes_back_for_negative_k",
    replace=(ANGLE, ANGLE.replace("k *", "abs(k) *")),
)


@variant
def block_after_block(k, d, base=10000.0):
    "one block of 2 x 2 after another"
    import math

    matrix = np.zeros((d, d))
    for i in range(0, d, 2):
        c, s = math.cos(k / base ** (i / d)), math.sin(k / base ** (i / d))
        matrix[i : i + 2, i : i + 2] = [[c, s], [-s, c]]
    return matrix


@variant
def with_kronecker(k, d, base=10000.0):
    "cosines and sines on the diagonal, Kronecker products"
    angle = k * np.exp(-np.log(base) * np.arange(d // 2) * 2 / d)
    turn = np.array([[0.0, 1.0], [-1.0, 0.0]])
    return np.kron(np.diag(np.cos(angle)), np.eye(2)) + np.kron(np.diag(np.sin(angle)), turn)

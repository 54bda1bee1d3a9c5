"""Sinusoidal encoding of positions: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="takes_a_base_of_10000")
@cases(d=[512])
def encodes_long_texts(sinusoidal_positions, d):
    "encodes the positions of a long text in 512 numbers each"
    near(sinusoidal_positions(600, d), reference(600, d), terms=600.0, name="encoding")


@check(after="slows_down_from_pair_to_pair")
@cases(n=[5], base=[1.5, 123.25])
def takes_any_base(sinusoidal_positions, n, base):
    "takes a base that is no whole number"
    near(sinusoidal_positions(n, 8, base), reference(n, 8, base), terms=float(n), name="encoding")


def truth(n, d, base=10000.0):
    """One number at a time."""
    import math

    if d % 2 == 1:
        raise ValueError(d)
    rows = np.zeros((n, d))
    for pos, j in np.ndindex(n, d):
        angle = pos * math.exp(-(j - j % 2) / d * math.log(base))
        rows[pos, j] = math.cos(angle) if j % 2 else math.sin(angle)
    return rows


ANGLE = "angle = np.arange(n)[:, None] / base ** (twice / d)"
ERROR = 'raise ValueError(f"d = {d} is odd: sines and cosines come in pairs")'
ODD = f"    if d % 2 == 1:\n        {ERROR}\n"
SINES, COSINES = "encoding[:, ::2]", "encoding[:, 1::2]"

halves = mistake(
    "put all sines first and all cosines behind them",
    fails="slows_down_from_pair_to_pair",
    replace=[(SINES, "encoding[:, : d // 2]"), (COSINES, "encoding[:, d // 2 :]")],
)

cosine_first = mistake(
    "put the cosine before the sine",
    fails="turns_one_pair",
    replace=(
        "np.sin(angle)\n    encoding[:, 1::2] = np.cos(angle)",
        "np.cos(angle)\n    encoding[:, 1::2] = np.sin(angle)",
    ),
)

from_one = mistake(
    "counted positions from 1",
    fails="turns_one_pair",
    replace=(ANGLE, ANGLE.replace("np.arange(n)", "np.arange(1, n + 1)")),
)

in_turns = mistake(
    "counted turns instead of radians",
    fails="turns_one_pair",
    replace=(ANGLE, ANGLE.replace("np.arange(n)", "2 * np.pi * np.arange(n)")),
)

half_the_exponent = mistake(
    "took the exponent i / d instead of 2 i / d, so the slowest wave turns too fast",
    fails="slows_down_from_pair_to_pair",
    replace=(ANGLE, ANGLE.replace("twice / d", "twice / 2 / d")),
)

column_in_exponent = mistake(
    "gave each column its own frequency: cosine and sine of a pair must share one",
    fails="turns_one_pair",
    replace=[
        (ANGLE, "angle = np.arange(n)[:, None] / base ** (np.arange(d) / d)"),
        ("np.sin(angle)", "np.sin(angle[:, 0::2])"),
        ("np.cos(angle)", "np.cos(angle[:, 1::2])"),
    ],
)

faster_and_faster = mistake(
    "multiplied by the power instead of dividing, so frequencies rise",
    fails="slows_down_from_pair_to_pair",
    replace=(ANGLE, ANGLE.replace("/ base", "* base")),
)

to_the_end = mistake(
    "let the exponent run to 1, as linspace does",
    fails="slows_down_from_pair_to_pair",
    replace=(ANGLE, "angle = np.arange(n)[:, None] / base ** np.linspace(0, 1, d // 2)"),
)

base_ignored = mistake(
    "took 10000 whatever base is given",
    fails="slows_down_from_pair_to_pair",
    replace=(ANGLE, ANGLE.replace("base", "10000.0")),
)

base_1000 = mistake(
    "took 1000 for the base if none is given",
    fails="takes_a_base_of_10000",
    replace=(ODD, "    base = 1000.0 if base == 10000.0 else base\n" + ODD),
)

odd_taken = mistake(
    "took an odd d and left its last column without a partner",
    fails="refuses_odd_lengths",
    replace=[
        (ODD, ""),
        ("np.cos(angle)", "np.cos(angle[:, : d // 2])"),
    ],
)


@variant
def through_logarithms(n, d, base=10000.0):
    "frequencies by exp and log, as most programs do"
    if d % 2 != 0:
        raise ValueError("d is odd")
    frequency = np.exp(np.arange(d // 2) * (-2 * np.log(base) / d))
    angle = np.outer(np.arange(n), frequency)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(n, d)


@variant
def complex_waves(n, d, base=10000.0):
    "real and imaginary parts of one complex wave for each pair"
    if d & 1:
        raise ValueError("d is odd")
    wave = np.exp(1j * np.arange(n)[:, None] * float(base) ** (-2 * np.arange(d // 2) / d))
    rows = np.zeros((n, d // 2, 2))
    rows[..., 0], rows[..., 1] = wave.imag, wave.real
    return rows.reshape(n, d)

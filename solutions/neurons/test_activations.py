"""Activations and their slopes: hidden checks, known mistakes, right variants, truth."""

import math

import numpy as np

from grader import cases, check, mistake, near, reference, variant

NAMES = ["sigmoid", "tanh", "relu", "leaky_relu", "elu", "silu", "gelu", "gelu_tanh"]


@check(after=["knows_smooth_slopes", "knows_slopes_on_both_sides"])
@cases(name=NAMES)
def agrees_with_finite_differences(activate, name, rng):
    "has slopes that agree with differences of its own values"
    x, h = rng.uniform(0.1, 3, size=6) * rng.choice([-1.0, 1.0], size=6), 1e-5
    ahead, behind = (activate(x + step, name)[0] for step in (h, -h))
    near(activate(x, name)[1], reference(x, name)[1], length=4, terms=4.0, name="slope")
    near(ahead - behind, 2 * h * reference(x, name)[1], tolerance=1e-11, name="difference")


@check(after=["takes_any_shape", "knows_smooth_slopes", "knows_slopes_on_both_sides"])
@cases(name=NAMES)
def handles_nothing_and_much(activate, name, rng):
    "handles an empty array and one of a thousand numbers"
    for size in (0, 1000):
        x = 4 * rng.normal(size=size)
        for got, expected in zip(activate(x, name), reference(x, name), strict=True):
            near(got, expected, length=4, terms=30.0)


def truth(x, name):
    """One number at a time with the standard library."""
    if name not in NAMES:
        raise ValueError(name)
    pairs = [_one(float(number), name) for number in x.ravel()]
    f, slope = (np.array([pair[k] for pair in pairs], dtype=float) for k in (0, 1))
    return f.reshape(x.shape), slope.reshape(x.shape)


def _one(x, name):
    s = 1 / (1 + math.exp(-x)) if x > 0 else math.exp(max(x, -745)) / (1 + math.exp(max(x, -745)))
    if name == "sigmoid":
        return s, s * (1 - s)
    if name == "tanh":
        return math.tanh(x), 1 / math.cosh(x) ** 2 if abs(x) < 300 else 0.0
    if name == "silu":
        return x * s, s * (1 + x * (1 - s))
    if name == "gelu":
        share = math.erfc(-x / math.sqrt(2)) / 2
        return x * share, share + x * math.exp(-min(x * x, 1400) / 2) / math.sqrt(2 * math.pi)
    if name == "gelu_tanh":
        u = math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)
        steep = math.sqrt(2 / math.pi) * (1 + 0.134145 * x**2)
        half = (1 + math.tanh(u)) / 2
        return x * half, half + (x * steep / 2 / math.cosh(u) ** 2 if abs(u) < 300 else 0.0)
    if x > 0:
        return x, 1.0
    return {
        "relu": (0.0, 0.0),
        "leaky_relu": (x / 100, 0.01),
        "elu": (math.expm1(x), math.exp(x)),
    }[name]


SILU = "s + x * s * (1 - s)"
LEAKY = '0.0 if name == "relu" else 0.01'

plain_sigmoid = mistake(
    "wrote 1 / (1 + exp(-x)) as exp(x) / (exp(x) + 1), which is inf / inf for large x",
    fails="survives_large_numbers",
    replace=("0.5 + 0.5 * np.tanh(0.5 * x)", "np.exp(x) / (np.exp(x) + 1)"),
)

slope_of_the_slope = mistake(
    "took s(x) for x in the slope of sigmoid: s(s(x)) (1 - s(s(x)))",
    fails="knows_smooth_slopes",
    replace=(
        "        return s, s * (1 - s)",
        "        return s, _sigmoid(s) * (1 - _sigmoid(s))",
    ),
)

silu_without_product_rule = mistake(
    "left half of the product rule out of the slope of silu",
    fails="knows_smooth_slopes",
    replace=(SILU, "x * s * (1 - s)"),
)

gelu_without_product_rule = mistake(
    "gave Phi(x) alone for the slope of gelu: the term x phi(x) is missing",
    fails="knows_smooth_slopes",
    replace=("share + x * np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)", "share"),
)

approximate_gelu = mistake(
    "used the tanh approximation for the exact gelu",
    fails="bends_smoothly",
    replace=[
        ('if name == "gelu":', 'if name == "exact":'),
        ('if name == "gelu_tanh":', 'if name in ("gelu", "gelu_tanh"):'),
    ],
)

no_root = mistake(
    "gave x itself to erf, which wants x / sqrt(2)",
    fails="bends_smoothly",
    replace=("(x / math.sqrt(2))", "(x)"),
)

steep_leak = mistake(
    "leaked with a slope of 0.1 instead of 0.01",
    fails="bends_at_zero",
    replace=(LEAKY, '0.0 if name == "relu" else 0.1'),
)

elu_not_moved = mistake(
    "left the - 1 out of elu, so that it jumps at 0",
    fails="bends_at_zero",
    replace=("np.expm1(below)", "np.exp(below)"),
)

one_at_zero = mistake(
    "gave relu and leaky_relu a slope of 1 at 0",
    fails="knows_slopes_on_both_sides",
    replace=("np.where(x > 0, 1.0, " + LEAKY + ")", "np.where(x >= 0, 1.0, " + LEAKY + ")"),
)

both_branches = mistake(
    "let np.where choose after exp had overflowed, and multiplied inf by 0",
    fails="survives_large_numbers",
    replace=(
        "np.where(x > 0, x, np.expm1(below)), np.exp(below)",
        "(x > 0) * x + (x <= 0) * np.expm1(x), (x > 0) + (x <= 0) * np.exp(x)",
    ),
)


@variant
def by_masks(x, name):
    "separate formulas on the two sides of 0, filled in by masks"
    f, slope = np.empty(x.shape), np.empty(x.shape)
    below = x < 0
    e = np.exp(-np.abs(x))
    s = np.where(below, e / (1 + e), 1 / (1 + e))
    t = np.where(below, -1.0, 1.0) * (1 - e * e) / (1 + e * e)
    if name == "sigmoid":
        f[...], slope[...] = s, e / (1 + e) ** 2
    elif name == "tanh":
        f[...], slope[...] = t, (1 - t) * (1 + t)
    elif name == "silu":
        f[...], slope[...] = x * s, s * (1 + x - x * s)
    elif name == "gelu":
        phi = np.exp(-0.5 * x * x) / np.sqrt(2 * np.pi)
        share = np.reshape([0.5 * math.erfc(-v / 2**0.5) for v in x.ravel().tolist()], x.shape)
        f[...], slope[...] = share * x, share + phi * x
    elif name == "gelu_tanh":
        u = np.sqrt(2 / np.pi) * (x + 0.044715 * x * x * x)
        share = 1 / (1 + np.exp(-2 * np.clip(u, -300, 300)))
        steep = np.sqrt(2 / np.pi) * (1 + 0.134145 * x * x)
        f[...], slope[...] = x * share, share + 2 * x * share * (1 - share) * steep
    elif name in ("relu", "leaky_relu", "elu"):
        f[...], slope[...] = x, 1.0
        rest = x <= 0
        f[rest] *= {"relu": 0.0, "leaky_relu": 0.01, "elu": 1.0}[name]
        slope[rest] = {"relu": 0.0, "leaky_relu": 0.01, "elu": 1.0}[name]
        if name == "elu":
            f[rest], slope[rest] = np.exp(x[rest]) - 1, np.exp(x[rest])
    else:
        raise ValueError(name)
    return f, slope


@variant
def from_a_table(x, name):
    "a table of pairs of functions, maximum and minimum for the bends"
    s = 1 / (1 + np.exp(-np.clip(x, -700, 700)))
    t, zero, root = np.tanh(x), np.zeros_like(x), (2 / np.pi) ** 0.5
    up, down, right = np.maximum(x, zero), np.minimum(x, zero), (x > 0).astype(float)
    bend = np.tanh(root * (x + 0.044715 * x**3))
    share = np.array([math.erf(v / math.sqrt(2)) for v in x.flat]).reshape(x.shape) / 2 + 0.5
    table = {
        "sigmoid": (s, s - s * s),
        "tanh": (t, 1 - t * t),
        "relu": (up, right),
        "leaky_relu": (up + down / 100, right + (1 - right) / 100),
        "elu": (up + np.expm1(down), right + (1 - right) * np.exp(down)),
        "silu": (x * s, s + x * (s - s * s)),
        "gelu": (x * share, share + x * np.exp(-x * x / 2) * (2 * np.pi) ** -0.5),
        "gelu_tanh": (
            x / 2 + x * bend / 2,
            0.5 * (1 + bend + x * (1 - bend**2) * root * (1 + 3 * 0.044715 * x * x)),
        ),
    }
    if name not in table:
        raise ValueError(name)
    return tuple(np.asarray(part) for part in table[name])

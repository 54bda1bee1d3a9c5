"""The position-wise feed-forward network: hidden checks, mistakes, variants, truth."""

import numpy as np
from scipy.special import erf

from grader import cases, check, mistake, near, reference, variant


@check(after=["takes_leading_axes", "knows_gelu"])
@cases(activation=["relu", "gelu"])
def handles_wide_layers(feed_forward, activation, rng):
    "handles 16 sequences of 20 positions, with 128 hidden numbers"
    layers = (
        rng.normal(size=(32, 128)) / 6,
        rng.normal(size=128),
        rng.normal(size=(128, 32)) / 11,
        rng.normal(size=32),
    )
    args = (rng.normal(size=(16, 20, 32)), *layers, activation)
    near(feed_forward(*args), reference(*args), length=160, terms=10.0, name="result")


@check(after="knows_gelu")
@cases(size=[30.0, 1000.0])
def survives_large_inputs(feed_forward, size, rng):
    "stays right far away from 0, where GELU is a ReLU"
    x, one = size * rng.normal(size=(6, 1)), np.ones((1, 1))
    args = (x, one, np.zeros(1), one, np.zeros(1), "gelu")
    near(feed_forward(*args), reference(*args), terms=4 * size, name="result")


def truth(x, w1, b1, w2, b2, activation="relu"):
    """One position at a time; GELU by the normal distribution."""
    from scipy.stats import norm

    act = {"relu": lambda z: z * (z > 0), "gelu": lambda z: z * norm.cdf(z)}.get(activation)
    if act is None:
        raise ValueError(activation)
    out = np.zeros(x.shape)
    for at in np.ndindex(*x.shape[:-1]):
        hidden = act((x[at][:, None] * w1).sum(axis=0) + b1)
        out[at] = (hidden[:, None] * w2).sum(axis=0) + b2
    return out


Z = "z = x @ w1 + b1"
RELU = "hidden = np.maximum(z, 0)"
GELU = "hidden = z * (1 + erf(z / math.sqrt(2))) / 2"
ERROR = 'raise ValueError(f"no activation is called {activation!r}")'
RETURN = "return hidden @ w2 + b2"

linear = mistake(
    "left the activation out: two linear layers are one",
    fails="applies_both_layers",
    replace=(RELU, "hidden = z"),
)

last_too = mistake(
    "applied the ReLU to the result too, which could then never lower x",
    fails="applies_both_layers",
    replace=(
        RETURN,
        'out = hidden @ w2 + b2\n    return out if activation == "gelu" else np.maximum(out, 0)',
    ),
)

first_bias = mistake(
    "left out the bias of the first layer",
    fails="applies_both_layers",
    replace=(Z, "z = x @ w1"),
)

second_bias = mistake(
    "left out the bias of the second layer",
    fails="applies_both_layers",
    replace=(RETURN, "return hidden @ w2"),
)

residual = mistake(
    "added x: that is the business of the block around it",
    fails="applies_both_layers",
    replace=(RETURN, RETURN + " + x"),
)

always_relu = mistake(
    "took the ReLU whatever was asked for",
    fails="knows_gelu",
    replace=(GELU, "hidden = np.maximum(z, 0)"),
)

with_tanh = mistake(
    "took the approximation of GELU by tanh",
    fails="knows_gelu",
    replace=(
        GELU,
        "hidden = z / 2 * (1 + np.tanh((z + 0.044715 * z**3) * math.sqrt(2 / math.pi)))",
    ),
)

with_sigmoid = mistake(
    "took z sigmoid(1.702 z), a coarser approximation of GELU",
    fails="knows_gelu",
    replace=(GELU, "hidden = z / (1 + np.exp(-1.702 * z))"),
)

root_forgotten = mistake(
    "left out the root of 2 inside erf",
    fails="knows_gelu",
    replace=(GELU, GELU.replace("z / math.sqrt(2)", "z")),
)

cdf_only = mistake(
    "returned the probability alone, without z in front of it",
    fails="knows_gelu",
    replace=(GELU, GELU.replace("z * (1", "(1")),
)

any_name = mistake(
    "took any other name for GELU",
    fails="refuses_other_names",
    replace=(ERROR, "hidden = z * (1 + erf(z / math.sqrt(2))) / 2"),
)

positions_flattened = mistake(
    "mixed the positions: subtracted their mean before the first layer",
    fails="applies_both_layers",
    replace=(Z, "z = (x - x.mean(axis=-2, keepdims=True)) @ w1 + b1"),
)

one_batch_axis = mistake(
    "took the mean over the leading axes into the result",
    fails="takes_leading_axes",
    replace=(
        RETURN,
        "out = hidden @ w2 + b2\n    return out if x.ndim == 2 else out.reshape(-1, *x.shape[-2:])",
    ),
)

x_shifted = mistake(
    "clipped the caller's x in place",
    fails="leaves_its_arguments_unchanged",
    replace=(RETURN, "x *= 0.5\n    " + RETURN),
)


@variant
def with_einsum(x, w1, b1, w2, b2, activation="relu"):
    "Einstein sums and boolean factors"
    from scipy.special import ndtr

    z = np.einsum("...d,df->...f", x, w1) + b1
    if activation not in ("relu", "gelu"):
        raise ValueError(activation)
    gate = (z > 0).astype(float) if activation == "relu" else ndtr(z)
    return np.einsum("...f,fd->...d", z * gate, w2) + b2


@variant
def all_positions_in_one_matrix(x, w1, b1, w2, b2, activation="relu"):
    "all positions of all sequences as the rows of one matrix"
    rows = x.reshape(-1, x.shape[-1])
    z = rows.dot(w1)
    z += b1
    if activation == "gelu":
        z = 0.5 * z * (1 + erf(z * 0.5**0.5))
    elif activation == "relu":
        z[z < 0] = 0
    else:
        raise ValueError("unknown activation")
    return (z.dot(w2) + b2).reshape(x.shape)

"""Layer-sequential unit variance: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="goes_on_with_what_it_rescaled")
@cases(activation=["relu", "tanh"], scale=[1e-3, 10.0])
def rescales_deep_networks(unit_variance, activation, scale, rng):
    "rescales twelve layers of fifty units, far too small or far too large before"
    weights = [scale * rng.normal(size=(50, 50)) for _ in range(12)]
    x = rng.normal(size=(20, 50))
    got, expected = (side(weights, x, activation) for side in (unit_variance, reference))
    near(got, expected, length=1e4, name="weights")


@check(after=["subtracts_the_mean", "goes_on_with_what_it_rescaled"])
@cases(n=[1, 4])
def handles_lengths_of_one(unit_variance, n, rng):
    "handles one sample, one unit, and no layer at all"
    weights = [rng.normal(size=(3 if n == 1 else 1, 2)), rng.normal(size=(4, 3 if n == 1 else 1))]
    x = rng.normal(size=(n, 2))
    got, expected = (side(weights, x, "tanh") for side in (unit_variance, reference))
    near(got, expected, length=100, name="weights")
    near(unit_variance([], x, "tanh"), [], name="weights")


def truth(weights, x, activation):
    """PyTorch's layers and standard deviation; outputs computed from the new weights."""
    import torch

    functions = {"relu": torch.relu, "tanh": torch.tanh}
    if activation not in functions:
        raise ValueError(activation)
    a, found = torch.tensor(x), []
    for w in weights:
        z = torch.nn.functional.linear(a, torch.tensor(w))
        s = torch.std(z, correction=0)
        if float(s) == 0.0:
            raise ValueError("dead")
        found.append((torch.tensor(w) / s).numpy())
        a = functions[activation](torch.nn.functional.linear(a, torch.tensor(found[-1])))
    return found


A = 'np.maximum(z / s, 0) if activation == "relu" else np.tanh(z / s)'

by_variance = mistake(
    "divided by the variance instead of the standard deviation",
    fails="scales_one_layer",
    replace=("z.std()", "z.var()"),
)

one_less = mistake(
    "divided by one less than the number of entries in the standard deviation",
    fails="scales_one_layer",
    replace=("z.std()", "z.std(ddof=1)"),
)

per_unit = mistake(
    "rescaled every unit by its own deviation",
    fails="scales_one_layer",
    replace=[
        ("s = z.std()", "s = z.std(axis=0)"),
        ("if s == 0", "if not s.all()"),
        ("rescaled.append(w / s)", "rescaled.append(w / s[:, None])"),
    ],
)

of_the_weights = mistake(
    "made the weights' deviation 1, not that of z",
    fails="scales_one_layer",
    replace=("s = z.std()", "s = w.std()"),
)

multiplied = mistake(
    "multiplied the weights by the deviation instead of dividing",
    fails="scales_one_layer",
    replace=("rescaled.append(w / s)", "rescaled.append(w * s)"),
)

old_outputs = mistake(
    "gave the next layer what the old weights put out",
    fails="goes_on_with_what_it_rescaled",
    replace=(A, A.replace("z / s", "z")),
)

no_bend = mistake(
    "left the activation out between the layers",
    fails="goes_on_with_what_it_rescaled",
    replace=(A, "z / s"),
)

always_relu = mistake(
    "took relu for tanh as well",
    fails="goes_on_with_what_it_rescaled",
    replace=(A, "np.maximum(z / s, 0)"),
)

from_the_input = mistake(
    "scaled every layer by the first layer's deviation",
    fails="goes_on_with_what_it_rescaled",
    replace=("s = z.std()", "s = z.std() if number == 0 else s"),
)

mean_square = mistake(
    "took the root of the mean square, without subtracting the mean",
    fails="scales_one_layer",
    replace=("z.std()", "np.sqrt((z * z).mean())"),
)

late_refusal = mistake(
    "took any unknown name for tanh",
    fails="refuses_other_activations",
    replace=('if activation not in ("relu", "tanh"):', "if False:"),
)

in_place = mistake(
    "rescaled the caller's own weights",
    fails="leaves_its_inputs_unchanged",
    replace=("rescaled.append(w / s)", "w /= s\n        rescaled.append(w)"),
)


@variant
def with_moments(weights, x, activation):
    "deviation from the moments, outputs computed again"
    bends = {"relu": lambda z: (z + abs(z)) / 2, "tanh": np.tanh}
    try:
        bend = bends[activation]
    except KeyError:
        raise ValueError(activation) from None
    result = []
    for w in weights:
        z = np.einsum("ni,oi->no", x, w)
        s = np.sqrt(np.square(z - z.mean()).sum() / z.size)
        if not s > 0:
            raise ValueError("nothing to rescale")
        result.append(w * (1 / s))
        x = bend(x @ result[-1].T)
    return result


@variant
def one_sample_at_a_time(weights, x, activation):
    "samples in columns, Python's statistics"
    import statistics

    if activation != "relu" and activation != "tanh":
        raise ValueError("relu or tanh")
    columns, result = x.T.copy(), []
    for w in weights:
        z = w @ columns
        s = statistics.pstdev(z.ravel().tolist())
        if s == 0:
            raise ValueError("constant")
        result.append(w / s)
        columns = np.tanh(z / s) if activation == "tanh" else np.where(z > 0, z / s, 0.0)
    return result

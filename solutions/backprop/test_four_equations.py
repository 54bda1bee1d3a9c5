"""The four equations: hidden checks, known mistakes, right variants, truth."""

import itertools

import numpy as np

from grader import cases, check, mistake, near, reference, variant


def network(rng, sizes, m, hidden="sigmoid"):
    """Targets, cache and parameters of a network of these sizes, the input first."""
    bend = {"tanh": np.tanh, "relu": lambda z: z * (z > 0)}
    parameters, cache = {}, {"A0": rng.normal(size=(sizes[0], m))}
    for k, (n_in, n_out) in enumerate(itertools.pairwise(sizes), 1):
        parameters[f"W{k}"] = rng.normal(size=(n_out, n_in)) / np.sqrt(n_in)
        parameters[f"b{k}"] = rng.normal(size=(n_out, 1))
        z = cache[f"Z{k}"] = parameters[f"W{k}"] @ cache[f"A{k - 1}"] + parameters[f"b{k}"]
        last = k == len(sizes) - 1
        cache[f"A{k}"] = bend[hidden](z) if hidden in bend and not last else 1 / (1 + np.exp(-z))
    return rng.integers(2, size=(sizes[-1], m)) * 1.0, cache, parameters


@check(after=["goes_through_more_layers", "obeys_its_activation"])
@cases(hidden=["sigmoid", "tanh", "relu"])
def goes_deep(backward_propagation, hidden, rng):
    "goes back through eleven layers, whose numbers have two digits"
    given = network(rng, (5, *[6] * 10, 3), 7, hidden)
    got, expected = (side(*given, hidden) for side in (backward_propagation, reference))
    near(got, expected, length=100, terms=5.0)


@check(after="carries_delta_back")
@cases(sizes=["square", "thin"], m=[1, 3])
def is_not_misled_by_lengths(backward_propagation, sizes, m, rng):
    "is right where all lengths are equal, and where they are 1"
    given = network(rng, (3, 3, 3, 3) if sizes == "square" else (1, 1, 1, 1), m)
    near(backward_propagation(*given), reference(*given), length=9, terms=3.0)


@check(after="obeys_its_activation")
@cases(m=[4])
def stops_where_relu_is_flat(backward_propagation, m, rng):
    "passes nothing back through a relu whose input is exactly 0"
    y, cache, parameters = network(rng, (3, 4, 2), m, "relu")
    zero = rng.random(size=(4, m)) < 0.4
    cache["Z1"][zero] = cache["A1"][zero] = 0.0
    got, expected = (
        side(y, cache, parameters, "relu") for side in (backward_propagation, reference)
    )
    near(got, expected, length=20, terms=5.0)


def truth(y, cache, parameters, hidden="sigmoid"):
    """PyTorch's autograd in float64, of a forward pass of its own."""
    import torch

    bends = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}
    bend = bends.get(hidden)
    if bend is None:
        raise ValueError(hidden)
    leaves = {
        name: torch.tensor(array, dtype=torch.float64, requires_grad=True)
        for name, array in parameters.items()
    }
    layers = len(leaves) // 2
    z = torch.tensor(cache["A0"])
    for k in range(1, layers + 1):
        z = leaves[f"W{k}"] @ (bend(z) if k > 1 else z) + leaves[f"b{k}"]
        at = torch.tensor(cache[f"Z{k}"])
        z = z - (z - at).detach()  # exactly where the cache says, kinks included
    y = torch.tensor(y)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="sum") / y.shape[1]
    loss.backward()
    return {f"d{name}": leaf.grad.numpy() for name, leaf in leaves.items()}


OUTPUT = 'delta = cache[f"A{layers}"] - y'
DW = "delta @ a.T / m"
DB = "delta.sum(axis=1, keepdims=True) / m"
BACK = 'parameters[f"W{layer}"].T @ delta'
SIGMOID = "delta = back * a * (1 - a)"
TANH = "delta = back * (1 - a**2)"
RELU = 'delta = np.where(cache[f"Z{layer - 1}"] > 0, back, 0.0)'

turned = mistake(
    "took Y - A, which turns every sign",
    fails="solves_the_last_layer",
    replace=(OUTPUT, 'delta = y - cache[f"A{layers}"]'),
)

slope_left_over = mistake(
    "multiplied A - Y by the sigmoid's slope, which cross-entropy has cancelled already",
    fails="solves_the_last_layer",
    replace=(
        OUTPUT,
        'last = cache[f"A{layers}"]\n    delta = (last - y) * last * (1 - last)',
    ),
)

summed = mistake(
    "added up the samples without dividing by their number",
    fails="solves_the_last_layer",
    replace=[(DW, "delta @ a.T"), (DB, "delta.sum(axis=1, keepdims=True)")],
)

mean_over_outputs = mistake(
    "divided by the number of outputs: in columns the samples are counted by shape[1]",
    fails="solves_the_last_layer",
    replace=("y.shape[1]", "y.shape[0]"),
)

flat_biases = mistake(
    "returned bias gradients of shape (n,) instead of (n, 1)",
    fails="solves_the_last_layer",
    replace=(DB, "delta.sum(axis=1) / m"),
)

biases_over_units = mistake(
    "summed the bias gradients over the neurons instead of the samples",
    fails="solves_the_last_layer",
    replace=(DB, "delta.sum(axis=0, keepdims=True) / m"),
)

mean_at_every_layer = mistake(
    "divided by m again at every layer",
    fails="carries_delta_back",
    replace=(BACK, BACK + " / m"),
)

no_slope = mistake(
    "left the slope of the hidden activation out of equation 2",
    fails="carries_delta_back",
    replace=[(SIGMOID, "delta = back"), (TANH, "delta = back"), (RELU, "delta = back")],
)

not_transposed = mistake(
    "did not transpose the weights where they are square",
    fails="carries_delta_back",
    replace=(BACK, '(w if len(w := parameters[f"W{layer}"]) == w.shape[1] else w.T) @ delta'),
)

tanh_of_the_output = mistake(
    "took 1 - a for the slope of tanh",
    fails="obeys_its_activation",
    replace=(TANH, "delta = back * (1 - a)"),
)

always_sigmoid = mistake(
    "took the slope of the sigmoid whatever the hidden activation is",
    fails="obeys_its_activation",
    replace=('if hidden == "sigmoid":', "if hidden:"),
)

mask_of_delta = mistake(
    "let relu pass what is positive in delta instead of where Z is positive",
    fails="obeys_its_activation",
    replace=(RELU, "delta = back * (back > 0)"),
)

slope_one_at_zero = mistake(
    "took 1 for the slope of relu at exactly 0",
    fails="stops_where_relu_is_flat",
    replace=(RELU, RELU.replace("> 0", ">= 0")),
)

anything_goes = mistake(
    "took every unknown activation for relu",
    fails="refuses_other_activations",
    replace=('if hidden not in ("sigmoid", "tanh", "relu"):', "if not hidden:"),
)

in_place = mistake(
    "subtracted the targets from the cache itself",
    fails="leaves_its_arguments_unchanged",
    replace=(OUTPUT, 'delta = cache[f"A{layers}"]\n    delta -= y'),
)


@variant
def row_by_row(y, cache, parameters, hidden="sigmoid"):
    "sample by sample, with outer products"
    slopes = {
        "sigmoid": lambda z, a: a - a * a,
        "tanh": lambda z, a: 1 - a * a,
        "relu": lambda z, a: np.where(z > 0, 1.0, 0.0),
    }
    if hidden not in slopes:
        raise ValueError(hidden)
    count, m = len(parameters) // 2, y.shape[1]
    grads = {f"d{name}": np.zeros(array.shape) for name, array in parameters.items()}
    for j in range(m):
        delta = cache[f"A{count}"][:, j] - y[:, j]
        for k in range(count, 0, -1):
            grads[f"dW{k}"] += np.outer(delta, cache[f"A{k - 1}"][:, j]) / m
            grads[f"db{k}"][:, 0] += delta / m
            if k > 1:
                slope = slopes[hidden](cache[f"Z{k - 1}"][:, j], cache[f"A{k - 1}"][:, j])
                delta = delta @ parameters[f"W{k}"] * slope
    return grads


@variant
def mean_first(y, cache, parameters, hidden="sigmoid"):
    "1 / m in the first delta, everything below inherits it; slopes from Z"
    count, m = len(parameters) // 2, y.shape[1]
    slopes = {
        "sigmoid": lambda z: 1 / (2 + np.exp(z) + np.exp(-z)),
        "tanh": lambda z: 1 / np.cosh(z) ** 2,
        "relu": lambda z: 0.5 + 0.5 * np.sign(z) - 0.5 * (z == 0),
    }
    if hidden not in slopes:
        raise ValueError("hidden")
    deltas = {count: (cache[f"A{count}"] - y) / m}
    for k in range(count - 1, 0, -1):
        back = np.einsum("oi,om->im", parameters[f"W{k + 1}"], deltas[k + 1])
        deltas[k] = slopes[hidden](cache[f"Z{k}"]) * back
    grads = {f"dW{k}": np.dot(delta, cache[f"A{k - 1}"].T) for k, delta in deltas.items()}
    return grads | {f"db{k}": np.sum(delta, 1)[:, None] for k, delta in deltas.items()}

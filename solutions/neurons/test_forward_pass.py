"""The forward pass: hidden checks, known mistakes, right variants, truth."""

import itertools
import math

import numpy as np

from grader import cases, check, mistake, near, reference, variant


def network(rng, *sizes):
    """Weights and biases of layers of these sizes, the input first."""
    return [
        (rng.normal(size=(n_out, n_in)) / math.sqrt(n_in), rng.normal(size=n_out))
        for n_in, n_out in itertools.pairwise(sizes)
    ]


@check(after=["obeys_its_activations", "adds_each_bias_to_its_neuron"])
@cases(layout=["rows", "columns"], depth=[1, 12])
def goes_deep(forward, layout, depth, rng):
    "goes through a dozen layers"
    x, layers = rng.normal(size=(6, 6)), network(rng, *[6] * (depth + 1))
    got, expected = (side(x, layers, "relu", "sigmoid", layout) for side in (forward, reference))
    near(got, expected, length=6 * depth, terms=100.0, name="activations")


@check(after="obeys_its_activations")
@cases(scale=[1000.0])
def survives_large_sums(forward, scale, rng):
    "stays finite for sums of thousands"
    x, layers = scale * rng.normal(size=(4, 3)), network(rng, 3, 5, 2)
    for hidden in ("sigmoid", "relu"):
        got, expected = (side(x, layers, hidden, "sigmoid") for side in (forward, reference))
        near(got, expected, length=10, terms=10 * scale, name="activations")


@check(after="bends_between_layers")
@cases(m=[2])
def passes_through_no_layers(forward, m, rng):
    "returns the input alone when there are no layers"
    x = rng.normal(size=(m, 3))
    near(forward(x, []), [x], name="activations")


def truth(x, layers, hidden="relu", output="identity", layout="rows"):
    """Neuron by neuron, sample by sample, with exact sums."""
    if not {hidden, output} <= {"relu", "sigmoid", "identity"}:
        raise ValueError("activation")
    steps = [x.tolist() if layout == "rows" else x.T.tolist()]
    for k, (weight, bias) in enumerate(layers):
        name, outputs = output if k + 1 == len(layers) else hidden, []
        for sample in steps[-1]:
            outputs.append([])
            for row, b in zip(weight.tolist(), bias.tolist(), strict=True):
                z = math.fsum([b, *(w * a for w, a in zip(row, sample, strict=True))])
                if name == "relu":
                    z = z if z > 0 else 0.0
                elif name == "sigmoid":
                    z = 1 / (1 + math.exp(-z)) if z > -700 else 0.0
                outputs[-1].append(z)
        steps.append(outputs)
    return [np.array(step) if layout == "rows" else np.array(step).T for step in steps]


ROWS = "a @ weight.T + bias"
COLUMNS = "weight @ a + bias[:, None]"
CHOICE = "output if number == len(layers) else hidden"

transposed = mistake(
    "took columns of the weights for neurons, which square matrices allow",
    fails="adds_up_one_layer",
    replace=(ROWS, "(a @ weight if a.shape[1] == len(weight) else a @ weight.T) + bias"),
)

no_bias = mistake(
    "left the biases out",
    fails="adds_up_one_layer",
    replace=[(ROWS, "a @ weight.T"), (COLUMNS, "weight @ a")],
)

bent_at_the_end = mistake(
    "bent after the last layer with `hidden`",
    fails="adds_up_one_layer",
    replace=(CHOICE, "hidden"),
)

never_bent = mistake(
    "left the bends between the layers out: all of it is one linear layer",
    fails="bends_between_layers",
    replace=(CHOICE, 'output if number == len(layers) else "identity"'),
)

output_ignored = mistake(
    "ignored `output`: the last layer stayed linear",
    fails="obeys_its_activations",
    replace=(CHOICE, '"identity" if number == len(layers) else hidden'),
)

rows_for_columns = mistake(
    "returned rows for columns",
    fails="takes_columns",
    replace=(
        "return activations",
        'return [a.T if layout == "columns" else a for a in activations]',
    ),
)

bias_by_sample = mistake(
    "in columns, added bias[j] to sample j: a bias needs the shape (n, 1) there",
    fails="adds_each_bias_to_its_neuron",
    replace=(COLUMNS, "weight @ a + (bias if len(bias) == a.shape[1] else bias[:, None])"),
)


@variant
def rows_throughout(x, layers, hidden="relu", output="identity", layout="rows"):
    "transposes columns to rows and back, with einsum"
    for name in (hidden, output):
        if name not in ("relu", "sigmoid", "identity"):
            raise ValueError(name)
    steps = [x.T if layout == "columns" else x]
    for weight, bias in layers:
        if steps[-1].shape[1] != weight.shape[1]:
            raise ValueError("layer")
        z = np.einsum("mi,oi->mo", steps[-1], weight) + bias
        name = output if len(steps) == len(layers) else hidden
        if name == "relu":
            z[z < 0] = 0.0
        elif name == "sigmoid":
            e = np.exp(-np.abs(z))
            z = np.where(z < 0, e / (1 + e), 1 / (1 + e))
        steps.append(z)
    return [a.T for a in steps] if layout == "columns" else steps


@variant
def layer_by_layer(x, layers, hidden="relu", output="identity", layout="rows"):
    "the last layer apart, the bias as one more weight"

    def bend(z, name):
        if name == "sigmoid":
            return 1 / (1 + np.exp(-np.clip(z, -700, 700)))
        return z * (z > 0) if name == "relu" else z

    def step(a, weight, bias, name):
        if layout == "rows":
            return bend(np.c_[a, np.ones(len(a))] @ np.c_[weight, bias].T, name)
        return bend(np.c_[weight, bias] @ np.r_[a, np.ones((1, a.shape[1]))], name)

    known = ("relu", "sigmoid", "identity")
    if hidden not in known or output not in known:
        raise ValueError("activation")
    steps = [x.copy()]
    for weight, bias in layers[:-1]:
        steps.append(step(steps[-1], weight, bias, hidden))
    if layers:
        steps.append(step(steps[-1], *layers[-1], output))
    return steps

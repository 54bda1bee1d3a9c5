"""Linear layers in turn, made into one: hidden checks, known mistakes, variants, truth."""

import itertools

import numpy as np

from grader import cases, check, driver, equal, mistake, near, reference, variant


def stack(rng, *sizes):
    """Linear layers of these sizes that keep the size of what goes through."""
    return [
        (rng.normal(size=(n_out, n_in)) / np.sqrt(n_in), rng.normal(size=n_out))
        for n_in, n_out in itertools.pairwise(sizes)
    ]


@check(after="folds_any_number")
@cases(depth=[30], seed=range(2))
def folds_deep_stacks(collapse, depth, rng):
    "folds thirty layers"
    layers = stack(rng, *[10] * (depth + 1))
    got, expected = collapse(layers), reference(layers)
    for part, name in enumerate(("weight", "bias")):
        near(got[part], expected[part], length=10 * depth, terms=100.0, name=name)


@check(after=["folds_any_number", "counts_what_is_saved"])
@cases(width=[1, 2])
def keeps_the_bottleneck(collapse, width, rng):
    "keeps the rank of a narrow layer, and pays for it with more parameters"
    layers = stack(rng, 20, width, 20)
    weight, _, saved = collapse(layers)
    equal(saved, reference(layers)[2], name="saved")
    singular = np.linalg.svd(np.asarray(weight, dtype=float), compute_uv=False)
    near(singular[width:], np.zeros(20 - width), tolerance=1e-10, name="further singular values")


@driver
def overwritten(collapse, layers):
    """The first layer, after the result of collapse was filled with sevens."""
    weight, bias, _ = collapse(layers)
    weight[...], bias[...] = 7.0, 7.0
    return layers[0]


@check(after="folds_any_number")
@cases(depth=[1, 2])
def gives_new_arrays(collapse, depth, rng):
    "gives new arrays, for a single layer too: writing into them leaves the layers as they were"
    layers = stack(rng, *[3] * (depth + 1))
    weight, bias = overwritten(collapse, layers)
    equal(weight, layers[0][0], name="weight of the first layer")
    equal(bias, layers[0][1], name="bias of the first layer")


def truth(layers):
    """What the stack does to zeros is the bias, to unit vectors the columns of the weight."""
    n = layers[0][0].shape[1]
    y = np.column_stack([np.zeros(n), np.eye(n)])
    before = 0
    for weight, bias in layers:
        if weight.shape[1] != len(y):
            raise ValueError("layer")
        y = np.einsum("oi,ij->oj", weight, y) + bias[:, None]
        before += len(bias) * (weight.shape[1] + 1)
    return y[:, 1:] - y[:, :1], y[:, 0], before - len(y) * (n + 1)


LOOP = "weight, bias = next_weight @ weight, next_weight @ bias + next_bias"

wrong_order = mistake(
    "multiplied the weights in the order of the layers: W_1 W_2 instead of W_2 W_1",
    fails="multiplies_from_the_left",
    replace=(
        LOOP,
        """square = weight.shape == next_weight.shape
        weight = weight @ next_weight if square else next_weight @ weight
        bias = next_weight @ bias + next_bias""",
    ),
)

biases_added = mistake(
    "added the biases up without sending them through the later weights",
    fails="sends_biases_on",
    replace=(LOOP, "weight = next_weight @ weight\n        bias = (bias.sum() + next_bias)"),
)

last_bias = mistake(
    "kept the bias of the last layer alone",
    fails="sends_biases_on",
    replace=(LOOP, "weight, bias = next_weight @ weight, next_bias"),
)

two_layers = mistake(
    "folded the first two layers only",
    fails="folds_any_number",
    replace=("in layers[1:]:", "in layers[1:2]:"),
)

weights_only = mistake(
    "counted the weights without the biases",
    fails="counts_what_is_saved",
    replace=("before - weight.size - bias.size", "sum(w.size for w, _ in layers) - weight.size"),
)

counted_before = mistake(
    "gave the number of parameters before, without taking off those that are left",
    fails="counts_what_is_saved",
    replace=("before - weight.size - bias.size", "before"),
)


@variant
def from_the_end(layers):
    "from the last layer to the first"
    weight, bias = layers[-1]
    for earlier_weight, earlier_bias in layers[-2::-1]:
        bias = bias + weight @ earlier_bias
        weight = weight @ earlier_weight
    parameters = [w.shape[0] * (w.shape[1] + 1) for w, _ in [*layers, (weight, bias)]]
    return np.array(weight), np.array(bias), sum(parameters[:-1]) - parameters[-1]


@variant
def with_one_more_input(layers):
    "each layer as one matrix with an input that is always 1"
    total = np.eye(layers[0][0].shape[1] + 1)
    for weight, bias in layers:
        last = np.zeros(weight.shape[1] + 1)
        last[-1] = 1.0
        total = np.vstack([np.column_stack([weight, bias]), last]) @ total
    saved = sum(w.size + len(b) for w, b in layers) - total[:-1].size
    return total[:-1, :-1].copy(), total[:-1, -1].copy(), saved

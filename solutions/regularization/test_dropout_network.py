"""A network with classic dropout: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, mistake, near, reference, variant


@check(after="does_both_at_once")
@cases(m=[30], seed=range(2))
def handles_large_batches(dropout_network, m, rng):
    "handles a batch of images of 64 pixels with 50 hidden units"
    params = {
        "W1": rng.normal(size=(50, 64)) / 8,
        "b1": rng.normal(size=(50, 1)),
        "W2": rng.normal(size=(10, 50)) / 7,
        "b2": rng.normal(size=(10, 1)),
    }
    x = rng.normal(size=(64, m))
    for generator in (rng, None):
        got = dropout_network(x, params, 0.1, 0.4, generator)
        near(got, reference(x, params, 0.1, 0.4, generator), length=100, terms=10.0, name="output")


@driver
def passes(dropout_network, x, params, p, rng, times):
    """The outputs of many passes of training with one generator."""
    import numpy as np

    return np.stack([dropout_network(x, params, 0.0, p, rng) for _ in range(times)])


@check(after="drops_hidden_units")
@cases(p=[0.3, 0.5])
def goes_on_with_the_generator(dropout_network, p, rng):
    "draws new masks in every call, exactly as many numbers as there are inputs and hidden units"
    params = {
        "W1": rng.normal(size=(4, 2)),
        "b1": np.ones((4, 1)),
        "W2": rng.normal(size=(1, 4)),
        "b2": rng.normal(size=(1, 1)),
    }
    x = rng.normal(size=(2, 3))
    got, expected = (passes(f, x, params, p, rng, 5) for f in (dropout_network, reference))
    near(got, expected, length=10, terms=20.0, name="output")


def truth(x, params, p_input, p_hidden, rng=None):
    """One sample after another, with lists of units that are left."""
    (k, d), m = params["W1"].shape, x.shape[1]
    if rng is None:
        inputs, hidden = np.full((d, m), 1 - p_input), np.full((k, m), 1 - p_hidden)
    else:
        numbers = rng.random(d * m + k * m)
        inputs = 1.0 - (numbers[: d * m].reshape(d, m) < p_input)
        hidden = 1.0 - (numbers[d * m :].reshape(k, m) < p_hidden)
    columns = []
    for i in range(m):
        z = params["b1"][:, 0] + (params["W1"] * (x[:, i] * inputs[:, i])).sum(axis=1)
        h = np.where(z > 0, z, 0.0) * hidden[:, i]
        columns.append(params["b2"][:, 0] + (params["W2"] * h).sum(axis=1))
    return np.stack(columns, axis=1)


SCALE = "w1, w2 = (1 - p_input) * w1, (1 - p_hidden) * w2"
DROP_X = "x = np.where(rng.random(x.shape) < p_input, 0.0, x)"
RELU = 'h = np.maximum(w1 @ x + params["b1"], 0)'
DROP_H = "h = np.where(rng.random(h.shape) < p_hidden, 0.0, h)"
OUT = 'return w2 @ h + params["b2"]'

without_relu = mistake(
    "left the ReLU out",
    fails="is_a_network",
    replace=(RELU, 'h = w1 @ x + params["b1"]'),
)

relu_last = mistake(
    "applied the ReLU to the output too",
    fails="is_a_network",
    replace=(OUT, 'return np.maximum(w2 @ h + params["b2"], 0)'),
)

without_bias = mistake(
    "left out the bias of the second layer",
    fails="is_a_network",
    replace=(OUT, "return w2 @ h"),
)

not_scaled = mistake(
    "used the weights as they are, which is right only after inverted dropout",
    fails="scales_the_second_layer",
    replace=(SCALE, "pass"),
)

scaled_by_p = mistake(
    "multiplied by p, the probability of being dropped",
    fails="is_a_network",
    replace=(SCALE, "w1, w2 = p_input * w1, p_hidden * w2"),
)

divided = mistake(
    "divided by 1 - p in use, instead of multiplying",
    fails="scales_the_second_layer",
    replace=(SCALE, "w1, w2 = w1 / (1 - p_input), w2 / (1 - p_hidden)"),
)

output_scaled = mistake(
    "scaled the whole output, the bias with it",
    fails="scales_the_second_layer",
    replace=[
        (SCALE, "w1, last = (1 - p_input) * w1, 1 - p_hidden"),
        (OUT, "return (w2 @ h + params['b2']) * (last if rng is None else 1)"),
    ],
)

scaled_after_the_bias = mistake(
    "scaled what goes into the ReLU, the bias with it",
    fails="scales_the_first_layer",
    replace=[
        (SCALE, "w2 = (1 - p_hidden) * w2"),
        (RELU, 'h = np.maximum(w1 @ x + params["b1"], 0) * (1 if rng else 1 - p_input)'),
    ],
)

layers_swapped = mistake(
    "scaled each layer by the probability of what comes out of it",
    fails="scales_the_second_layer",
    replace=(SCALE, "w1, w2 = (1 - p_hidden) * w1, (1 - p_input) * w2"),
)

hidden_made_larger = mistake(
    "divided what is kept by 1 - p in training: that is inverted dropout, and scales twice",
    fails="drops_hidden_units",
    replace=[
        (DROP_H, DROP_H + " / (1 - p_hidden)"),
        (DROP_X, DROP_X + " / (1 - p_input)"),
    ],
)

scaled_in_training = mistake(
    "scaled the weights in training too",
    fails="drops_hidden_units",
    replace=(DROP_X, DROP_X + "\n        " + SCALE),
)

dropped_before_relu = mistake(
    "replaced the numbers before the bias was added, so a dropped unit still gives relu(b1)",
    fails="drops_hidden_units",
    replace=[
        (RELU, "h = w1 @ x"),
        (OUT, 'return w2 @ np.maximum(h + params["b1"], 0) + params["b2"]'),
    ],
)

hidden_kept_below_p = mistake(
    "kept hidden units where the number is below p, and dropped the others",
    fails="drops_hidden_units",
    replace=(DROP_H, "h = np.where(rng.random(h.shape) < p_hidden, h, 0.0)"),
)

whole_units = mistake(
    "dropped a unit for the whole batch instead of for each sample",
    fails="drops_hidden_units",
    replace=(DROP_H, DROP_H.replace("rng.random(h.shape)", "rng.random(h.shape)[:, :1]")),
)

hidden_first = mistake(
    "gave the hidden units the numbers drawn first, which belong to the inputs",
    fails="drops_hidden_units",
    replace=[
        (DROP_X, "second = rng.random((len(w1), x.shape[1]))\n        " + DROP_X),
        (DROP_H, DROP_H.replace("rng.random(h.shape)", "second")),
    ],
)

inputs_kept = mistake(
    "dropped no inputs, though it drew their numbers",
    fails="drops_inputs",
    replace=(DROP_X, "rng.random(x.shape)"),
)

in_place = mistake(
    "set entries of the caller's x to 0",
    fails="leaves_its_inputs_unchanged",
    replace=(DROP_X, "x[rng.random(x.shape) < p_input] = 0.0"),
)


@variant
def scaling_activations(x, params, p_input, p_hidden, rng=None):
    "what goes into a layer multiplied, by masks or by probabilities; the weights left alone"
    inputs = 1 - p_input if rng is None else (rng.random(x.shape) >= p_input).astype(float)
    z = params["W1"] @ (inputs * x) + params["b1"]
    hidden = 1 - p_hidden if rng is None else (rng.random(z.shape) >= p_hidden).astype(float)
    return params["W2"] @ (hidden * z * (z > 0)) + params["b2"]


@variant
def two_functions(x, params, p_input, p_hidden, rng=None):
    "training and use apart, with einsum and boolean indices"
    w1, b1, w2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    if rng is not None:
        x = x.copy()
        x[rng.random(x.shape) < p_input] = 0
        h = np.einsum("kd,dm->km", w1, x) + b1
        h[h < 0] = 0
        h[rng.random(h.shape) < p_hidden] = 0
        return np.einsum("ck,km->cm", w2, h) + b2
    h = np.maximum(np.einsum("kd,dm->km", w1, x) * (1 - p_input) + b1, 0)
    return np.einsum("ck,km->cm", w2, h) * (1 - p_hidden) + b2

"""A chain of neurons: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, mistake, near, reference, variant


@check(after=["goes_through_longer_chains", "blames_the_input"])
@cases(neurons=[10, 20])
def fades_through_depth(neuron_chain, neurons, rng):
    "lets blame fade through ten and twenty neurons, by 1/4 and less at each"
    weights, biases = rng.uniform(0.8, 1.2, size=neurons), np.zeros(neurons)
    got, expected = (side(0.5, 0.0, weights, biases) for side in (neuron_chain, reference))
    near(got[2], expected[2], length=neurons, terms=4 * np.abs(expected[2]), name="db")
    near(got[3], expected[3], length=neurons, terms=4 * abs(expected[3]), name="dx")


@driver
def trained(neuron_chain, weights, biases, steps):
    """The loss before each of some steps of gradient descent at lr 1."""
    import numpy as np

    losses = []
    for _ in range(steps):
        loss, dw, db, _ = neuron_chain(1.0, 1.0, weights, biases)
        losses.append(float(loss))
        weights, biases = weights - dw, biases - db
    return np.array(losses)


@check(after=["hands_blame_back", "leaves_its_arguments_unchanged"])
def learns_its_target(neuron_chain):
    "learns its target: the loss of two neurons falls as it should"
    losses = trained(neuron_chain, np.array([0.5, 0.8]), np.zeros(2), 50)
    near(losses[[0, 1]], np.array([0.0714489708, 0.0605416004]), tolerance=1e-9, name="losses")
    near(losses[49], 0.003953222208, tolerance=1e-9, name="last loss")


@check(after="blames_the_input")
@cases(x=[0.0, -2.0], target=[-1.0, 3.0])
def takes_any_input(neuron_chain, x, target, rng):
    "takes an input of 0 and targets that no sigmoid reaches"
    given = (x, target, rng.normal(size=3), rng.normal(size=3))
    near(neuron_chain(*given), reference(*given), length=10, terms=10.0)


def truth(x, target, weights, biases):
    """PyTorch's autograd in float64."""
    import torch

    leaves = [
        torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (x, weights, biases)
    ]
    a, w, b = leaves
    for k in range(len(weights)):
        a = torch.sigmoid(w[k] * a + b[k])
    loss = (a - target) ** 2 / 2
    loss.backward()
    dx, dw, db = (leaf.grad.numpy() for leaf in leaves)
    return loss.item(), dw, db, float(dx)


DELTA = "db[k] = blame * a * (1 - a)"
BACK = "blame = db[k] * weights[k]"
BY_WEIGHT = "dw[k] = db[k] * activations[k]"
FORWARD = "1 / (1 + np.exp(-(w * activations[-1] + b)))"

no_weight = mistake(
    "handed blame back without the weight in between",
    fails="hands_blame_back",
    replace=(BACK, "blame = db[k]"),
)

other_weight = mistake(
    "handed blame back through the weight in front of the neuron instead of the one behind it",
    fails="hands_blame_back",
    replace=(BACK, "blame = db[k] * weights[max(k - 1, 0)]"),
)

no_slope = mistake(
    "left out the slope of the sigmoid",
    fails="blames_one_neuron",
    replace=(DELTA, "db[k] = blame"),
)

slope_of_the_output = mistake(
    "took the slope at a instead of z: sigmoid'(a), where a (1 - a) was meant",
    fails="blames_one_neuron",
    replace=(DELTA, "s = 1 / (1 + np.exp(-a))\n        db[k] = blame * s * (1 - s)"),
)

slope_at_the_end_only = mistake(
    "left out the slopes of the neurons before the last",
    fails="hands_blame_back",
    replace=(DELTA, "db[k] = blame * (a * (1 - a) if k == len(weights) - 1 else 1)"),
)

own_activation = mistake(
    "multiplied by the neuron's own output instead of its input",
    fails="blames_one_neuron",
    replace=(BY_WEIGHT, BY_WEIGHT.replace("activations[k]", "a")),
)

input_for_all = mistake(
    "multiplied every blame by x, the input of the first neuron only",
    fails="hands_blame_back",
    replace=(BY_WEIGHT, BY_WEIGHT.replace("activations[k]", "x")),
)

turned_error = mistake(
    "took target - a, which turns every sign",
    fails="blames_one_neuron",
    replace=("blame = error", "blame = -error"),
)

whole_square = mistake(
    "left the factor 1/2 out: the squared error itself",
    fails="computes_the_loss",
    replace=[("error**2 / 2", "error**2"), ("blame = error", "blame = 2 * error")],
)

doubled = mistake(
    "took 2 (a - target), the derivative without the factor 1/2",
    fails="blames_one_neuron",
    replace=("blame = error", "blame = 2 * error"),
)

no_bias = mistake(
    "left the biases out of the forward pass",
    fails="computes_the_loss",
    replace=(FORWARD, FORWARD.replace(" + b", "")),
)

input_by_blame = mistake(
    "gave the blame of the first neuron for the input's, without its weight",
    fails="blames_the_input",
    replace=("error**2 / 2, dw, db, blame", "error**2 / 2, dw, db, db[0]"),
)

took_the_step = mistake(
    "changed the weights and biases in place",
    fails="leaves_its_arguments_unchanged",
    replace=("    return error**2", "    weights -= dw\n    biases -= db\n    return error**2"),
)


@variant
def with_cumulative_products(x, target, weights, biases):
    "all blames at once, as products from the end"
    a = [x]
    for w, b in zip(weights.tolist(), biases.tolist(), strict=True):
        z = w * a[-1] + b
        a.append(1 / (1 + np.exp(-z)) if z > 0 else np.exp(z) / (1 + np.exp(z)))
    a = np.array(a)
    slopes = a[1:] * (1 - a[1:])
    factors = slopes * np.append(weights[1:], a[-1] - target)
    deltas = np.cumprod(factors[::-1])[::-1]
    return float((a[-1] - target) ** 2 / 2), deltas * a[:-1], deltas, float(weights[0] * deltas[0])


@variant
def forward_sensitivities(x, target, weights, biases):
    "derivatives carried forward: a matrix that is multiplied at every neuron"
    n = len(weights)
    a, by_w, by_b, by_x = float(x), np.zeros(n), np.zeros(n), 1.0
    for k in range(n):
        by_w, by_b, by_x = weights[k] * by_w, weights[k] * by_b, weights[k] * by_x
        by_w[k], by_b[k] = a, 1.0
        z = weights[k] * a + biases[k]
        a = 0.5 * (1 + np.tanh(z / 2))
        slope = a * (1 - a)
        by_w, by_b, by_x = slope * by_w, slope * by_b, slope * by_x
    error = a - target
    return 0.5 * error * error, error * by_w, error * by_b, error * by_x

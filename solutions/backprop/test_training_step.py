"""A step of training: hidden checks, known mistakes, right variants, truth."""

import itertools

import numpy as np

from grader import cases, check, driver, mistake, near, reference, variant


def network(rng, sizes, m):
    """Inputs, whole targets and parameters of a network of these sizes, the input first."""
    parameters = {}
    for k, (n_in, n_out) in enumerate(itertools.pairwise(sizes), 1):
        parameters[f"W{k}"] = rng.normal(size=(n_out, n_in))
        parameters[f"b{k}"] = rng.normal(size=(n_out, 1))
    x, y = rng.normal(size=(sizes[0], m)), rng.integers(2, size=(sizes[-1], m)) * 1.0
    return x, y, parameters


@check(after="forecasts_the_loss")
@cases(sizes=["deep", "square", "thin"], m=[5])
def handles_other_shapes(training_step, sizes, m, rng):
    "handles eleven layers, equal lengths and lengths of 1"
    layers = {"deep": (4, *[5] * 10, 2), "square": (3, 3, 3), "thin": (1, 1, 1)}[sizes]
    given = network(rng, layers, m)
    near(training_step(*given, 0.5), reference(*given, 0.5), length=50, terms=20.0)


@check(after="forecasts_the_loss")
def steps_as_the_notes_do(training_step):
    "takes the step of the notes' network on the four points of XOR"
    draw = np.random.RandomState(42)
    w1, w2 = 0.5 * draw.randn(2, 3), 0.5 * draw.randn(3, 1)
    parameters = {"W1": w1.T, "b1": np.zeros((3, 1)), "W2": w2.T, "b2": np.zeros((1, 1))}
    x, y = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]]), np.array([[0.0, 1, 1, 0]])
    loss, _, after = training_step(x, y, parameters, 1.0)
    printed = {
        "W1": [
            [0.0067181725, 0.0100542166],
            [0.0063923550, 0.0070544607],
            [-0.0040281777, -0.0042964776],
        ],
        "b1": [[0.0219833989], [0.0127235947], [-0.0079012797]],
        "W2": [[0.0828659876, 0.0634712636, 0.0701600830]],
        "b2": [[0.1336232753]],
    }
    near(loss, 0.7297772201, tolerance=1e-6, name="loss")  # the notes add 1e-8 in the logarithm
    for name, gradient in printed.items():
        went = parameters[name] - after[name]
        near(went, np.array(gradient), tolerance=1e-7, name=f"step of {name}")


@driver
def trained(training_step, steps):
    """Losses of XOR, learned by two hidden neurons at lr 2, before some of the steps."""
    import numpy as np

    x = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
    y = np.array([[0.0, 1.0, 1.0, 0.0]])
    parameters = {
        "W1": np.array([[2.0, -2.2], [-1.9, 2.1]]),
        "b1": np.zeros((2, 1)),
        "W2": np.array([[1.5, 1.2]]),
        "b2": np.zeros((1, 1)),
    }
    losses = []
    for _ in range(steps):
        loss, _, parameters = training_step(x, y, parameters, 2.0)
        losses.append(float(loss))
    return np.array(losses)


@check(after=["falls_step_by_step", "leaves_its_arguments_unchanged"])
def learns_xor(training_step):
    "learns XOR with two hidden neurons, in a hundred steps"
    losses = trained(training_step, 100)
    near(
        losses[[0, 50, 99]],
        np.array([0.903433482430, 0.258692131162, 0.093439057906]),
        tolerance=1e-8,
        name="losses",
    )


def truth(x, y, parameters, lr):
    """PyTorch's autograd and its SGD, in float64."""
    import torch

    leaves = {
        name: torch.tensor(array, dtype=torch.float64, requires_grad=True)
        for name, array in parameters.items()
    }
    z, target = torch.tensor(x), torch.tensor(y)
    for k in range(1, len(leaves) // 2 + 1):
        z = leaves[f"W{k}"] @ (torch.sigmoid(z) if k > 1 else z) + leaves[f"b{k}"]
    loss = torch.nn.functional.binary_cross_entropy_with_logits(z, target, reduction="none")
    loss = loss.sum(0).mean()
    loss.backward()
    slopes = torch.cat([leaf.grad.flatten() for leaf in leaves.values()])
    torch.optim.SGD(leaves.values(), lr=lr).step()
    before = loss.item()
    after = {name: leaf.detach().numpy() for name, leaf in leaves.items()}
    return before, before - lr * float(slopes @ slopes), after


LOSS = "(np.maximum(z, 0) - y * z + np.log1p(small)).sum() / m"
DELTA = "delta = (activations[-1] - y) / m"
BACK = 'delta = parameters[f"W{layer}"].T @ delta * a * (1 - a)'
STEP = "after[name] = parameters[name] - lr * gradient"
FORECAST = "loss - lr * squares"
SQUARES = "squares += (gradient**2).sum()"
DB = "delta.sum(axis=1, keepdims=True)"

mean_over_outputs = mistake(
    "took the mean over outputs and samples instead of the samples alone",
    fails="computes_the_loss",
    replace=("x.shape[1]", "y.size"),
)

summed = mistake(
    "added up the gradients of the samples, without the 1 / m of the loss",
    fails="moves_a_single_layer",
    replace=(DELTA, "delta = activations[-1] - y"),
)

uphill = mistake(
    "added the gradients: a step uphill",
    fails="moves_a_single_layer",
    replace=(STEP, STEP.replace("- lr", "+ lr")),
)

without_lr = mistake(
    "left the learning rate out of the step",
    fails="moves_a_single_layer",
    replace=(STEP, STEP.replace("lr * ", "")),
)

biases_left = mistake(
    "moved the weights only",
    fails="moves_a_single_layer",
    replace=(STEP, STEP + ' if name[0] == "W" else 1.0 * parameters[name]'),
)

new_weights_back = mistake(
    "carried delta back through weights that had been moved already",
    fails="moves_every_layer",
    replace=(BACK, BACK.replace("parameters", "after")),
)

no_slope = mistake(
    "carried delta back without the slope of the sigmoid",
    fails="moves_every_layer",
    replace=(BACK, BACK.removesuffix(" * a * (1 - a)")),
)

mean_again = mistake(
    "divided by m again at every layer",
    fails="moves_every_layer",
    replace=(BACK, BACK + " / m"),
)

norm_not_squared = mistake(
    "forecast with the length of the gradient instead of its square",
    fails="forecasts_the_loss",
    replace=(FORECAST, "loss - lr * np.sqrt(squares)"),
)

mean_of_squares = mistake(
    "forecast with the mean of the squared slopes instead of their sum",
    fails="forecasts_the_loss",
    replace=(SQUARES, "squares += (gradient**2).mean()"),
)

weights_only = mistake(
    "left the biases out of the forecast",
    fails="forecasts_the_loss",
    replace=(SQUARES, SQUARES + ' if name[0] == "W" else 0.0'),
)

squared_lr = mistake(
    "forecast with lr**2, the square of the step instead of slope times step",
    fails="forecasts_the_loss",
    replace=(FORECAST, "loss - lr**2 * squares"),
)

forecast_up = mistake(
    "forecast that the loss rises",
    fails="forecasts_the_loss",
    replace=(FORECAST, "loss + lr * squares"),
)

no_less_than_zero = mistake(
    "cut the forecast off at 0",
    fails="forecasts_the_loss",
    replace=(FORECAST, "max(0.0, loss - lr * squares)"),
)

kept_integers = mistake(
    "returned integer parameters for integer ones, so that they never move",
    fails="moves_integers",
    replace=(
        STEP,
        "after[name] = (parameters[name] - lr * gradient).astype(parameters[name].dtype)",
    ),
)

log_of_sigmoid = mistake(
    "took the logarithm of a sigmoid that was exactly 0 or 1",
    fails="survives_large_sums",
    replace=(
        LOSS,
        "-(y * np.log(activations[-1]) + (1 - y) * np.log(1 - activations[-1])).sum() / m",
    ),
)

in_place = mistake(
    "took the step in the caller's own arrays",
    fails="leaves_its_arguments_unchanged",
    replace=(
        "    return loss",
        """\
    for name, array in after.items():
        if parameters[name].dtype == array.dtype:
            parameters[name][...] = array
    return loss""",
    ),
)


@variant
def with_a_cache(x, y, parameters, lr):
    "the text's program: a cache, gradients by name, then the update"
    count, m = len(parameters) // 2, x.shape[1]
    cache, a = {"A0": x}, x
    for k in range(1, count + 1):
        z = np.dot(parameters[f"W{k}"], a) + parameters[f"b{k}"]
        a = 0.5 * (1 + np.tanh(z / 2))
        cache[f"Z{k}"], cache[f"A{k}"] = z, a
    loss = (y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)).sum(axis=0).mean()
    grads, delta = {}, a - y
    for k in reversed(range(1, count + 1)):
        grads[f"W{k}"] = (1 / m) * np.dot(delta, cache[f"A{k - 1}"].T)
        grads[f"b{k}"] = (1 / m) * np.sum(delta, axis=1, keepdims=True)
        if k > 1:
            a = cache[f"A{k - 1}"]
            delta = np.dot(parameters[f"W{k}"].T, delta) * (a - a**2)
    forecast = loss - lr * sum(np.vdot(g, g) for g in grads.values())
    return float(loss), float(forecast), {k: p - lr * grads[k] for k, p in parameters.items()}


@variant
def sample_by_sample(x, y, parameters, lr):
    "one sample after another, gradients added up"
    count, m, loss = len(parameters) // 2, x.shape[1], 0.0
    grads = {name: np.zeros(array.shape) for name, array in parameters.items()}
    for j in range(m):
        a = [x[:, j]]
        for k in range(1, count + 1):
            z = parameters[f"W{k}"] @ a[-1] + parameters[f"b{k}"][:, 0]
            e = np.exp(-np.abs(z))
            a.append(np.where(z >= 0, 1 / (1 + e), e / (1 + e)))
        loss += (np.logaddexp(0, z) - y[:, j] * z).sum() / m
        delta = (a[-1] - y[:, j]) / m
        for k in range(count, 0, -1):
            grads[f"W{k}"] += np.outer(delta, a[k - 1])
            grads[f"b{k}"] += delta[:, None]
            delta = a[k - 1] * (1 - a[k - 1]) * (delta @ parameters[f"W{k}"])
    after = {name: array - lr * grads[name] for name, array in parameters.items()}
    moved = sum(((after[n] - parameters[n]) * grads[n]).sum() for n in grads)
    return loss, loss + moved, after

"""Gradient flow: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


def deep(rng, width, depth):
    """Layers of equal width that keep gradients about as long as they are."""
    layers = [
        (rng.normal(size=(width, width)) / np.sqrt(width), 0.1 * rng.normal(size=width))
        for _ in range(depth)
    ]
    return rng.normal(size=width), layers, rng.normal(size=width)


@check(after=["goes_around_residual_layers", "fades_with_depth"])
@cases(depth=[20, 60], residual=[False, True])
def follows_deep_networks(gradient_flow, depth, residual, rng):
    "follows a gradient through sixty layers, with and without a way around them"
    x, layers, dy = deep(rng, 8, depth)
    layers = [(0.3 * w, b) for w, b in layers] if residual else layers
    got, expected = (side(x, layers, "tanh", dy, residual) for side in (gradient_flow, reference))
    near(got, expected, length=1e4 * depth, terms=expected, name="norms")


@check(after="multiplies_by_the_slopes")
@cases(n=[2, 3])
def stops_relu_at_zero(gradient_flow, n, rng):
    "takes 0 as the slope of relu at 0"
    w, dy = rng.uniform(0.5, 1, size=(n, 1)), rng.uniform(1, 2, size=n)
    b = np.zeros(n)
    b[0] = 1.0
    norms = gradient_flow(np.zeros(1), [(w, b)], "relu", dy)
    near(norms, reference(np.zeros(1), [(w, b)], "relu", dy), name="norms")


@check(after="goes_around_residual_layers")
@cases(activation=["relu", "identity"], seed=range(2))
def goes_around_any_activation(gradient_flow, activation, rng):
    "goes around residual layers with relu and with no bend"
    x, layers, dy = deep(rng, 5, 3)
    got, expected = (
        side(x, layers, activation, dy, residual=True) for side in (gradient_flow, reference)
    )
    near(got, expected, length=500, terms=expected, name="norms")


def truth(x, layers, activation, dy, residual=False):
    """PyTorch's autograd in float64."""
    import torch

    functions = {
        "identity": lambda z: z,
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
    }
    if activation not in functions:
        raise ValueError(activation)
    outputs = [torch.tensor(x, requires_grad=True)]
    for w, b in layers:
        y = functions[activation](torch.tensor(w) @ outputs[-1] + torch.tensor(b))
        outputs.append(outputs[-1] + y if residual else y)
    slopes = torch.autograd.grad(outputs[-1], outputs, torch.tensor(dy))
    return np.array([float(torch.linalg.vector_norm(s)) for s in slopes])


THROUGH = "w.T @ (slope * gradients[-1])"

slopes_forgotten = mistake(
    "passed gradients back through the weights only, not through the activation",
    fails="multiplies_by_the_slopes",
    replace=(THROUGH, "w.T @ gradients[-1]"),
)

slope_at_the_output = mistake(
    "took the slope of sigmoid at its output instead of its input z",
    fails="multiplies_by_the_slopes",
    replace=("slope = y * (1 - y)", "p = 1 / (1 + np.exp(-y))\n            slope = p * (1 - p)"),
)

not_transposed = mistake(
    "multiplied by the weights as they are, not transposed",
    fails="goes_back_through_the_weights",
    replace=("w.T @", "w @"),
)

output_first = mistake(
    "listed the norms from the output to the input",
    fails="goes_back_through_the_weights",
    replace=("reversed(gradients)", "gradients"),
)

squared = mistake(
    "left the square root out of the norm",
    fails="goes_back_through_the_weights",
    replace=("np.sqrt((g * g).sum())", "(g * g).sum()"),
)

averaged = mistake(
    "averaged the squares instead of summing them",
    fails="goes_back_through_the_weights",
    replace=("(g * g).sum()", "(g * g).mean()"),
)

largest = mistake(
    "took the largest entry instead of the Euclidean norm",
    fails="goes_back_through_the_weights",
    replace=("np.sqrt((g * g).sum())", "np.abs(g).max()"),
)

bias_left_out = mistake(
    "left out the bias, so slopes are taken at the wrong places",
    fails="multiplies_by_the_slopes",
    replace=("w @ a + b", "w @ a"),
)

sigmoid_constant = mistake(
    "took the largest slope, 1/4, for every sigmoid",
    fails="multiplies_by_the_slopes",
    replace=("slope = y * (1 - y)", "slope = np.full_like(y, 0.25)"),
)

tanh_of_input = mistake(
    "took 1 - z**2 for the slope of tanh instead of 1 - tanh**2",
    fails="multiplies_by_the_slopes",
    replace=("1 - y * y", "1 - z * z"),
)

no_way_around_back = mistake(
    "added the shortcut on the way forward only",
    fails="goes_around_residual_layers",
    replace=("gradients[-1] + through if residual else through", "through"),
)

no_way_around_forth = mistake(
    "added the shortcut on the way back only",
    fails="goes_around_residual_layers",
    replace=("a = a + y if residual else y", "a = y"),
)

around_from_the_end = mistake(
    "added the gradient at the output at every layer instead of the one just above",
    fails="goes_around_residual_layers",
    replace=("gradients[-1] + through if", "dy + through if"),
)

in_place = mistake(
    "added into the caller's dy",
    fails="leaves_its_inputs_unchanged",
    replace=(
        "gradients.append(gradients[-1] + through if residual else through)",
        """\
if residual and gradients[-1] is dy:
            gradients.append(dy + through)
            dy += through
            gradients[0] = dy - through
        else:
            gradients.append(gradients[-1] + through if residual else through)""",
    ),
)

identity_for_unknown = mistake(
    "took any unknown name for no bend at all",
    fails="refuses_other_activations",
    replace=(
        'raise ValueError(f"unknown activation {activation!r}")',
        "y, slope = z, np.ones_like(z)",
    ),
)

slope_one_at_zero = mistake(
    "took 1 as the slope of relu at 0",
    fails="stops_relu_at_zero",
    replace=("(z > 0)", "(z >= 0)"),
)


@variant
def by_jacobians(x, layers, activation, dy, residual=False):
    "each layer's Jacobian as a matrix, multiplied from the output"
    import math

    rules = {
        "identity": (lambda z: z, lambda z: 1.0),
        "sigmoid": (lambda z: 1 / (1 + math.exp(-z)), lambda z: 0.25 / math.cosh(z / 2) ** 2),
        "tanh": (math.tanh, lambda z: 1 / math.cosh(z) ** 2),
        "relu": (lambda z: max(z, 0.0), lambda z: float(z > 0)),
    }
    if activation not in rules:
        raise ValueError("which one?")
    f, slope = rules[activation]
    a, jacobians = x, []
    for w, b in layers:
        z = [float(row @ a + bias) for row, bias in zip(w, b, strict=True)]
        jacobian = np.diag([slope(v) for v in z]) @ w
        y = np.array([f(v) for v in z])
        jacobians.append(jacobian + np.eye(len(a)) if residual else jacobian)
        a = a + y if residual else y
    g, norms = dy, [float(np.linalg.norm(dy))]
    for jacobian in jacobians[::-1]:
        g = g @ jacobian
        norms.insert(0, float(np.linalg.norm(g)))
    return np.array(norms)


@variant
def with_a_stack(x, layers, activation, dy, residual=False):
    "slopes from the outputs, norms filled in from the end"
    if activation not in {"identity", "sigmoid", "tanh", "relu"}:
        raise ValueError(activation)
    kept, a = [], x.copy()
    for w, b in layers:
        z = np.einsum("oi,i->o", w, a) + b
        y = {
            "identity": lambda z=z: z,
            "sigmoid": lambda z=z: 0.5 + 0.5 * np.tanh(z / 2),
            "tanh": lambda z=z: np.tanh(z),
            "relu": lambda z=z: np.where(z > 0, z, 0.0),
        }[activation]()
        kept.append((w, y))
        a = y + residual * (a if residual else 0.0)
    norms, g = np.empty(len(layers) + 1), dy.copy()
    norms[-1] = np.sqrt(g @ g)
    for place in range(len(layers) - 1, -1, -1):
        w, y = kept.pop()
        slope = {
            "identity": 1.0,
            "sigmoid": y - y**2,
            "tanh": (1 - y) * (1 + y),
            "relu": y > 0,
        }[activation]
        g = (g * slope) @ w + residual * (g if residual else 0.0)
        norms[place] = np.sqrt(g @ g)
    return norms

"""Gradients of a two-layer classifier: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, mistake, near, reference, variant


@driver
def trained(mlp_backward, x, y, parameters, steps):
    """The loss before every step of plain gradient descent at lr 1, and after the last."""
    import numpy as np

    losses = []
    for _ in range(steps + 1):
        loss, *gradients = mlp_backward(x, y, *parameters)
        losses.append(float(loss))
        parameters = [p - g for p, g in zip(parameters, gradients, strict=True)]
    return np.array(losses)


@check(points=2, after=["differentiates_the_first_layer", "leaves_its_arguments_unchanged"])
def learns_three_spirals(mlp_backward):
    "learns to tell three spirals apart, with the loss it should have at steps 0 and 100"
    draw = np.random.RandomState(42)  # the course notes' data and network
    per_class = 66
    r = np.linspace(0, 1, per_class)
    arms = []
    for label in range(3):
        t = np.linspace(4 * label, 4 * (label + 1), per_class) + 0.2 * draw.randn(per_class)
        arms.append(np.stack([r * np.sin(t), r * np.cos(t)], axis=1))
    x, y = np.concatenate(arms), np.repeat(np.arange(3), per_class)
    w1, w2 = draw.randn(2, 10) / np.sqrt(2), draw.randn(10, 3) / np.sqrt(10)
    losses = trained(mlp_backward, x, y, [w1, np.zeros(10), w2, np.zeros(3)], 100)
    near(losses[[0, 100]], np.array([1.0711278894, 0.4309762326]), tolerance=1e-8, name="losses")


@check(after=["differentiates_the_first_layer", "keeps_float32"])
@cases(dtype=["float64", "float32"])
def handles_large_batches(mlp_backward, dtype, rng):
    "handles hundreds of rows and units"
    n, d, h, c = 300, 20, 70, 11
    shapes = ((n, d), (d, h), (h,), (h, c), (c,))
    x, w1, b1, w2, b2 = (rng.normal(size=shape).astype(dtype) / 4 for shape in shapes)
    y = rng.integers(c, size=n)
    got, expected = (side(x, y, w1, b1, w2, b2) for side in (mlp_backward, reference))
    near(got, expected, length=n, terms=40.0)


@check(after="differentiates_the_first_layer")
@cases(n=[1, 3], d=[1, 2], h=[1, 4], c=[1, 2])
def handles_lengths_of_one(mlp_backward, n, d, h, c, rng):
    "handles one row, one input, one hidden unit and one class"
    shapes = ((n, d), (d, h), (h,), (h, c), (c,))
    x, w1, b1, w2, b2 = (rng.normal(size=shape) for shape in shapes)
    y = rng.integers(c, size=n)
    got, expected = (side(x, y, w1, b1, w2, b2) for side in (mlp_backward, reference))
    near(got, expected, length=n, terms=100.0)


@check(after="differentiates_the_first_layer")
@cases(dtype=["uint8", "int32"])
def takes_labels_of_any_integer_type(mlp_backward, dtype, rng):
    "takes labels of any integer type, and classes without rows"
    n, d, h, c = 40, 2, 3, 200
    shapes = ((n, d), (d, h), (h,), (h, c), (c,))
    x, w1, b1, w2, b2 = (rng.normal(size=shape) for shape in shapes)
    y = rng.integers(c, size=n).astype(dtype)
    got, expected = (side(x, y, w1, b1, w2, b2) for side in (mlp_backward, reference))
    near(got, expected, length=n, terms=100.0)


def truth(x, y, w1, b1, w2, b2):
    """PyTorch's autograd in float64."""
    import torch

    rows, *parameters = (torch.tensor(a, dtype=torch.float64) for a in (x, w1, b1, w2, b2))
    v1, c1, v2, c2 = (parameter.requires_grad_() for parameter in parameters)
    logits = torch.relu(rows @ v1 + c1) @ v2 + c2
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor(y.astype("int64")))
    loss.backward()
    gradients = (p.grad.numpy().astype(x.dtype) for p in (v1, c1, v2, c2))
    return loss.item(), *gradients


SECOND = ["differentiates_the_second_layer", "agrees_with_differences"]
FIRST = ["differentiates_the_first_layer", "agrees_with_differences"]
LOG_P = "log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))"
SHIFTED = "shifted = z2 - z2.max(axis=1, keepdims=True)"
LOSS = "loss = -log_p[rows, y].mean()"
DZ2 = "dz2 = np.exp(log_p)"
ONEHOT = "dz2[rows, y] -= 1"
DZ1 = "dz1 = da1 * (z1 > 0)"
RETURN = "return loss, x.T @ dz1, dz1.sum(axis=0), a1.T @ dz2, dz2.sum(axis=0)"

summed = mistake(
    "summed loss and gradients over the rows instead of averaging",
    fails="computes_the_loss",
    replace=[(LOSS, LOSS.replace("mean", "sum")), ("    dz2 /= n\n", "")],
)

averaged_over_classes = mistake(
    "averaged over rows and classes instead of rows alone",
    fails="computes_the_loss",
    replace=[(LOSS, LOSS + " / len(b2)"), ("dz2 /= n\n", "dz2 /= n * len(b2)\n")],
)

padded_logarithm = mistake(
    "added 1e-8 inside the logarithm",
    fails="computes_the_loss",
    replace=(LOSS, "loss = -np.log(np.exp(log_p[rows, y]) + 1e-8).mean()"),
)

shared_probabilities = mistake(
    "took the loss from probabilities that the gradient had already changed in place",
    fails="computes_the_loss",
    replace=[
        (LOSS, "p = np.exp(log_p)"),
        (DZ2, "dz2 = p"),
        (ONEHOT, ONEHOT + "\n    loss = -np.log(p[rows, y]).mean()"),
    ],
)

no_mean = mistake(
    "did not divide the gradients by the number of rows",
    fails=SECOND,
    replace=("    dz2 /= n\n", ""),
)

no_onehot = mistake(
    "left out - onehot(y): took p / n for the derivative by the logits",
    fails=SECOND,
    replace=("    " + ONEHOT + "\n", ""),
)

wrong_sign = mistake(
    "took onehot(y) - p, the derivative with its sign turned",
    fails=SECOND,
    replace=("dz2 /= n\n", "dz2 /= -n\n"),
)

labels_from_one = mistake(
    "counted the labels from 1 in the gradient",
    fails=SECOND,
    replace=(ONEHOT, ONEHOT.replace("y]", "y - 1]")),
)

narrow_onehot = mistake(
    "made the one-hot rows only as wide as the largest label in the batch",
    fails="computes_the_loss",
    replace=(ONEHOT, "dz2 -= np.eye(y.max() + 1, dtype=x.dtype)[y]"),
)

biases_over_classes = mistake(
    "summed db2 over the classes instead of the rows",
    fails=SECOND,
    replace=("dz2.sum(axis=0)", "dz2.sum(axis=1)"),
)

biases_averaged = mistake(
    "averaged the bias gradients over the rows, which divides by n a second time",
    fails=SECOND,
    replace=(RETURN, RETURN.replace("sum", "mean")),
)

before_relu = mistake(
    "used z1 instead of the hidden values a1 in dw2",
    fails=SECOND,
    replace=("a1.T @ dz2", "z1.T @ dz2"),
)

no_mask = mistake(
    "sent the derivative through ReLU as if it were not there",
    fails=FIRST,
    replace=(DZ1, "dz1 = da1"),
)

mask_of_the_gradient = mistake(
    "masked by the sign of the gradient instead of that of z1",
    fails=FIRST,
    replace=(DZ1, "dz1 = da1 * (da1 > 0)"),
)

reshaped_weights = mistake(
    "reshaped w2 where it had to be transposed",
    fails=FIRST,
    replace=("w2.T", "w2.reshape(w2.shape[::-1])"),
)

slope_one_at_zero = mistake(
    "took 1 as the slope of ReLU at 0",
    fails="stops_where_relu_is_flat",
    replace=("z1 > 0", "z1 >= 0"),
)

log_of_softmax = mistake(
    "took the logarithm of the softmax, whose small entries have become 0",
    fails="survives_large_logits",
    replace=(
        LOG_P,
        """\
p = np.exp(shifted)
    log_p = np.log(p / p.sum(axis=1, keepdims=True))""",
    ),
)

no_maximum = mistake(
    "subtracted no maximum from the logits, so exp overflows",
    fails="survives_large_logits",
    replace=(SHIFTED, "shifted = z2"),
)

widened = mistake(
    "mixed in a float64 one-hot matrix, which makes float32 gradients float64",
    fails="keeps_float32",
    replace=(ONEHOT, "dz2 = dz2 - np.eye(len(b2))[y]"),
)

took_the_step = mistake(
    "moved the parameters along the gradient in place",
    fails="leaves_its_arguments_unchanged",
    replace=(
        RETURN,
        "w1 -= 0.1 * (x.T @ dz1)\n    b1 -= 0.1 * dz1.sum(axis=0)\n    " + RETURN,
    ),
)

short_labels = mistake(
    "kept the labels as int8, which ends at 127",
    fails="takes_labels_of_any_integer_type",
    replace=("rows = np.arange(n)\n", 'rows, y = np.arange(n), y.astype("int8")\n'),
)


@variant
def row_by_row(x, y, w1, b1, w2, b2):
    "one row after the other, gradients added up"
    loss = 0.0
    gradients = [np.zeros_like(parameter) for parameter in (w1, b1, w2, b2)]
    for row, label in zip(x, y, strict=True):
        a = row @ w1 + b1
        a[a < 0] = 0
        logits = a @ w2 + b2
        top = logits.max()
        loss += (top - logits[label] + np.log(sum(np.exp(z - top) for z in logits))) / len(x)
        delta = np.exp(logits - top)
        delta = delta / delta.sum()
        delta[label] -= 1
        delta /= len(x)
        back = w2 @ delta
        back[a == 0] = 0
        terms = (np.outer(row, back), back, np.outer(a, delta), delta)
        gradients = [total + term for total, term in zip(gradients, terms, strict=True)]
    return loss, *gradients


@variant
def with_onehot_and_einsum(x, y, w1, b1, w2, b2):
    "a one-hot matrix, log-sum-exp from SciPy and Einstein sums"
    from scipy.special import logsumexp

    onehot = (y[:, None] == np.arange(len(b2))).astype(x.dtype)
    z1 = np.einsum("nd,dh->nh", x, w1) + b1
    a1 = np.where(z1 > 0, z1, 0)
    z2 = np.einsum("nh,hc->nc", a1, w2) + b2
    log_p = z2 - logsumexp(z2, axis=1, keepdims=True)
    delta = (np.exp(log_p) - onehot) / len(x)
    back = np.einsum("nc,hc->nh", delta, w2) * np.heaviside(z1, 0)
    return (
        np.asarray(-np.where(onehot > 0, log_p, 0).sum() / len(x)),
        np.einsum("nd,nh->dh", x, back),
        np.einsum("nh->h", back),
        np.einsum("nh,nc->hc", a1, delta),
        np.einsum("nc->c", delta),
    )


@variant
def biases_as_rows(x, y, w1, b1, w2, b2):
    "each bias as the last row of its weights, beside a column of ones, in float64"
    wide = [np.asarray(a, dtype="float64") for a in (x, w1, b1, w2, b2)]
    inputs = np.hstack([wide[0], np.ones((len(x), 1))])
    first, second = np.vstack(wide[1:3]), np.vstack(wide[3:5])
    z1 = inputs @ first
    hidden = np.hstack([z1.clip(min=0), np.ones((len(x), 1))])
    z2 = hidden @ second
    z2 -= z2.max(1)[:, None]
    p = np.exp(z2)
    total = p.sum(1)
    loss = np.mean(np.log(total) - np.take_along_axis(z2, y[:, None].astype("int64"), 1)[:, 0])
    p /= total[:, None]
    p -= np.eye(len(b2))[y]
    back = p @ second[:-1].T
    back[z1 <= 0] = 0
    d2, d1 = hidden.T @ p / len(x), inputs.T @ back / len(x)
    gradients = (d1[:-1], d1[-1], d2[:-1], d2[-1])
    return float(loss), *(g.astype(w1.dtype) for g in gradients)

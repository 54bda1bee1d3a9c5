"""Residual block: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, mistake, near, reference, variant


@driver
def through(residual_block, x, weights):
    """The derivative by x of the sum of y, through a stack of blocks, the last one first."""
    import numpy as np

    inputs = [x]
    for w1, b1, w2, b2 in weights:
        inputs.append(residual_block(inputs[-1], np.ones_like(x), w1, b1, w2, b2)[0])
    gradient = np.ones_like(x)
    for (w1, b1, w2, b2), own in zip(reversed(weights), reversed(inputs[:-1]), strict=True):
        gradient = residual_block(own, gradient, w1, b1, w2, b2)[1]
    return np.stack([inputs[-1], gradient])


@check(after="adds_both_ways")
@cases(depth=[50])
def survives_a_deep_stack(residual_block, depth, rng):
    "carries a gradient through fifty blocks"
    x = rng.random(size=(1, 4, 3, 3)) + 0.5
    weights = [
        tuple(0.1 * rng.normal(size=shape) for shape in ((6, 4), (6,), (4, 6), (4,)))
        for _ in range(depth)
    ]
    got, expected = (through(f, x, weights) for f in (residual_block, reference))
    near(got, expected, length=50, terms=1 + 4 * float(np.abs(expected).max()))


@check(after="adds_both_ways")
@cases(n=[1, 8])
def handles_real_maps(residual_block, n, rng):
    "handles 16 channels, 24 hidden ones, and maps of 14 x 12"
    shapes = ((n, 16, 14, 12), (n, 16, 14, 12), (24, 16), (24,), (16, 24), (16,))
    arrays = [rng.normal(size=shape) for shape in shapes]
    for name, mine, right in zip(
        ("y", "dx", "dw1", "db1", "dw2", "db2"),
        residual_block(*arrays),
        reference(*arrays),
        strict=True,
    ):
        near(mine, right, length=n * 168, terms=100.0, name=name)


def truth(x, dy, w1, b1, w2, b2):
    """PyTorch's convolutions and autograd."""
    import torch

    leaves = [torch.tensor(array, requires_grad=True) for array in (x, w1, b1, w2, b2)]
    image, v1, c1, v2, c2 = leaves
    hidden = torch.relu(torch.nn.functional.conv2d(image, v1[:, :, None, None], c1))
    y = torch.relu(image + torch.nn.functional.conv2d(hidden, v2[:, :, None, None], c2))
    y.backward(torch.tensor(dy))
    return y.detach().numpy(), *(leaf.grad.numpy() for leaf in leaves)


U = "u = x + f"
Y = "y = np.maximum(u, 0)"
DU = "du = dy * (u > 0)"
DZ = "dz = da * (z > 0)"
DX = 'dx = du + np.einsum("mc,nmhw->nchw", w1, dz)'
RETURN = "return y, dx, dw1, dz.sum(axis=(0, 2, 3)), dw2, du.sum(axis=(0, 2, 3))"

no_shortcut = mistake(
    "left the shortcut out: y = relu(F(x))",
    fails="adds_to_its_input",
    replace=(U, "u = f"),
)

added_after_relu = mistake(
    "added x behind the last ReLU instead of in front of it",
    fails="adds_to_its_input",
    replace=[(Y, "y = x + np.maximum(f, 0)")],
)

no_last_relu = mistake(
    "left the last ReLU out",
    fails=["adds_to_its_input"],
    replace=[(Y, "y = u"), (DU, "du = dy")],
)

no_inner_relu = mistake(
    "left the ReLU between the two layers out",
    fails="adds_to_its_input",
    replace=[("a = np.maximum(z, 0)", "a = z"), (DZ, "dz = da")],
)

mask_forgotten = mistake(
    "sent dy back through the last ReLU as if it were not there",
    fails="differentiates_the_second_layer",
    replace=(DU, "du = dy"),
)

mask_of_f = mistake(
    "masked dy by the sign of F(x) instead of that of x + F(x)",
    fails="differentiates_the_second_layer",
    replace=(DU, "du = dy * (f > 0)"),
)

before_relu = mistake(
    "used z instead of the hidden values a in dw2",
    fails="differentiates_the_second_layer",
    replace=('"nchw,nmhw->cm", du, a', '"nchw,nmhw->cm", du, z'),
)

biases_averaged = mistake(
    "averaged the derivatives by the biases over batch and pixels",
    fails="differentiates_the_second_layer",
    replace=(RETURN, RETURN.replace(".sum", ".mean")),
)

inner_mask_forgotten = mistake(
    "sent the derivative through the inner ReLU as if it were not there",
    fails="differentiates_the_first_layer",
    replace=(DZ, "dz = da"),
)

shortcut_not_back = mistake(
    "sent back what comes through F only, not what comes beside it",
    fails="passes_beside_an_empty_block",
    replace=(DX, DX.replace("du + ", "")),
)

shortcut_past_relu = mistake(
    "let dy itself pass beside F, although the last ReLU stands in front of both ways",
    fails="passes_beside_an_empty_block",
    replace=(DX, DX.replace("du + ", "dy + ")),
)

only_beside = mistake(
    "sent back what comes beside F only",
    fails="adds_both_ways",
    replace=(DX, "dx = du"),
)

slope_one_at_zero = mistake(
    "took 1 as the slope of ReLU at 0",
    fails="stops_where_relu_is_flat",
    replace=[(DU, DU.replace(">", ">=")), (DZ, DZ.replace(">", ">="))],
)

in_place = mistake(
    "added F(x) to the caller's x, as `out += identity` does",
    fails=["differentiates_the_first_layer", "leaves_its_inputs_unchanged"],
    replace=(U, "x += f\n    u = x"),
)


@variant
def as_matrices(x, dy, w1, b1, w2, b2):
    "pixels as columns of one matrix"
    n, c, h, w = x.shape

    def flat(array):
        return np.moveaxis(array, 1, 0).reshape(c, -1)

    columns, d = flat(x), flat(dy)
    z = w1 @ columns + b1[:, None]
    a = np.where(z > 0, z, 0)
    u = columns + w2 @ a + b2[:, None]
    d = np.where(u > 0, d, 0)
    dz = np.where(z > 0, w2.T @ d, 0)

    def back(matrix):
        return np.moveaxis(matrix.reshape(c, n, h, w), 0, 1)

    y, dx = back(u.clip(min=0)), back(d + w1.T @ dz)
    return y, dx, dz @ columns.T, dz.sum(axis=1), d @ a.T, d.sum(axis=1)


@variant
def pixel_by_pixel(x, dy, w1, b1, w2, b2):
    "one pixel after another, derivatives added up"
    y, dx = np.empty_like(x), np.empty_like(x)
    dw1, db1, dw2, db2 = (np.zeros_like(array) for array in (w1, b1, w2, b2))
    n, _, h, w = x.shape
    for image, r, q in np.ndindex(n, h, w):
        own = x[image, :, r, q]
        z = w1 @ own + b1
        a = np.maximum(z, 0)
        u = own + w2 @ a + b2
        d = dy[image, :, r, q] * (u > 0)
        dz = (w2.T @ d) * (z > 0)
        y[image, :, r, q] = np.maximum(u, 0)
        dx[image, :, r, q] = d + w1.T @ dz
        dw1 += np.outer(dz, own)
        dw2 += np.outer(d, a)
        db1 += dz
        db2 += d
    return y, dx, dw1, db1, dw2, db2

"""A network like LeNet: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="goes_through_all_stages")
@cases(n=[1, 3])
def is_lenet_5(lenet, n, rng):
    "gives the ten logits of LeNet-5 for digits of 32 x 32"
    shapes = [(6, 1, 5, 5), (16, 6, 5, 5), (120, 400), (84, 120), (10, 84)]
    pairs = [
        (rng.normal(size=shape) / np.sqrt(np.prod(shape[1:])), rng.normal(size=shape[0]) / 4)
        for shape in shapes
    ]
    x = rng.normal(size=(n, 1, 32, 32))
    got, expected = (f(x, pairs[:2], pairs[2:]) for f in (lenet, reference))
    near(got, expected, length=400, terms=12.0, name="logits")


@check(after=["goes_through_all_stages", "drops_an_odd_row"])
@cases(c=[3], seed=range(2))
def takes_three_stages(lenet, c, rng):
    "takes three convolutions on color images, of which one number is left"
    shapes = [(4, c, 3, 3), (5, 4, 2, 2), (6, 5, 1, 2), (2, 6)]
    pairs = [(rng.normal(size=shape) / 3, rng.normal(size=shape[0]) / 4) for shape in shapes]
    x = rng.normal(size=(2, c, 15, 19))
    got, expected = (f(x, pairs[:3], pairs[3:]) for f in (lenet, reference))
    near(got, expected, length=100, terms=12.0, name="logits")


def truth(x, convolutions, dense):
    """PyTorch's layers."""
    import torch

    h = torch.tensor(x)
    for w, b in convolutions:
        h = torch.tanh(torch.nn.functional.conv2d(h, torch.tensor(w), torch.tensor(b)))
        h = torch.nn.functional.avg_pool2d(h, 2)
    h = h.flatten(1)
    for i, (w, b) in enumerate(dense):
        h = torch.nn.functional.linear(torch.tanh(h) if i else h, torch.tensor(w), torch.tensor(b))
    return h.numpy()


MAPS = 'maps = np.tanh(np.einsum("ncrqij,ocij->norq", windows, w) + b[:, None, None])'
POOL = "x = even.reshape(n, c, h // 2, 2, width // 2, 2).mean(axis=(3, 5))"
FLAT = "flat = x.reshape(len(x), -1)"
RETURN = "    w, b = dense[-1]\n    return flat @ w.T + b"

squashed_at_the_end = mistake(
    "took tanh of the logits as well",
    fails="flattens_and_weighs",
    replace=(RETURN, RETURN.replace("flat @ w.T + b", "np.tanh(flat @ w.T + b)")),
)

softmax_at_the_end = mistake(
    "returned probabilities instead of logits",
    fails="flattens_and_weighs",
    replace=(
        RETURN,
        (
            "    w, b = dense[-1]\n    z = np.exp(flat @ w.T + b)\n"
            "    return z / z.sum(axis=1, keepdims=True)"
        ),
    ),
)

no_bias = mistake(
    "left the bias of the last layer out",
    fails="flattens_and_weighs",
    replace=(RETURN, RETURN.replace(" + b", "")),
)

channels_last = mistake(
    "flattened pixel by pixel, its channels side by side",
    fails="flattens_and_weighs",
    replace=(FLAT, "flat = np.moveaxis(x, 1, -1).reshape(len(x), -1)"),
)

not_squashed = mistake(
    "took no tanh between the dense layers, which makes one of them all",
    fails="squashes_between_dense_layers",
    replace=("flat = np.tanh(flat @ w.T + b)", "flat = flat @ w.T + b"),
)

relu_between = mistake(
    "took ReLU instead of tanh between the dense layers",
    fails="squashes_between_dense_layers",
    replace=("flat = np.tanh(flat @ w.T + b)", "flat = np.maximum(flat @ w.T + b, 0)"),
)

pooled_first = mistake(
    "pooled first and took tanh of the averages",
    fails="convolves_squashes_and_pools",
    replace=[
        (MAPS, MAPS.replace("np.tanh(", "(")),
        (POOL, POOL.replace("even.", "np.tanh(even.") + ")"),
    ],
)

largest_taken = mistake(
    "pooled the largest of each window instead of the average",
    fails="convolves_squashes_and_pools",
    replace=(POOL, POOL.replace("mean", "max")),
)

flipped = mistake(
    "flipped the kernels",
    fails="convolves_squashes_and_pools",
    replace=(MAPS, MAPS.replace("windows, w)", "windows, w[:, :, ::-1, ::-1])")),
)

no_tanh_on_maps = mistake(
    "took no tanh of the maps",
    fails="convolves_squashes_and_pools",
    replace=(MAPS, MAPS.replace("np.tanh(", "(")),
)

neighbors_by_reshape = mistake(
    "took the first half of the rows and the second for neighbors when pooling",
    fails="convolves_squashes_and_pools",
    replace=(
        POOL,
        "x = even.reshape(n, c, h // 2, 2, 2, width // 2).mean(axis=(3, 4))",
    ),
)

dropped_in_front = mistake(
    "dropped the first row or column of an odd number instead of the last",
    fails="drops_an_odd_row",
    replace=(
        "even = maps[:, :, : h // 2 * 2, : width // 2 * 2]",
        "even = maps[:, :, h % 2 :, width % 2 :]",
    ),
)


@variant
def window_by_window(x, convolutions, dense):
    "one pooled number after another, one image after another"
    logits = []
    for own_image in x:
        image = own_image
        for w, b in convolutions:
            kh, kw = w.shape[2:]
            down, right = image.shape[1] - kh + 1, image.shape[2] - kw + 1
            maps = np.array(
                [
                    [
                        [
                            np.sum(image[:, r : r + kh, q : q + kw] * kernel) + own
                            for q in range(right)
                        ]
                        for r in range(down)
                    ]
                    for kernel, own in zip(w, b, strict=True)
                ]
            )
            maps = np.tanh(maps)
            h, width = down // 2 * 2, right // 2 * 2
            image = sum(maps[:, i:h:2, j:width:2] for i in (0, 1) for j in (0, 1)) / 4
        values = image.ravel()
        for place, (w, b) in enumerate(dense, start=1):
            values = w @ values + b
            if place < len(dense):
                values = np.tanh(values)
        logits.append(values)
    return np.array(logits)


@variant
def as_matrix_products(x, convolutions, dense):
    "every stage as a matrix product"
    for w, b in convolutions:
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[1:], axis=(1, 2, 3))[:, 0]
        maps = np.tanh(windows.reshape(*windows.shape[:3], -1) @ w.reshape(len(w), -1).T + b)
        h, width = maps.shape[1] // 2 * 2, maps.shape[2] // 2 * 2
        maps = maps[:, :h, :width]
        rows = (maps[:, ::2] + maps[:, 1::2]) / 2
        x = np.moveaxis((rows[:, :, ::2] + rows[:, :, 1::2]) / 2, 3, 1)
    x = x.reshape(x.shape[0], -1).T
    for w, b in dense[:-1]:
        x = np.tanh(w @ x + b[:, None])
    return (dense[-1][0] @ x + dense[-1][1][:, None]).T

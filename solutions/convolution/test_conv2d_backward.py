"""Convolution backwards: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["follows_the_stride", "leaves_the_padding_out", "sums_for_the_bias"])
@cases(stride=[1, 2], padding=[0, 2])
def handles_color_images(conv2d_backward, stride, padding, rng):
    "handles a batch of color images of 16 x 18 and eight kernels of 5 x 3"
    x, w = rng.normal(size=(4, 3, 16, 18)), rng.normal(size=(8, 3, 5, 3))
    out = (16 + 2 * padding - 5) // stride + 1, (18 + 2 * padding - 3) // stride + 1
    dy = rng.normal(size=(4, 8, *out))
    got, expected = (f(dy, x, w, stride, padding) for f in (conv2d_backward, reference))
    for name, mine, right in zip(("dx", "dw", "db"), got, expected, strict=True):
        near(mine, right, length=dy[:, 0].size, terms=25.0, name=name)


@check(after=["follows_the_stride", "leaves_the_padding_out", "sums_for_the_bias"])
@cases(stride=[3, 4], padding=[0, 1], seed=range(2))
def leaves_gaps_between_windows(conv2d_backward, stride, padding, rng):
    "handles strides larger than the kernel, which never see some pixels"
    x, w = rng.normal(size=(2, 2, 9, 7)), rng.normal(size=(3, 2, 2, 1))
    out = (9 + 2 * padding - 2) // stride + 1, (7 + 2 * padding - 1) // stride + 1
    dy = rng.normal(size=(2, 3, *out))
    got, expected = (f(dy, x, w, stride, padding) for f in (conv2d_backward, reference))
    for name, mine, right in zip(("dx", "dw", "db"), got, expected, strict=True):
        near(mine, right, length=dy[:, 0].size, terms=25.0, name=name)


def truth(dy, x, w, stride=1, padding=0):
    """PyTorch's autograd through its conv2d, in float64."""
    import torch

    leaves = [torch.tensor(np.asarray(a, dtype="float64"), requires_grad=True) for a in (x, w)]
    bias = torch.zeros(len(w), dtype=torch.float64, requires_grad=True)
    y = torch.nn.functional.conv2d(*leaves, bias, stride=stride, padding=padding)
    y.backward(torch.tensor(np.asarray(dy, dtype="float64")))
    return tuple(leaf.grad.numpy().astype(x.dtype) for leaf in (*leaves, bias))


BOTH = ["differentiates_by_the_kernels", "differentiates_by_the_images"]
SLICES = "rows, columns = slice(i, i + s * h_out, s), slice(j, j + s * w_out, s)"
DW = 'dw[:, :, i, j] = np.einsum("norq,ncrq->oc", dy, seen)'
DX = 'dpadded[:, :, rows, columns] += np.einsum("norq,oc->ncrq", dy, w[:, :, i, j])'
CUT = "dx = dpadded[:, :, p : p + h, p : p + width]"
DB = "dy.sum(axis=(0, 2, 3))"

bias_averaged = mistake(
    "averaged dy for the bias instead of adding it up",
    fails="sums_for_the_bias",
    replace=(DB, "dy.mean(axis=(0, 2, 3))"),
)

bias_of_batch_mean = mistake(
    "divided the derivative by the biases by the number of images",
    fails="sums_for_the_bias",
    replace=(DB, DB + " / len(dy)"),
)

kernels_averaged = mistake(
    "divided the derivative by the kernels by the number of images",
    fails="differentiates_by_the_kernels",
    replace=("return dx, dw,", "return dx, dw / len(x),"),
)

kernels_flipped = mistake(
    "flipped the derivative by the kernels, as if the forward pass had flipped them",
    fails="differentiates_by_the_kernels",
    replace=("return dx, dw,", "return dx, dw[:, :, ::-1, ::-1].copy(),"),
)

last_image_only = mistake(
    "kept the last image's derivative by the kernels instead of the sum over the batch",
    fails="differentiates_by_the_kernels",
    replace=(DW, 'dw[:, :, i, j] = np.einsum("orq,crq->oc", dy[-1], seen[-1])'),
)

not_flipped = mistake(
    "went back through the kernels the wrong way round: pixel a meets tap i in window a - i",
    fails="differentiates_by_the_images",
    replace=(DX, DX.replace("w[:, :, i, j]", "w[:, :, kh - 1 - i, kw - 1 - j]")),
)

overwritten = mistake(
    "kept what the last window sent to a pixel instead of the sum",
    fails="differentiates_by_the_images",
    replace=(DX, DX.replace("+=", "=")),
)

first_kernel_only = mistake(
    "sent back what came through the first kernel only",
    fails="differentiates_by_the_images",
    replace=(DX, DX.replace('"norq,oc->ncrq", dy, w[:', '"norq,oc->ncrq", dy[:, :1], w[:1')),
)

stride_forgotten = mistake(
    "laid the windows side by side, whatever the stride",
    fails="follows_the_stride",
    replace=(SLICES, "rows, columns = slice(i, i + h_out), slice(j, j + w_out)"),
)

cut_to_what_was_seen = mistake(
    "moved dx to the far end where some pixels were never seen",
    fails="follows_the_stride",
    replace=(
        CUT,
        "left = (h + 2 * p - kh) % s\n    " + CUT.replace("dpadded[", "np.roll(dpadded, left, 2)["),
    ),
)

padding_kept = mistake(
    "returned dx with its padding",
    fails="leaves_the_padding_out",
    replace=(CUT, "dx = dpadded"),
)

cut_at_the_end = mistake(
    "cut the padding off dx at the end only",
    fails="leaves_the_padding_out",
    replace=(CUT, "dx = dpadded[:, :, :h, :width].copy()"),
)

edges_repeated = mistake(
    "padded with the image's own edge instead of zeros",
    fails="leaves_the_padding_out",
    replace=("(p, p), (p, p)))", '(p, p), (p, p)), mode="edge")'),
)

widened = mistake(
    "collected the derivatives in arrays of float64, whatever the inputs are",
    fails="keeps_float32_and_its_inputs",
    replace=(
        "np.zeros_like(padded), np.zeros_like(w)",
        "np.zeros(padded.shape), np.zeros(w.shape)",
    ),
)


@variant
def window_by_window(dy, x, w, stride=1, padding=0):
    "one output number after another"
    h, width = x.shape[2:]
    kh, kw = w.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for image, o, r, q in np.ndindex(*dy.shape):
        top, left = r * stride, q * stride
        window = np.s_[image, :, top : top + kh, left : left + kw]
        dw[o] += dy[image, o, r, q] * padded[window]
        dpadded[window] += dy[image, o, r, q] * w[o]
    inside = slice(padding, padding + h), slice(padding, padding + width)
    return dpadded[:, :, *inside], dw, np.einsum("norq->o", dy)


@variant
def as_convolutions(dy, x, w, stride=1, padding=0):
    "dw and dx as convolutions: dy spread by the stride, kernels flipped"
    kh, kw = w.shape[2:]
    p = padding
    height, width = x.shape[2] + 2 * p, x.shape[3] + 2 * p
    spread = np.zeros((*dy.shape[:2], height - kh + 1, width - kw + 1), dtype=dy.dtype)
    spread[:, :, ::stride, ::stride] = dy
    padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))

    def windows(array, size):
        return np.lib.stride_tricks.sliding_window_view(array, size, axis=(2, 3))

    dw = np.einsum("ncijrq,norq->ocij", windows(padded, spread.shape[2:]), spread)
    around = np.pad(spread, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    flipped = w[:, :, ::-1, ::-1]
    dpadded = np.einsum("norqij,ocij->ncrq", windows(around, (kh, kw)), flipped)
    dx = dpadded[:, :, p : height - p, p : width - p]
    return dx, dw, spread.sum(axis=(0, 2, 3))

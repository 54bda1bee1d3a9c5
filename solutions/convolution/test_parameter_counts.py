"""Parameter counts: hidden checks, known mistakes, right variants, truth."""

import math

from grader import cases, check, equal, mistake, reference, variant


@check(after="pooling_learns_nothing")
def knows_vgg(parameter_counts):
    "adds up to 138,357,544 for VGG-16"
    blocks = ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3))
    layers = []
    for channels, depth in blocks:
        layers += [("conv", channels, 3, 1, 1)] * depth + [("pool", 2, 2)]
    layers += [("dense", 4096), ("dense", 4096), ("dense", 1000)]
    expected = reference(layers, (3, 224, 224))
    got = parameter_counts(layers, (3, 224, 224))
    equal(got, expected, name="counts")
    equal(sum(expected), 138_357_544, name="sum")


@check(after="pooling_learns_nothing")
@cases(seed=range(4))
def takes_any_network(parameter_counts, rng):
    "takes networks of all kinds, images that are not square, and maps of one pixel"
    layers = []
    for _ in range(4):
        c_out, k, s, p = (int(n) for n in rng.integers((1, 1, 1, 0), (9, 5, 3, 3)))
        layers += [("conv", c_out, k, s, p), ("pool", 1 + s, 1)]
    size = (int(rng.integers(1, 5)), 90, 101)
    for tail in ([], [("dense", 1)], [("dense", 30), ("dense", 1), ("dense", 4)]):
        equal(parameter_counts(layers + tail, size), reference(layers + tail, size), name="counts")
    tiny = [("conv", 3, 4, 1, 0), ("pool", 1, 1), ("conv", 2, 1, 1, 0), ("dense", 5)]
    equal(parameter_counts(tiny, (1, 4, 4)), reference(tiny, (1, 4, 4)), name="counts")


def truth(layers, size):
    """PyTorch's own layers, asked how many numbers they hold; no memory is taken."""
    import torch

    counts, x = [], torch.empty(1, *size, device="meta")
    for kind, *numbers in layers:
        if kind == "conv":
            c_out, k, s, p = numbers
            layer = torch.nn.Conv2d(x.shape[1], c_out, k, s, p, device="meta")
        elif kind == "pool":
            layer = torch.nn.MaxPool2d(*numbers)
        else:
            x = x.flatten(1)
            layer = torch.nn.Linear(x.shape[1], *numbers, device="meta")
        counts.append(sum(math.prod(p.shape) for p in layer.parameters()))
        x = layer(x)
    return counts


DENSE = "units * (c * h * w + 1)"
CONV = "c_out * (c * k * k + 1)"
SIZES = "h, w = (h + 2 * p - k) // s + 1, (w + 2 * p - k) // s + 1"

no_biases = mistake(
    "left the biases out",
    fails=["counts_a_dense_layer", "counts_a_convolution"],
    replace=[(DENSE, "units * c * h * w"), (CONV, "c_out * c * k * k")],
)

one_bias = mistake(
    "counted one bias for the whole layer",
    fails=["counts_a_dense_layer", "counts_a_convolution"],
    replace=[(DENSE, "units * c * h * w + 1"), (CONV, "c_out * c * k * k + 1")],
)

channels_only = mistake(
    "gave a dense layer one weight per channel, as if the maps were single numbers",
    fails="counts_a_dense_layer",
    replace=(DENSE, "units * (c + 1)"),
)

one_color = mistake(
    "forgot that a kernel has weights for every channel of its input",
    fails="counts_a_convolution",
    replace=(CONV, "c_out * (k * k + 1)"),
)

bias_per_channel = mistake(
    "counted a bias for every pair of input and output channel",
    fails="counts_a_convolution",
    replace=(CONV, "c_out * c * (k * k + 1)"),
)

not_shared = mistake(
    "counted the weights anew at every place of the image: a convolution shares them",
    fails="counts_a_convolution",
    replace=(CONV, "h * w * c_out * (c * k * k + 1)"),
)

image_channels = mistake(
    "let every convolution read the channels of the image",
    fails="passes_channels_and_units_on",
    replace=("c = c_out", "c = c"),
)

image_size = mistake(
    "let the dense layer read maps as large as the image",
    fails="knows_the_size_of_the_maps",
    replace=(SIZES, "h, w = h, w"),
)

padding_ignored = mistake(
    "ignored the padding",
    fails="knows_the_size_of_the_maps",
    replace=(SIZES, "h, w = (h - k) // s + 1, (w - k) // s + 1"),
)

square_maps = mistake(
    "took the maps to be square",
    fails="knows_the_size_of_the_maps",
    replace=(SIZES, SIZES.replace("(w + 2", "(h + 2")),
)

pooling_counted = mistake(
    "counted weights for the pooling",
    fails="pooling_learns_nothing",
    replace=("counts.append(0)", "counts.append(c * k * k)"),
)

pooling_left_out = mistake(
    "left the size as it was behind a pooling",
    fails="pooling_learns_nothing",
    replace=("(k, s), p = numbers, 0", "k, s, p = 1, 1, 0"),
)


@variant
def with_shapes(layers, size):
    "a shape handed from layer to layer"
    counts, shape = [], tuple(size)
    for layer in layers:
        if layer[0] == "dense":
            counts.append(math.prod(shape) * layer[1] + layer[1])
            shape = (layer[1],)
        elif layer[0] == "pool":
            counts.append(0)
            shape = (shape[0], *(len(range(0, n - layer[1] + 1, layer[2])) for n in shape[1:]))
        else:
            _, filters, k, s, p = layer
            counts.append(math.prod((filters, shape[0], k, k)) + filters)
            shape = (filters, *(len(range(-p, n + p - k + 1, s)) for n in shape[1:]))
    return counts


@variant
def one_after_another(layers, size):
    "calls itself with the layers that are left"
    if not layers:
        return []
    (kind, *rest), *others = layers
    c, h, w = size
    if kind == "dense":
        inputs, units = c * h * w, rest[0]
        return [inputs * units + units, *one_after_another(others, (units, 1, 1))]
    k, s = rest[-2:] if kind == "pool" else rest[1:3]
    p = 0 if kind == "pool" else rest[3]
    h, w = ((n + 2 * p - k + s) // s for n in (h, w))
    if kind == "pool":
        return [0, *one_after_another(others, (c, h, w))]
    return [rest[0] * c * k**2 + rest[0], *one_after_another(others, (rest[0], h, w))]

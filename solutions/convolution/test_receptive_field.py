"""Receptive fields: hidden checks, known mistakes, right variants, truth."""

from grader import cases, check, equal, mistake, reference, variant


@check(after=["padding_moves_the_start", "dilation_spreads_the_kernel"])
@cases(count=[3, 8], seed=range(3))
def takes_any_stack(receptive_field, count, rng):
    "takes stacks of all kinds of layers, pixel by pixel ones among them"
    layers = [tuple(int(n) for n in rng.integers((1, 1, 0, 1), (6, 4, 3, 4))) for _ in range(count)]
    equal(receptive_field(layers), reference(layers), name="(size, jump, start)")


@check(after="dilation_spreads_the_kernel")
@cases(depth=[1, 5, 10])
def knows_wavenet(receptive_field, depth):
    "doubles with every layer of a WaveNet, kernels of 2 with dilations of 1, 2, 4 and so on"
    layers = [(2, 1, 0, 2**i) for i in range(depth)]
    equal(receptive_field(layers), (2**depth, 1, 0), name="(size, jump, start)")


def truth(layers):
    """The inputs of outputs 0 and 1, layer by layer from the last to the first."""

    def seen(output):
        places = {output}
        for k, s, p, d in reversed(layers):
            places = {i * s - p + tap * d for i in places for tap in range(k)}
        return min(places), max(places)

    (first, last), (second, _) = seen(0), seen(1)
    return last - first + 1, second - first, first


SIZE = "size += dilation * (kernel - 1) * jump"
START = "start -= padding * jump"
JUMP = "jump *= stride"

whole_kernels = mistake(
    "added whole kernels: the place that grows is in each of them already",
    fails="grows_with_every_kernel",
    replace=("(kernel - 1)", "kernel"),
)

multiplied = mistake(
    "multiplied the kernels",
    fails="grows_with_every_kernel",
    replace=(SIZE, "size *= dilation * (kernel - 1) * jump + 1"),
)

largest_kernel = mistake(
    "took the largest kernel instead of letting them add up",
    fails="grows_with_every_kernel",
    replace=(SIZE, "size = max(size, dilation * (kernel - 1) * jump + 1)"),
)

stride_too_early = mistake(
    "multiplied by a layer's own stride before adding its kernel",
    fails="strides_stretch_what_follows",
    replace=(SIZE, "size += dilation * (kernel - 1) * jump * stride"),
)

strides_ignored = mistake(
    "let kernels count the same behind a stride as in front of it",
    fails="strides_stretch_what_follows",
    replace=("(kernel - 1) * jump", "(kernel - 1)"),
)

last_stride_only = mistake(
    "took the stride of the layer in front alone instead of the product of all",
    fails="strides_stretch_what_follows",
    replace=(JUMP, "jump = stride"),
)

strides_added = mistake(
    "added up the strides instead of multiplying them",
    fails="strides_stretch_what_follows",
    replace=(JUMP, "jump += stride - 1"),
)

from_the_last = mistake(
    "went through the layers from the last to the first",
    fails="strides_stretch_what_follows",
    replace=("in layers:", "in reversed(layers):"),
)

dilation_ignored = mistake(
    "ignored the dilation",
    fails="dilation_spreads_the_kernel",
    replace=("dilation * (kernel - 1)", "(kernel - 1)"),
)

dilation_times_kernel = mistake(
    "let a kernel of k reach over d k places instead of d (k - 1) + 1",
    fails="dilation_spreads_the_kernel",
    replace=("dilation * (kernel - 1)", "(dilation * kernel - 1)"),
)

padding_ignored = mistake(
    "started at 0, whatever the padding",
    fails="padding_moves_the_start",
    replace=(START, "start = 0"),
)

padding_not_stretched = mistake(
    "counted the padding of later layers in pixels of the image",
    fails="padding_moves_the_start",
    replace=(START, "start -= padding"),
)

padding_forward = mistake(
    "moved the start forward: padding lies in front of the image",
    fails="padding_moves_the_start",
    replace=(START, "start += padding * jump"),
)


@variant
def backward(layers):
    "from the last layer to the first: the interval that one output needs"
    first, last, jump = 0, 0, 1
    for kernel, stride, padding, dilation in layers[::-1]:
        first, last = first * stride - padding, last * stride - padding + dilation * (kernel - 1)
        jump *= stride
    return last - first + 1, jump, first


@variant
def by_products(layers):
    "sums over the layers, weighted by the product of the strides in front"
    import math

    jumps = [math.prod(s for _, s, _, _ in layers[:i]) for i in range(len(layers) + 1)]
    size = 1 + sum(d * (k - 1) * j for (k, _, _, d), j in zip(layers, jumps, strict=False))
    start = -sum(p * j for (_, _, p, _), j in zip(layers, jumps, strict=False))
    return size, jumps[-1], start

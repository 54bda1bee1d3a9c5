"""What one output sees of the image."""

from grader import cases, check, equal, reference


def same(got, expected):
    """Exactly the same three numbers, each by its name."""
    equal(got, expected, name="(size, jump, start)")


def numbers(rng, count, low, high):
    """Whole numbers from low to high."""
    return [int(n) for n in rng.integers(low, high + 1, size=count)]


@check(points=2)
@cases(count=[1, 2, 4], seed=range(3))
def grows_with_every_kernel(receptive_field, count, rng):
    "grows with every kernel by what it adds to the left and right of its own place"
    layers = [(k, 1, 0, 1) for k in numbers(rng, count, 2, 7)]
    same(receptive_field(layers), reference(layers))


@check(points=2, after=grows_with_every_kernel)
@cases(count=[1, 2, 4], seed=range(3))
def strides_stretch_what_follows(receptive_field, count, rng):
    "lets a stride stretch what the layers behind it see, not its own kernel"
    kernels, strides = numbers(rng, count, 2, 6), numbers(rng, count, 2, 4)
    layers = [(k, s, 0, 1) for k, s in zip(kernels, strides, strict=True)]
    same(receptive_field(layers), reference(layers))


@check(after=grows_with_every_kernel)
@cases(count=[1, 2, 3], seed=range(2))
def dilation_spreads_the_kernel(receptive_field, count, rng):
    "counts the gaps of a dilation"
    kernels, dilations = numbers(rng, count, 2, 5), numbers(rng, count, 2, 5)
    layers = [(k, 1, 0, d) for k, d in zip(kernels, dilations, strict=True)]
    same(receptive_field(layers), reference(layers))


@check(points=2, after=strides_stretch_what_follows)
@cases(count=[1, 2, 4], seed=range(3))
def padding_moves_the_start(receptive_field, count, rng):
    "starts in front of the image by every layer's padding, as wide as its inputs are apart"
    kernels, strides = numbers(rng, count, 3, 6), numbers(rng, count, 2, 3)
    layers = [
        (k, s, p, 1) for k, s, p in zip(kernels, strides, numbers(rng, count, 1, 3), strict=True)
    ]
    same(receptive_field(layers), reference(layers))


@check(after=[padding_moves_the_start, dilation_spreads_the_kernel])
def gives_the_worked_numbers(receptive_field):
    "gives 5 and 7 for two and three kernels of 3, 16 for LeNet, 212 for VGG-16"
    three, half = (3, 1, 1, 1), (2, 2, 0, 1)
    same(receptive_field([]), (1, 1, 0))
    same(receptive_field([three] * 2), (5, 1, -2))
    same(receptive_field([three] * 3), (7, 1, -3))
    same(receptive_field([(5, 1, 2, 1)]), (5, 1, -2))
    same(receptive_field([three, half, three]), (8, 2, -3))
    same(receptive_field([(5, 1, 0, 1), half] * 2), (16, 4, 0))
    vgg = [layer for n in (2, 2, 3, 3, 3) for layer in [three] * n + [half]]
    same(receptive_field(vgg), (212, 32, -90))

"""Channels mixed pixel by pixel."""

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged


def close(got, expected, c_in):
    """Near, for sums of c_in products of standard normal numbers and a bias."""
    near(got, expected, length=c_in + 1, terms=10.0)


@check(points=2)
@cases(c_in=[1, 3], c_out=[1, 4], h=[1, 2], seed=range(2))
def adds_up_all_channels(mix_channels, c_in, c_out, h, rng):
    "adds up all channels of an image with the weights of each output channel"
    x, weight = rng.normal(size=(c_in, h, 5)), rng.normal(size=(c_out, c_in))
    close(mix_channels(x, weight), reference(x, weight), c_in)


@check(points=2, after=adds_up_all_channels)
@cases(n=[1, 4], c_out=[1, 5], seed=range(2))
def keeps_images_apart(mix_channels, n, c_out, rng):
    "keeps the images of a batch apart, and those of a stack of batches"
    weight = rng.normal(size=(c_out, 3))
    for front in ((n,), (2, n)):
        x = rng.normal(size=(*front, 3, 2, 6))
        close(mix_channels(x, weight), reference(x, weight), 3)


@check(points=2, after=adds_up_all_channels)
@cases(c_out=[2, 4], w=[3, 5], seed=range(2))
def shifts_each_channel(mix_channels, c_out, w, rng):
    "adds bias[o] to the whole of channel o"
    x, weight, bias = (rng.normal(size=size) for size in ((3, 6, w), (c_out, 3), c_out))
    close(mix_channels(x, weight, bias), reference(x, weight, bias), 3)


@check(points=2, after=[keeps_images_apart, shifts_each_channel])
@cases(n=[3, 4], seed=range(2))
def guesses_nothing_from_shapes(mix_channels, n, rng):
    "is right when batch, channels, height and width are all the same number"
    x, weight, bias = (rng.normal(size=size) for size in ((n, n, n, n), (n, n), n))
    close(mix_channels(x, weight, bias), reference(x, weight, bias), n)


@check(after=shifts_each_channel)
@cases(c_in=[2, 3], seed=range(2))
def wants_the_right_number_of_channels(mix_channels, c_in, rng):
    "raises ValueError for another number of channels, and for a bias that does not fit"
    weight = rng.normal(size=(4, c_in))
    for shape in ((c_in + 1, c_in, 5), (c_in, 1, 5, 5), (1, 5, c_in)):
        with raises(ValueError):
            mix_channels(rng.normal(size=shape), weight)
    for shape in ((1,), (c_in,), (4, 1, 1)):
        with raises(ValueError):
            mix_channels(rng.normal(size=(c_in, 4, 4)), weight, rng.normal(size=shape))


@check(after=shifts_each_channel)
@cases(h=[1, 4], seed=range(2))
def keeps_float32(mix_channels, h, rng):
    "returns float32 for float32, with a bias and without"
    x, weight, bias = (rng.normal(size=size).astype("float32") for size in ((3, h, 5), (2, 3), 2))
    for given in (bias, None):
        close(mix_channels(x, weight, given), reference(x, weight, given), 3)


@check(after=shifts_each_channel)
@cases(n=[2])
def leaves_its_arguments_unchanged(mix_channels, n, rng):
    "leaves image, weights and bias unchanged"
    x, weight, bias = (put(rng.normal(size=size)) for size in ((3, n, 4), (3, 3), 3))
    mix_channels(x, weight, bias)
    for name, argument in (("x", x), ("weight", weight), ("bias", bias)):
        unchanged(argument, name)


@check(after=adds_up_all_channels)
def gives_the_worked_numbers(mix_channels):
    "gives the worked numbers: the gray of a pixel, and colors changed over"
    pixel = np.array([1.0, 0.5, 0.0]).reshape(3, 1, 1)
    gray = mix_channels(pixel, np.array([[0.299, 0.587, 0.114]]))
    near(gray, np.array([[[0.5925]]]), tolerance=1e-12, name="gray")
    swapped = mix_channels(pixel, np.eye(3)[::-1].copy())
    near(swapped, pixel[::-1].copy(), name="blue, green, red")

"""Mean and standard deviation of the channels of many pictures."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def picture(rng, h, w, channels, low=0, high=256):
    """Random bytes."""
    return rng.integers(low, high, size=(h, w, channels), dtype=np.uint8)


def parts(channel_statistics, images):
    """Ours and the student's mean and std."""
    return channel_statistics(images), reference(images)


@check(points=2)
@cases(h=[2, 3], w=[2, 4], seed=range(2))
def averages_one_channel(channel_statistics, h, w, rng):
    "averages all pixels of a gray picture, bytes divided by 255"
    got, expected = parts(channel_statistics, [picture(rng, h, w, 1)])
    near(got[0], expected[0], length=h * w, terms=1.0, name="mean")


@check(points=2, after=averages_one_channel)
@cases(h=[2, 3], w=[2, 4], seed=range(2))
def measures_the_deviation(channel_statistics, h, w, rng):
    "gives the standard deviation of the pixels of a gray picture, divided by P"
    got, expected = parts(channel_statistics, [picture(rng, h, w, 1)])
    near(got[1], expected[1], length=h * w, terms=1.0, name="std")


@check(points=2, after=measures_the_deviation)
@cases(channels=[2, 3], seed=range(2))
def keeps_channels_apart(channel_statistics, channels, rng):
    "gives each channel a mean and a std of its own"
    got, expected = parts(channel_statistics, [picture(rng, 4, 3, channels)])
    near(got, expected, length=12, terms=1.0, name="mean and std")


@check(points=2, after=keeps_channels_apart)
@cases(n=[2, 3], seed=range(2))
def pools_bright_and_dark_pictures(channel_statistics, n, rng):
    "takes the std around the common mean, when some pictures are bright and some dark"
    images = [picture(rng, 2, 3, 3, 80 * k, 80 * k + 40) for k in range(n)]
    got, expected = parts(channel_statistics, images)
    near(got, expected, length=20, terms=1.0, name="mean and std")


@check(points=2, after=pools_bright_and_dark_pictures)
@cases(small=[1, 2], seed=range(2))
def counts_every_pixel_alike(channel_statistics, small, rng):
    "counts every pixel the same, in pictures of different sizes"
    images = [picture(rng, small, 1, 3, 0, 60), picture(rng, 4, 5, 3, 100, 256)]
    got, expected = parts(channel_statistics, images)
    near(got, expected, length=22, terms=1.0, name="mean and std")


@check(after=counts_every_pixel_alike)
@cases(n=[2])
def leaves_the_pictures_unchanged(channel_statistics, n, rng):
    "leaves the pictures unchanged"
    images = [put(picture(rng, 3, 2, 3)) for _ in range(n)]
    channel_statistics(images)
    for image in images:
        unchanged(image, "a picture")


@check(after=counts_every_pixel_alike)
def gives_the_worked_numbers(channel_statistics):
    "gives 0.4 and 0.3464 for one white pixel and three of 51"
    images = [np.full((1, 1, 1), 255, np.uint8), np.full((1, 3, 1), 51, np.uint8)]
    mean, std = channel_statistics(images)
    near(mean, np.array([0.4]), name="mean")
    near(std, np.array([0.12**0.5]), name="std")

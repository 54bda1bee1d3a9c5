"""Statistics of channels: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="counts_every_pixel_alike")
@cases(n=[20], seed=range(2))
def handles_many_pictures(channel_statistics, n, rng):
    "handles twenty photographs of different sizes"
    sizes = rng.integers(20, 60, size=(n, 2))
    images = [rng.integers(0, 256, size=(h, w, 3), dtype=np.uint8) for h, w in sizes.tolist()]
    got, expected = channel_statistics(images), reference(images)
    near(got, expected, length=60_000, terms=1.0, name="mean and std")


@check(after="counts_every_pixel_alike")
@cases(channels=[1, 4], level=[0, 51, 255])
def takes_a_flat_channel(channel_statistics, channels, level, rng):
    "gives a std of 0 for a channel that is always the same"
    images = [rng.integers(0, 256, size=(h, 3, channels), dtype=np.uint8) for h in (2, 5)]
    for image in images:
        image[..., 0] = level
    got, expected = channel_statistics(images), reference(images)
    near(got[0], expected[0], length=21, terms=1.0, name="mean")
    near(got[1], expected[1], tolerance=1e-7, name="std")


def truth(images):
    """Whole numbers to the end: no rounding before the last division."""
    channels = images[0].shape[2]
    mean, std = np.zeros(channels), np.zeros(channels)
    for c in range(channels):
        values = [int(x) for image in images for x in image[..., c].ravel()]
        count, total, squares = len(values), sum(values), sum(x * x for x in values)
        mean[c] = total / count / 255
        std[c] = (count * squares - total * total) ** 0.5 / count / 255
    return mean, std


PIXELS = "np.concatenate([image.reshape(-1, channels) for image in images]) / 255"
MEAN = "mean = pixels.mean(axis=0)"
RETURN = "return mean, np.sqrt(((pixels - mean) ** 2).mean(axis=0))"

bytes_left = mistake(
    "left the pixels between 0 and 255",
    fails="averages_one_channel",
    replace=(PIXELS, PIXELS.replace(" / 255", " / 1")),
)

divided_by_256 = mistake(
    "divided by 256, though white is 255",
    fails="averages_one_channel",
    replace=(PIXELS, PIXELS.replace("255", "256")),
)

divided_as_bytes = mistake(
    "divided whole numbers: everything below white became 0",
    fails="averages_one_channel",
    replace=(PIXELS, PIXELS.replace("/ 255", "// 255")),
)

one_pixel_less = mistake(
    "divided by P - 1 (ddof=1), as for an estimate",
    fails="measures_the_deviation",
    replace=(RETURN, "return mean, pixels.std(axis=0, ddof=1)"),
)

variance = mistake(
    "returned the variance, not its root",
    fails="measures_the_deviation",
    replace=(RETURN, "return mean, ((pixels - mean) ** 2).mean(axis=0)"),
)

absolute = mistake(
    "averaged the distances from the mean instead of their squares",
    fails="measures_the_deviation",
    replace=(RETURN, "return mean, np.abs(pixels - mean).mean(axis=0)"),
)


@mistake(fails="measures_the_deviation")
def squared_bytes(images):
    "squared bytes as bytes, which wrap round at 256"
    pixels = np.concatenate([image.reshape(-1, image.shape[2]) for image in images])
    mean = pixels.mean(axis=0) / 255
    return mean, np.sqrt(np.abs((pixels**2).mean(axis=0) / 255**2 - mean**2))


channels_first = mistake(
    "took the first axis for the channels",
    fails=["averages_one_channel"],
    replace=(PIXELS, "images[0].reshape(len(images[0]), -1).T / 255"),
)

one_std = mistake(
    "gave all channels the mean and std of all numbers together",
    fails="keeps_channels_apart",
    replace=(RETURN, "return mean * 0 + pixels.mean(), mean * 0 + pixels.std()"),
)

around_one_mean = mistake(
    "took every channel's std around the mean of all channels",
    fails="keeps_channels_apart",
    replace=(RETURN, "return mean, np.sqrt(((pixels - mean.mean()) ** 2).mean(axis=0))"),
)


@mistake(fails="pools_bright_and_dark_pictures")
def averaged_stds(images):
    "averaged the stds of the pictures, as if all were equally bright"
    flat = [image.reshape(-1, image.shape[2]) / 255 for image in images]
    count = sum(len(x) for x in flat)
    mean = sum(x.sum(axis=0) for x in flat) / count
    return mean, sum(len(x) * x.std(axis=0) for x in flat) / count


@mistake(fails="pools_bright_and_dark_pictures")
def first_picture(images):
    "measured the first picture only"
    pixels = images[0] / 255
    return pixels.mean(axis=(0, 1)), pixels.std(axis=(0, 1))


@mistake(fails="counts_every_pixel_alike")
def mean_of_means(images):
    "averaged over pictures, so that a small one counts as much as a large one"
    flat = [image.reshape(-1, image.shape[2]) / 255 for image in images]
    mean = np.mean([x.mean(axis=0) for x in flat], axis=0)
    return mean, np.sqrt(np.mean([((x - mean) ** 2).mean(axis=0) for x in flat], axis=0))


in_place = mistake(
    "wrote into the caller's pictures",
    fails="leaves_the_pictures_unchanged",
    replace=(MEAN, MEAN + "\n    for image in images:\n        image //= 2"),
)


@variant
def streaming(images):
    "sums and sums of squares, one picture after the other, as whole numbers"
    count, total, squares = 0, 0, 0
    for image in images:
        wide = image.astype(np.int64)
        count += wide.shape[0] * wide.shape[1]
        total = total + wide.sum(axis=(0, 1))
        squares = squares + (wide**2).sum(axis=(0, 1))
    mean = total / count
    return mean / 255, np.sqrt(np.maximum(squares / count - mean**2, 0)) / 255


@variant
def by_counting(images):
    "how often each byte occurs, for each channel"
    channels = range(images[0].shape[2])
    levels = np.arange(256) / 255
    means, stds = [], []
    for c in channels:
        counts = sum(np.bincount(image[..., c].ravel(), minlength=256) for image in images)
        mean = (counts * levels).sum() / counts.sum()
        means.append(mean)
        stds.append(np.sqrt((counts * (levels - mean) ** 2).sum() / counts.sum()))
    return np.array(means), np.array(stds)

"""Bytes to tensors and back."""

import numpy as np

from grader import cases, check, equal, near, put, reference, unchanged, value


def image_of(rng, *shape):
    """Random bytes."""
    return rng.integers(0, 256, size=shape, dtype=np.uint8)


def normalization(rng, channels):
    """A mean and a std for every channel, no two alike."""
    mean, std = rng.uniform(0.2, 0.8, size=channels), rng.uniform(0.1, 0.5, size=channels)
    return tuple(float(x) for x in mean), tuple(float(x) for x in std)


def same_tensor(Transform, mean, std, image):
    """Fail unless the tensors agree, to a rounding of the size of 1 / std."""
    got, expected = (side(mean, std).to_tensor(image) for side in (Transform, reference))
    near(value(got), value(expected), terms=1 / min(std), name="tensor")


@check(points=2)
@cases(h=[1, 2, 3], w=[1, 4], seed=range(2))
def puts_channels_first(ImageTransform, h, w, rng):
    "puts channels first and bytes between 0 and 1, as float32 (mean 0, std 1)"
    same_tensor(ImageTransform, (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), image_of(rng, h, w, 3))


@check(points=2, after=puts_channels_first)
@cases(h=[1, 2], w=[1, 3], channels=[1, 2, 3], seed=range(2))
def normalizes_each_channel(ImageTransform, h, w, channels, rng):
    "subtracts each channel's own mean and divides by its own std"
    mean, std = normalization(rng, channels)
    same_tensor(ImageTransform, mean, std, image_of(rng, h, w, channels))


@check(after=normalizes_each_channel)
@cases(n=[1, 3], seed=range(2))
def takes_a_batch(ImageTransform, n, rng):
    "takes a batch of images, and a stack of batches"
    mean, std = normalization(rng, 3)
    same_tensor(ImageTransform, mean, std, image_of(rng, n, 4, 2, 3))
    same_tensor(ImageTransform, mean, std, image_of(rng, 2, n, 4, 5, 3))


@check(points=2)
@cases(h=[1, 3], w=[2, 4], channels=[1, 3], seed=range(2))
def turns_a_tensor_back(ImageTransform, h, w, channels, rng):
    "turns a tensor back into an image, channels last, rounded to the nearest byte"
    mean, std = normalization(rng, channels)
    pixels = rng.integers(0, 255, size=(h, w, channels)) + rng.uniform(0.1, 0.4) * rng.choice(
        [1, -1], size=(h, w, channels)
    )
    tensor = np.moveaxis((np.abs(pixels) / 255 - mean) / std, -1, 0).astype("float32")
    got, expected = (side(mean, std).to_image(tensor) for side in (ImageTransform, reference))
    equal(value(got), value(expected), name="image")


@check(after=turns_a_tensor_back)
@cases(n=[1, 3], seed=range(2))
def limits_to_bytes(ImageTransform, n, rng):
    "limits what lies outside to 0 and 255, in a batch too"
    mean, std = normalization(rng, 3)
    tensor = (10 * rng.normal(size=(n, 3, 2, 5))).astype("float32")
    got, expected = (side(mean, std).to_image(tensor) for side in (ImageTransform, reference))
    equal(value(got), value(expected), name="image")


@check(points=2, after=[normalizes_each_channel, turns_a_tensor_back])
@cases(seed=range(4))
def restores_every_byte(ImageTransform, rng):
    "restores every one of the 256 bytes, in every channel"
    mean, std = normalization(rng, 3)
    image = np.stack([rng.permutation(256).reshape(16, 16) for _ in range(3)], axis=-1)
    transform = ImageTransform(mean, std)
    restored = transform.to_image(transform.to_tensor(image.astype("uint8")))
    equal(value(restored), image.astype("uint8"), name="image after the round trip")


@check(after=[normalizes_each_channel, turns_a_tensor_back])
@cases(n=[1, 2])
def leaves_its_inputs_unchanged(ImageTransform, n, rng):
    "leaves image and tensor unchanged"
    transform = ImageTransform((0.5,), (0.25,))
    image = put(image_of(rng, n, 3, 1))
    transform.to_tensor(image)
    unchanged(image, "image")
    tensor = put(rng.normal(size=(1, n, 3)).astype("float32"))
    transform.to_image(tensor)
    unchanged(tensor, "tensor")


@check(after=[normalizes_each_channel, limits_to_bytes])
def gives_the_worked_numbers(ImageTransform):
    "gives the worked numbers of two pixels side by side"
    transform = ImageTransform((0.5, 0.5, 0.5), (0.5, 0.5, 0.25))
    image = np.array([[[255, 0, 51], [51, 51, 51]]], dtype="uint8")
    worked = np.array([[[1.0, -0.6]], [[-1.0, -0.6]], [[-1.2, -1.2]]], dtype="float32")
    near(value(transform.to_tensor(image)), worked, tolerance=1e-5, name="tensor")
    back = transform.to_image(np.full((3, 1, 1), 0.9, dtype="float32"))
    equal(value(back), np.array([[[242, 242, 185]]], dtype="uint8"), name="image")

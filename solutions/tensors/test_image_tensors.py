"""Bytes to tensors and back: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, near, reference, value, variant


@check(after="restores_every_byte")
@cases(std=[0.01, 0.3, 10.0], seed=range(2))
def restores_whole_batches(ImageTransform, std, rng):
    "restores a batch of images whatever the normalization"
    mean = tuple(float(x) for x in rng.uniform(0.0, 1.0, size=3))
    image = rng.integers(0, 256, size=(2, 17, 31, 3), dtype=np.uint8)
    transform = ImageTransform(mean, (std, 1.1 * std, 0.9 * std))
    equal(value(transform.to_image(transform.to_tensor(image))), image, name="image")


@check(after="takes_a_batch")
@cases(h=[9, 32], seed=range(2))
def keeps_height_and_width_apart(ImageTransform, h, rng):
    "keeps height and width apart, with as many channels as rows"
    image = rng.integers(0, 256, size=(3, h, 3, 3), dtype=np.uint8)
    mean, std = (0.1, 0.4, 0.7), (0.2, 0.3, 0.5)
    got, expected = (side(mean, std).to_tensor(image) for side in (ImageTransform, reference))
    near(value(got), value(expected), terms=5.0, name="tensor")


class truth:
    """One pixel at a time, in Python's own numbers."""

    def __init__(self, mean, std):
        self.mean, self.std = mean, std

    def to_tensor(self, image):
        *front, h, w, channels = image.shape
        tensor = np.empty((*front, channels, h, w), dtype="float32")
        for at in np.ndindex(*image.shape):
            *before, y, x, c = at
            value = (int(image[at]) / 255 - self.mean[c]) / self.std[c]
            tensor[(*before, c, y, x)] = value
        return tensor

    def to_image(self, tensor):
        *front, channels, h, w = tensor.shape
        image = np.empty((*front, h, w, channels), dtype="uint8")
        for at in np.ndindex(*tensor.shape):
            *before, c, y, x = at
            value = (float(tensor[at]) * self.std[c] + self.mean[c]) * 255
            image[(*before, y, x, c)] = min(255, max(0, int(value + 0.5))) if value > 0 else 0
        return image


MOVED = "np.moveaxis(scaled, -1, -3)"
NORMALIZED = "(image / 255 - self.mean) / self.std"
RESTORED = "np.moveaxis(tensor, -3, -1) * self.std + self.mean"
BYTES = "np.clip(np.rint(scaled * 255), 0, 255)"

reshaped = mistake(
    "reshaped to channels first, which keeps the order of the numbers, instead of moving the axis",
    fails="puts_channels_first",
    replace=(
        MOVED,
        "scaled.reshape(*image.shape[:-3], image.shape[-1], *image.shape[-3:-1])",
    ),
)

all_reversed = mistake(
    "reversed all axes with .T, so that height and width change places, too",
    fails="puts_channels_first",
    replace=(MOVED, "scaled.T"),
)

channels_last = mistake(
    "left the channels last",
    fails="puts_channels_first",
    replace=(MOVED, "scaled"),
)

divided_by_256 = mistake(
    "divided by 256: the largest byte is 255, and white should be 1",
    fails="puts_channels_first",
    replace=("image / 255", "image / 256"),
)

blue_first = mistake(
    "turned red, green, blue into blue, green, red",
    fails="puts_channels_first",
    replace=(MOVED, "np.moveaxis(scaled, -1, -3)[..., ::-1, :, :]"),
)

widened = mistake(
    "returned float64",
    fails="puts_channels_first",
    replace=(".astype(np.float32)", ""),
)

multiplied = mistake(
    "multiplied by std instead of dividing",
    fails="normalizes_each_channel",
    replace=(NORMALIZED, "(image / 255 - self.mean) * self.std"),
)

first_channel = mistake(
    "used the mean and std of the first channel for all",
    fails="normalizes_each_channel",
    replace=(NORMALIZED, "(image / 255 - self.mean[0]) / self.std[0]"),
)

wrong_order = mistake(
    "divided by std before subtracting the mean",
    fails="normalizes_each_channel",
    replace=(NORMALIZED, "image / 255 / self.std - self.mean"),
)

cut_off = mistake(
    "cut the decimals off instead of rounding: a byte of 254.99998 loses one",
    fails="turns_a_tensor_back",
    replace=(BYTES, "np.clip(scaled * 255, 0, 255)"),
)

mean_first = mistake(
    "on the way back added the mean before multiplying by std",
    fails="turns_a_tensor_back",
    replace=(RESTORED, "(np.moveaxis(tensor, -3, -1) + self.mean) * self.std"),
)

not_limited = mistake(
    "let numbers outside 0 ... 255 wrap round: 256 becomes 0, white becomes black",
    fails="limits_to_bytes",
    replace=(BYTES, "np.rint(scaled * 255).astype(np.int64)"),
)


@variant
class with_transpose:
    "transposes with all axes named, and rounds by adding one half"

    def __init__(self, mean, std):
        self.mean = np.array(mean)[:, None, None]
        self.std = np.array(std)[:, None, None]

    def to_tensor(self, image):
        k = image.ndim - 3
        first = image.transpose(*range(k), k + 2, k, k + 1)
        return ((first / 255.0 - self.mean) / self.std).astype("float32")

    def to_image(self, tensor):
        k = tensor.ndim - 3
        bytes_ = np.floor((tensor * self.std + self.mean) * 255.0 + 0.5)
        limited = np.minimum(np.maximum(bytes_, 0), 255).astype("uint8")
        return limited.transpose(*range(k), k + 1, k + 2, k)


@variant
class channel_by_channel:
    "one channel at a time, in float32 throughout"

    def __init__(self, mean, std):
        self.pairs = [(np.float32(m), np.float32(s)) for m, s in zip(mean, std, strict=True)]

    def to_tensor(self, image):
        planes = [
            (image[..., c].astype("float32") / np.float32(255) - m) / s
            for c, (m, s) in enumerate(self.pairs)
        ]
        return np.stack(planes, axis=-3)

    def to_image(self, tensor):
        planes = [
            np.round((tensor[..., c, :, :] * s + m) * np.float32(255)).clip(0, 255)
            for c, (m, s) in enumerate(self.pairs)
        ]
        return np.stack(planes, axis=-1).astype(np.uint8)

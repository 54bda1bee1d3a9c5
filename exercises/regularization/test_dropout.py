"""Inverted dropout, forward and backward."""

import numpy as np

from grader import cases, check, driver, near, put, raises, rate_is, unchanged, value


def some(rng, *shape):
    """Entries between 1 and 2 in size, of both signs: none is 0 unless dropped."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(1, 2, size=shape)


def kept(y, x):
    """Where y is not 0; fails if y is no array like x."""
    if not isinstance(y, np.ndarray) or y.shape != x.shape or y.dtype != x.dtype:
        near(y, x)
    return y != 0


@driver
def two_calls(Dropout, x, p, rng):
    """Two passes with one generator, and two backward passes after each."""
    import numpy as np

    layer, ones = Dropout(p), np.ones_like(x)
    results = []
    for _ in range(2):
        y = layer.forward(x.copy(), rng)
        results += [np.array(y), np.array(layer.backward(ones)), np.array(layer.backward(ones))]
    return results


@check(points=2)
@cases(p=[0.2, 0.5, 0.75], shape=["vector", "matrix"], seed=range(2))
def scales_what_it_keeps(Dropout, p, shape, rng):
    "gives 0 or x / (1 - p) for every entry"
    x = some(rng, 8) if shape == "vector" else some(rng, 3, 4)
    y = value(Dropout(p).forward(x, rng))
    near(y, np.where(kept(y, x), x / (1 - p), 0.0))


@check(points=2, after=scales_what_it_keeps)
@cases(p=[0.1, 0.5, 0.7])
def drops_with_its_probability(Dropout, p, rng):
    "drops an entry with probability p"
    x = some(rng, 10_000)
    dropped = ~kept(value(Dropout(p).forward(x, rng)), x)
    rate_is(dropped, p, count=10_000, name="dropped entries")


@check(after=drops_with_its_probability)
@cases(p=[0.3, 0.5])
def drops_each_entry_on_its_own(Dropout, p, rng):
    "drops each entry on its own: neighbors fare alike as often as chance has it"
    x = some(rng, 100, 100)
    stays = kept(value(Dropout(p).forward(x, rng)), x)
    alike = p * p + (1 - p) * (1 - p)
    rate_is(stays[::2] == stays[1::2], alike, count=5_000, name="rows that fare alike")
    rate_is(stays[:, ::2] == stays[:, 1::2], alike, count=5_000, name="columns that fare alike")


@check(points=2, after=scales_what_it_keeps)
@cases(p=[0.3, 0.6], shape=["vector", "matrix"], seed=range(2))
def passes_gradients_where_it_kept(Dropout, p, shape, rng):
    "gives the derivative by x: 0 where the entry was dropped, dy / (1 - p) where it was kept"
    size = (9,) if shape == "vector" else (3, 4)
    x, dy = some(rng, *size), some(rng, *size)
    layer = Dropout(p)
    stays = kept(value(layer.forward(x, rng)), x)
    near(value(layer.backward(dy)), np.where(stays, dy / (1 - p), 0.0), name="gradient")


@check(points=2, after=scales_what_it_keeps)
@cases(n=[3, 5], p=[0.4, 0.8])
def leaves_all_as_it_is_out_of_training(Dropout, n, p, rng):
    "changes nothing out of training, forward or backward, even after a step of training"
    layer, x, dy = Dropout(p), some(rng, n, 4), some(rng, n, 4)
    layer.forward(x, rng)
    near(value(layer.forward(x, rng, training=False)), x)
    near(value(layer.backward(dy)), dy, name="gradient")


@check(points=2, after=[drops_with_its_probability, passes_gradients_where_it_kept])
@cases(p=[0.3, 0.5])
def draws_a_new_mask_each_time(Dropout, p, rng):
    "draws a new mask in each call of forward, and none in backward"
    x = some(rng, 60, 60)
    y, dx, again, other, other_dx, _ = two_calls(Dropout, x, p, rng)
    near(again, dx, name="gradient")
    first, second = kept(y, x), kept(other, x)
    near(dx, np.where(first, 1 / (1 - p), 0.0), name="gradient")
    near(other_dx, np.where(second, 1 / (1 - p), 0.0), name="gradient")
    rate_is(first == second, p * p + (1 - p) * (1 - p), count=3_600, name="masks that fare alike")


@check(after=scales_what_it_keeps)
@cases(p=[0.4, 0.6])
def draws_from_the_generator_alone(Dropout, p, rng):
    "drops the same entries for the same state of the generator"
    x = some(rng, 5, 8)
    y = value(Dropout(p).forward(x, rng))
    near(value(Dropout(p).forward(x, rng)), np.where(kept(y, x), x / (1 - p), 0.0))


@check(after=passes_gradients_where_it_kept)
@cases(dtype=["float32", "float64"])
def keeps_the_dtype(Dropout, dtype, rng):
    "gives float32 for float32, forward and backward"
    layer, x, dy = Dropout(0.6), some(rng, 3, 4).astype(dtype), some(rng, 3, 4).astype(dtype)
    y = value(layer.forward(x, rng))
    near(y, np.where(kept(y, x), x / (1 - 0.6), 0.0).astype(dtype))
    expected = np.where(y != 0, dy / (1 - 0.6), 0.0).astype(dtype)
    near(value(layer.backward(dy)), expected, name="gradient")


@check(after=[drops_with_its_probability, leaves_all_as_it_is_out_of_training])
@cases(n=[4])
def knows_its_limits(Dropout, n, rng):
    "drops nothing for p = 0, and refuses a p below 0, of 1 or above with ValueError"
    x = some(rng, n, 5)
    near(value(Dropout(0.0).forward(x, rng)), x)
    for p in (1.0, -0.1, 1.5):
        with raises(ValueError):
            Dropout(p)


@check(after=passes_gradients_where_it_kept)
@cases(n=[4])
def leaves_its_inputs_unchanged(Dropout, n, rng):
    "leaves x and dy unchanged"
    x, dy = put(some(rng, n, 3)), put(some(rng, n, 3))
    layer = Dropout(0.5)
    layer.forward(x, rng)
    layer.backward(dy)
    unchanged(x, "x")
    unchanged(dy, "dy")

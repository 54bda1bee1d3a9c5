"""How many numbers every layer learns."""

from grader import cases, check, equal, reference


def same(parameter_counts, layers, size):
    """Exactly the same counts."""
    equal(parameter_counts(layers, size), reference(layers, size), name="counts")


def numbers(rng, count, low, high):
    """Whole numbers from low to high, no two alike."""
    return [int(n) for n in rng.choice(range(low, high + 1), size=count, replace=False)]


@check(points=2)
@cases(seed=range(4))
def counts_a_dense_layer(parameter_counts, rng):
    "dense: one weight from every number of the image to every unit, and a bias per unit"
    c, h, w, units = numbers(rng, 4, 2, 40)
    same(parameter_counts, [("dense", units)], (c, h, w))


@check(points=2)
@cases(k=[1, 3, 5], seed=range(2))
def counts_a_convolution(parameter_counts, k, rng):
    "conv: C k k weights per kernel and one bias, whatever the size of the image"
    c, c_out, h, w = numbers(rng, 4, 8, 40)
    same(parameter_counts, [("conv", c_out, k, 1, 0)], (c, h, w))


@check(after=[counts_a_dense_layer, counts_a_convolution])
@cases(seed=range(4))
def passes_channels_and_units_on(parameter_counts, rng):
    "lets a layer read what the one in front of it gives: its channels, or its units"
    first, second, third, units, classes = numbers(rng, 5, 2, 40)
    convolutions = [("conv", first, 3, 1, 1), ("conv", second, 3, 1, 1), ("conv", third, 1, 1, 0)]
    same(parameter_counts, convolutions, (3, 8, 8))
    same(parameter_counts, [("dense", units), ("dense", classes)], (3, 4, 5))


@check(points=2, after=passes_channels_and_units_on)
@cases(s=[1, 2, 3], p=[0, 1, 2], seed=range(2))
def knows_the_size_of_the_maps(parameter_counts, s, p, rng):
    "knows how large the maps are by the time a dense layer reads them"
    h, w, c_out, units = numbers(rng, 4, 9, 20)
    same(parameter_counts, [("conv", c_out, 5, s, p), ("dense", units)], (3, h, w))


@check(after=knows_the_size_of_the_maps)
@cases(k=[2, 3], s=[1, 2, 3], seed=range(2))
def pooling_learns_nothing(parameter_counts, k, s, rng):
    "pool: learns nothing, keeps the channels, and makes the maps smaller"
    h, w, c_out, units = numbers(rng, 4, 9, 20)
    layers = [("conv", c_out, 3, 1, 0), ("pool", k, s), ("conv", 7, 2, 1, 0), ("dense", units)]
    same(parameter_counts, layers, (2, h, w))


@check(after=pooling_learns_nothing)
def gives_the_worked_numbers(parameter_counts):
    "gives 616,566,784 for a dense layer on a photograph, 1,792 for 64 kernels, 61,706 for LeNet-5"
    photograph = (3, 224, 224)
    equal(parameter_counts([("dense", 4096)], photograph), [616_566_784], name="dense layer")
    equal(parameter_counts([("conv", 64, 3, 1, 1)], photograph), [1792], name="64 kernels")
    layers = [("conv", 6, 5, 1, 0), ("pool", 2, 2), ("conv", 16, 5, 1, 0), ("pool", 2, 2)]
    layers += [("dense", 120), ("dense", 84), ("dense", 10)]
    lenet = [156, 0, 2416, 0, 48_120, 10_164, 850]
    equal(parameter_counts(layers, (1, 32, 32)), lenet, name="LeNet-5")
    small, large = [("conv", 64, 3, 1, 1)] * 3, [("conv", 64, 7, 1, 3)]
    equal(parameter_counts(small, (64, 9, 9)), [36_928] * 3, name="three kernels of 3")
    equal(parameter_counts(large, (64, 9, 9)), [200_768], name="one kernel of 7")

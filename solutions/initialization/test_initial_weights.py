"""Xavier and He initialization: hidden checks, known mistakes, right variants, truth."""

import math

import numpy as np

from grader import cases, check, drawn_from, mistake, near, reference, uniform, variant


@check(after=["balances_both_fans", "keeps_to_the_inputs"])
@cases(scheme=["xavier_normal", "xavier_uniform", "he_normal", "he_uniform"])
def handles_one_input_or_one_output(initial_weights, scheme, rng):
    "handles layers with a single input or a single output"
    for shape in ((300, 1), (1, 300), (1, 1)):
        got, expected = (side(shape, scheme, rng) for side in (initial_weights, reference))
        near(got, expected, length=9, terms=2.5, name="weights")


@check(after="counts_the_places_of_a_kernel")
@cases(scheme=["xavier_uniform", "he_uniform"])
def handles_large_kernels(initial_weights, scheme, rng):
    "spreads thousands of weights of a kernel with three axes evenly"
    w = initial_weights((20, 10, 3, 5, 6), scheme, rng)
    limit = math.sqrt(6 / 900) if scheme == "he_uniform" else math.sqrt(6 / 2700)
    drawn_from(w, uniform(-limit, limit), count=18_000, name="weights")


def truth(shape, scheme, rng):
    """Standard draws, stretched by PyTorch's gains and fans."""
    import torch

    if scheme not in ("xavier_normal", "xavier_uniform", "he_normal", "he_uniform"):
        raise ValueError(scheme)
    w = torch.empty(shape, dtype=torch.float64)
    fan_in, fan_out = torch.nn.init._calculate_fan_in_and_fan_out(w)  # noqa: SLF001
    rule, law = scheme.split("_")
    fan = fan_in if rule == "he" else (fan_in + fan_out) / 2
    gain = torch.nn.init.calculate_gain("relu") if rule == "he" else 1.0
    if law == "normal":
        return rng.standard_normal(shape) * gain / fan**0.5
    return (2 * rng.random(shape) - 1) * gain * 3**0.5 / fan**0.5


variance_for_deviation = mistake(
    "gave the variance where the standard deviation belongs",
    fails=["balances_both_fans", "keeps_to_the_inputs"],
    replace=("rng.normal(0.0, np.sqrt(variance)", "rng.normal(0.0, variance"),
)

deviation_for_variance = mistake(
    "took sqrt(2 / fans) for the variance, so that the deviation is its root once more",
    fails=["balances_both_fans", "keeps_to_the_inputs"],
    replace=("np.sqrt(variance), size", "np.sqrt(np.sqrt(variance)), size"),
)

bound_is_the_deviation = mistake(
    "took the deviation for the bound of the uniform distribution",
    fails=["balances_both_fans", "keeps_to_the_inputs"],
    replace=("np.sqrt(3 * variance)", "np.sqrt(variance)"),
)

from_zero = mistake(
    "drew uniformly from 0 instead of from minus the bound",
    fails=["balances_both_fans", "keeps_to_the_inputs"],
    replace=("rng.uniform(-limit, limit", "rng.uniform(0, limit"),
)

fans_exchanged = mistake(
    "took the number of outputs for fan_in",
    fails="keeps_to_the_inputs",
    replace=("shape[1] * places, shape[0] * places", "shape[0] * places, shape[1] * places"),
)

xavier_by_inputs = mistake(
    "xavier: used 1 / fan_in, without the outputs",
    fails="balances_both_fans",
    replace=("else 2 / (fan_in + fan_out)", "else 1 / fan_in"),
)

xavier_one = mistake(
    "xavier: 1 / (fan_in + fan_out), half the variance",
    fails="balances_both_fans",
    replace=("else 2 / (fan_in + fan_out)", "else 1 / (fan_in + fan_out)"),
)

he_one = mistake(
    "he: 1 / fan_in, half the variance",
    fails="keeps_to_the_inputs",
    replace=('2 / fan_in if rule == "he"', '1 / fan_in if rule == "he"'),
)

kernel_ignored = mistake(
    "counted channels only, not the places of the kernel",
    fails="counts_the_places_of_a_kernel",
    replace=("math.prod(shape[2:])", "1"),
)

kernel_for_inputs_only = mistake(
    "counted the places of the kernel for the inputs only",
    fails="counts_the_places_of_a_kernel",
    replace=("shape[0] * places", "shape[0]"),
)

own_seed = mistake(
    "made a generator with a seed of its own, so that all layers start alike",
    fails=["balances_both_fans", "keeps_to_the_inputs"],
    replace=("places = math", "rng = np.random.default_rng(0)\n    places = math"),
)

other_order = mistake(
    "drew the weights with the axes turned round",
    fails=["balances_both_fans", "keeps_to_the_inputs"],
    replace=[
        ("np.sqrt(variance), size=shape)", "np.sqrt(variance), size=shape[::-1]).T"),
        (
            "rng.uniform(-limit, limit, size=shape)",
            "rng.uniform(-limit, limit, size=shape[::-1]).T",
        ),
    ],
)

he_for_unknown = mistake(
    "took any unknown scheme for one it knows",
    fails="refuses_other_schemes",
    replace=('if rule not in ("xavier", "he") or law not in ("normal", "uniform"):', "if False:"),
)


@variant
def from_standard_draws(shape, scheme, rng):
    "standard draws, stretched"
    n_out, n_in, *kernel = shape
    places = int(np.prod(kernel)) if kernel else 1
    gains = {"xavier": 2 / ((n_in + n_out) * places), "he": 2 / (n_in * places)}
    try:
        rule, law = scheme.split("_")
        draw = {"normal": rng.standard_normal, "uniform": lambda n: (rng.random(n) - 0.5) * 12**0.5}
        return (gains[rule] ** 0.5 * draw[law](math.prod(shape))).reshape(shape)
    except KeyError:
        raise ValueError(scheme) from None


@variant
def by_measured_fans(shape, scheme, rng):
    "fans from the size of the whole array"
    size = int(np.prod(shape))
    fan_in, fan_out = size // shape[0], size // shape[1]
    bound = {"xavier": (6 / (fan_in + fan_out)) ** 0.5, "he": (6 / fan_in) ** 0.5}
    for rule, limit in bound.items():
        if scheme == f"{rule}_uniform":
            return 2 * limit * rng.random(shape) - limit
        if scheme == f"{rule}_normal":
            w = np.empty(shape)
            for place in np.ndindex(*shape[:1]):
                w[place] = rng.normal(scale=limit / 3**0.5, size=shape[1:])
            return w
    raise ValueError("no such scheme")

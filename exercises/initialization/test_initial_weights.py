"""Xavier and He initialization."""

from grader import cases, check, drawn_from, near, normal, raises, reference

NAMES = ["xavier_normal", "xavier_uniform", "he_normal", "he_uniform"]


def alike(initial_weights, shape, scheme, rng):
    """Fail unless the weights are the reference's."""
    got, expected = (side(shape, scheme, rng) for side in (initial_weights, reference))
    near(got, expected, length=9, terms=2.5, name="weights")  # the widest bound


@check(points=3)
@cases(scheme=["he_normal", "he_uniform"], shape=[(2, 3), (5, 2)], seed=range(2))
def keeps_to_the_inputs(initial_weights, scheme, shape, rng):
    "he: draws with mean 0 and variance 2 / fan_in"
    alike(initial_weights, shape, scheme, rng)


@check(points=3)
@cases(scheme=["xavier_normal", "xavier_uniform"], shape=[(2, 3), (5, 2)], seed=range(2))
def balances_both_fans(initial_weights, scheme, shape, rng):
    "xavier: draws with mean 0 and variance 2 / (fan_in + fan_out)"
    alike(initial_weights, shape, scheme, rng)


@check(points=2, after=[balances_both_fans, keeps_to_the_inputs])
@cases(scheme=NAMES, shape=[(4, 3, 2), (3, 2, 5, 2)])
def counts_the_places_of_a_kernel(initial_weights, scheme, shape, rng):
    "counts every place of a convolution's kernel as an input, and as an output"
    alike(initial_weights, shape, scheme, rng)


@check(after=[balances_both_fans, keeps_to_the_inputs])
@cases(scheme=["he_normal", "xavier_normal"])
def spreads_as_it_should(initial_weights, scheme, rng):
    "spreads 50,000 weights as the normal distribution does, with deviation 0.0505 or 0.0486"
    deviation = {"he_normal": 0.0505076272, "xavier_normal": 0.0485642931}[scheme]
    w = initial_weights((64, 784), scheme, rng)
    drawn_from(w, normal(0, deviation), count=64 * 784, name="weights")


@check(after=[balances_both_fans, keeps_to_the_inputs])
@cases(scheme=["lecun_normal", "xavier", "he_cauchy", "He_normal", ""])
def refuses_other_schemes(initial_weights, scheme, rng):
    "raises ValueError for a scheme it does not know"
    with raises(ValueError):
        initial_weights((2, 3), scheme, rng)

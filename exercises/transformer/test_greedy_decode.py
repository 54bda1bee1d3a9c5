"""Greedy decoding of a model given as a function."""

import numpy as np

from grader import cases, check, driver, equal, near, reference


@driver
def decoded(greedy_decode, table, bos, eos, most):
    """Tokens, log-probability and number of calls for a model that reads its whole prefix.

    A token j places before the next one adds row `token` of table[j % len(table)] to the logits.
    """
    import numpy as np

    lengths = []

    def next_logits(prefix):
        lengths.append(prefix.size)
        return sum(table[j % len(table)][token] for j, token in enumerate(prefix[::-1]))

    tokens, log_prob = greedy_decode(next_logits, bos, eos, most)
    return np.array([int(token) for token in tokens], int), float(log_prob), len(lengths)


def a_model(rng, vocabulary):
    """Tables of a model that never writes tokens 0, 1 and 2, least of all 2."""
    table = rng.normal(size=(3, vocabulary, vocabulary))
    table[:, :, :3] = -20.0, -20.0, -30.0
    return table


def a_model_that_ends(rng, bos=0):
    """Tables of a model for which token 4 becomes likely from the third call on."""
    table = rng.normal(size=(3, 6, 6))
    table[:, :, bos] = -20.0
    table[2, :, 4] += 4
    return table


def same(greedy_decode, *args, wanted=("tokens", "calls")):
    """Fail unless both sides write the same; `wanted` names what is compared."""
    got, expected = (decoded(f, *args) for f in (greedy_decode, reference))
    if "tokens" in wanted:
        equal(got[0], expected[0], name="tokens")
    if "log_prob" in wanted:
        near(got[1], expected[1], length=100, terms=20.0, name="log_prob")
    if "calls" in wanted:
        equal(got[2], expected[2], name="number of calls of next_logits")


@check(points=2)
@cases(vocabulary=[6, 9], seed=range(2))
def takes_the_likeliest_token(greedy_decode, vocabulary, rng):
    "takes the token with the largest logit"
    same(greedy_decode, a_model(rng, vocabulary), 0, 1, 1, wanted=("tokens",))


@check(points=2, after=takes_the_likeliest_token)
@cases(vocabulary=[6, 9], most=[2, 6], seed=range(2))
def reads_all_it_wrote(greedy_decode, vocabulary, most, rng):
    "gives the model all it wrote so far, and stops after `most` tokens"
    same(greedy_decode, a_model(rng, vocabulary), 0, 1, most, wanted=("tokens",))


@check(points=2, after=reads_all_it_wrote)
@cases(bos=[0, 2], most=[4, 20], seed=range(3))
def stops_at_eos(greedy_decode, bos, most, rng):
    "stops at eos, which is not among the tokens"
    same(greedy_decode, a_model_that_ends(rng, bos), bos, 4, most, wanted=("tokens",))


@check(points=2, after=stops_at_eos)
@cases(most=[1, 3, 12], seed=range(2))
def adds_up_log_probabilities(greedy_decode, most, rng):
    "adds up the logarithms of the probabilities of all tokens taken, eos included"
    same(greedy_decode, a_model_that_ends(rng), 0, 4, most, wanted=("log_prob",))


@check(after=stops_at_eos)
@cases(most=[0, 1, 3, 12])
def asks_once_for_each_token(greedy_decode, most, rng):
    "asks the model once for each token taken, and not at all if most is 0"
    same(greedy_decode, a_model_that_ends(rng), 0, 4, most, wanted=("tokens", "calls"))


@check(after=reads_all_it_wrote)
@cases(seed=range(2))
def takes_the_lowest_of_equals(greedy_decode, rng):
    "takes the lowest token among equal logits"
    table = np.round(rng.normal(size=(1, 6, 6)))
    table[:, :, 1] = -20.0
    table[0, :, 3] = table[0, :, 5] = 9.0
    same(greedy_decode, table, 0, 1, 3, wanted=("tokens",))


@check(after=adds_up_log_probabilities)
def gives_the_worked_numbers(greedy_decode):
    "gives the worked numbers of a model that counts to 3"
    table = np.zeros((2, 4, 4))
    table[0] = 5.0 * np.eye(4)[[1, 2, 3, 3]]
    tokens, log_prob, _ = decoded(greedy_decode, table[:1], 0, 3, 1)
    equal(tokens, np.array([1]), name="tokens")
    near(log_prob, -0.020012253, tolerance=1e-8, name="log_prob")

"""Posterior probabilities by Bayes' rule."""

import numpy as np

from grader import cases, check, expect, near, raises, reference


def beliefs(k, rng):
    """A prior without small or equal entries."""
    prior = 0.2 + rng.random(size=k)
    return prior / prior.sum()


def close(got, expected, m):
    """Near, for weights exp(s) whose exponents s are sums of m logarithms."""
    near(got, expected, length=m, terms=2.0 * max(m, 1))


@check(points=2)
@cases(k=[2, 3, 5], seed=range(2))
def weighs_prior_by_likelihood(bayes_posterior, k, rng):
    "multiplies the prior by the likelihood of one observation and makes the result sum to 1"
    prior, likelihoods = beliefs(k, rng), 0.1 + 0.8 * rng.random(size=(1, k))
    close(bayes_posterior(prior, likelihoods), reference(prior, likelihoods), 1)


@check(points=2, after=weighs_prior_by_likelihood)
@cases(m=[2, 5], k=[2, 4], seed=range(2))
def learns_from_every_observation(bayes_posterior, m, k, rng):
    "multiplies the likelihoods of several observations, and counts the prior once"
    prior, likelihoods = beliefs(k, rng), 0.1 + 0.8 * rng.random(size=(m, k))
    close(bayes_posterior(prior, likelihoods), reference(prior, likelihoods), m)


@check(after=weighs_prior_by_likelihood)
@cases(k=[2, 5], seed=range(2))
def keeps_the_prior_without_evidence(bayes_posterior, k, rng):
    "returns the prior when nothing was observed"
    prior, nothing = beliefs(k, rng), np.zeros((0, k))
    close(bayes_posterior(prior, nothing), reference(prior, nothing), 1)


@check(points=2, after=learns_from_every_observation)
@cases(m=[1000, 2000], seed=range(2))
def survives_many_observations(bayes_posterior, m, rng):
    "is right after a thousand observations, whose probability is too small for a float"
    prior = beliefs(3, rng)
    likelihoods = 0.1 + 0.3 * rng.random(size=(m, 1)) * np.exp(rng.normal(size=(m, 3)) / m**0.5)
    close(bayes_posterior(prior, likelihoods), reference(prior, likelihoods), m)


@check(points=2, after=learns_from_every_observation)
@cases(m=[1, 4], k=[3, 5], seed=range(2))
def never_revives_the_impossible(bayes_posterior, m, k, rng):
    "gives exactly 0 to a hypothesis that the prior or one observation excludes"
    prior, likelihoods = beliefs(k, rng), 0.1 + 0.8 * rng.random(size=(m, k))
    likelihoods[-1, 0] = 0.0
    prior[1] = 0.0
    prior /= prior.sum()
    got = bayes_posterior(prior, likelihoods)
    close(got, reference(prior, likelihoods), m)
    expect(bool(got[0] == 0 and got[1] == 0), "an impossible hypothesis got more than 0")


@check(after=never_revives_the_impossible)
@cases(k=[2, 4], seed=range(2))
def refuses_evidence_nothing_explains(bayes_posterior, k, rng):
    "raises ValueError when every hypothesis is impossible"
    prior, likelihoods = beliefs(k, rng), rng.random(size=(k, k))
    np.fill_diagonal(likelihoods, 0.0)
    with raises(ValueError):
        bayes_posterior(prior, likelihoods)


@check(after=learns_from_every_observation)
def gives_the_worked_numbers(bayes_posterior):
    "gives 6/7 and 1/7 after 喜欢, 9/23 and 14/23 without, and 18/25 and 7/25 after one of each"
    prior, liked, other = np.array([0.6, 0.4]), np.array([[0.8, 0.2]]), np.array([[0.3, 0.7]])
    near(bayes_posterior(prior, liked), np.array([6, 1]) / 7)
    near(bayes_posterior(prior, other), np.array([9, 14]) / 23)
    near(bayes_posterior(prior, np.concatenate([liked, other])), np.array([18, 7]) / 25)

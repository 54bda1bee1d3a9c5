"""Posterior probabilities: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="survives_many_observations")
@cases(m=[5000], k=[20])
def handles_many_hypotheses(bayes_posterior, m, k, rng):
    "handles twenty hypotheses and five thousand observations"
    prior = np.full(k, 1 / k)
    likelihoods = 0.5 * np.exp(rng.normal(size=(m, k)) / m**0.5)
    near(
        bayes_posterior(prior, likelihoods),
        reference(prior, likelihoods),
        length=m,
        terms=float(m),
    )


@check(after="learns_from_every_observation")
@cases(size=[1e-160, 1e-200], seed=range(2))
def cares_for_ratios_only(bayes_posterior, size, rng):
    "is right for likelihoods that are tiny, and for densities above 1"
    prior = rng.dirichlet(np.ones(3))
    likelihoods = (0.1 + rng.random(size=(4, 3))) * np.array([[size], [size], [40.0], [1.0]])
    near(bayes_posterior(prior, likelihoods), reference(prior, likelihoods), terms=2000.0)


def truth(prior, likelihoods):
    """Products kept as mantissa and exponent, so that none of them underflows."""
    from math import frexp, ldexp

    products = []
    for p, column in zip(prior.tolist(), likelihoods.T.tolist(), strict=True):
        mantissa, exponent = frexp(p)
        for x in column:
            mantissa, shift = frexp(mantissa * x)
            exponent += shift
        products.append((mantissa, exponent))
    if not any(mantissa for mantissa, _ in products):
        raise ValueError
    top = max(exponent for mantissa, exponent in products if mantissa)
    weights = np.array([ldexp(mantissa, exponent - top) for mantissa, exponent in products])
    return weights / weights.sum()


LOGS = "logs = np.log(prior) + np.log(likelihoods).sum(axis=0)"
RESULT = "return weights / weights.sum()"
REFUSAL = """    if np.isneginf(logs).all():
        raise ValueError("every hypothesis is impossible")
"""

prior_forgotten = mistake(
    "left the prior out, so only the likelihood counts",
    fails="weighs_prior_by_likelihood",
    replace=(LOGS, "logs = 0 * prior + np.log(likelihoods).sum(axis=0)"),
)

likelihood_forgotten = mistake(
    "returned the prior, whatever was observed",
    fails="weighs_prior_by_likelihood",
    replace=(LOGS, "logs = np.log(prior)"),
)

not_divided = mistake(
    "did not divide by the evidence, so the result does not sum to 1",
    fails="weighs_prior_by_likelihood",
    replace=(RESULT, "return weights * np.exp(logs.max())"),
)

added = mistake(
    "added prior and likelihood instead of multiplying them",
    fails="weighs_prior_by_likelihood",
    replace=(LOGS, "logs = np.log(prior + likelihoods.sum(axis=0))"),
)

last_only = mistake(
    "started from the prior again at every observation, so only the last one counts",
    fails="learns_from_every_observation",
    replace=(LOGS, "logs = np.log(prior) + np.log(likelihoods[-1:]).sum(axis=0)"),
)

likelihoods_added = mistake(
    "added the likelihoods of several observations instead of multiplying them",
    fails=["learns_from_every_observation", "keeps_the_prior_without_evidence"],
    replace=(LOGS, "logs = np.log(prior) + np.log(likelihoods.sum(axis=0))"),
)

prior_every_time = mistake(
    "multiplied by the prior once for every observation",
    fails=["learns_from_every_observation", "keeps_the_prior_without_evidence"],
    replace=(LOGS, "logs = len(likelihoods) * np.log(prior) + np.log(likelihoods).sum(axis=0)"),
)

mean_log = mistake(
    "took the mean of the log-likelihoods instead of their sum",
    fails=["learns_from_every_observation", "keeps_the_prior_without_evidence"],
    replace=("np.log(likelihoods).sum(axis=0)", "np.log(likelihoods).mean(axis=0)"),
)


no_maximum = mistake(
    "let every product of likelihoods become 0, and then divided 0 by 0",
    fails=["survives_many_observations", "cares_for_ratios_only"],
    replace=("logs - logs.max()", "logs"),
)

smoothed = mistake(
    "added 1e-300 to every likelihood, so the impossible is only unlikely",
    fails="never_revives_the_impossible",
    replace=("np.log(likelihoods)", "np.log(likelihoods + 1e-300)"),
)

not_refused = mistake(
    "returned something although every hypothesis is impossible",
    fails="refuses_evidence_nothing_explains",
    replace=(REFUSAL, ""),
)


@variant
def step_by_step(prior, likelihoods):
    "one observation after another, each posterior the next prior"
    belief = prior
    for likelihood in likelihoods:
        belief = belief * (likelihood / likelihood.max())
        if not belief.any():
            raise ValueError("impossible")
        belief = belief / belief.sum()
    return belief


@variant
def by_log_sum_exp(prior, likelihoods):
    "logarithm of the evidence subtracted before exp"
    with np.errstate(divide="ignore"):
        logs = np.log(np.vstack([prior, likelihoods])).sum(axis=0)
    evidence = np.logaddexp.reduce(logs)
    if evidence == -np.inf:
        raise ValueError("impossible")
    return np.exp(logs - evidence)

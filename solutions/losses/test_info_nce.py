"""InfoNCE: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="divides_rows_by_their_lengths")
@cases(n=[100], d=[32], seed=range(2))
def handles_large_batches(info_nce, n, d, rng):
    "handles a hundred pairs of 32 entries at the default temperature"
    queries, keys = rng.normal(size=(2, n, d))
    near(info_nce(queries, keys), reference(queries, keys), length=n, terms=30.0)


@check(after="divides_rows_by_their_lengths")
@cases(n=[3, 5], seed=range(2))
def knows_perfect_pairs(info_nce, n, rng):
    "is close to 0, and right, when keys point where their queries do"
    queries = np.eye(n) + 0.01 * rng.random(size=(n, n))
    keys = queries * (1 + rng.random(size=(n, 1)))
    near(info_nce(queries, keys), reference(queries, keys), length=n, terms=20.0)


def truth(queries, keys, temperature=0.1):
    """SciPy's cosine distance and log-sum-exp, one query at a time."""
    from scipy.spatial.distance import cdist
    from scipy.special import logsumexp

    s = (1 - cdist(queries, keys, "cosine")) / temperature
    return float(np.mean([logsumexp(row) - row[i] for i, row in enumerate(s)]))


U = "u = queries / np.sqrt((queries**2).sum(axis=1, keepdims=True))"
W = "w = keys / np.sqrt((keys**2).sum(axis=1, keepdims=True))"
S = "s = u @ w.T / temperature"
SUMS = "log_sums = top + np.log(np.exp(s - top[:, None]).sum(axis=1))"
RESULT = "return (log_sums - np.diagonal(s)).mean()"

without_the_partner = mistake(
    "left the partner out of the candidates",
    fails="finds_partners_among_all_keys",
    replace=(
        SUMS,
        SUMS.replace(
            "np.exp(s - top[:, None])", "(np.exp(s - top[:, None]) * (1 - np.eye(len(s))))"
        ),
    ),
)

keys_look_for_queries = mistake(
    "summed over queries: each key looked for its query",
    fails="finds_partners_among_all_keys",
    replace=(S, "s = w @ u.T / temperature"),
)

partner_forgotten = mistake(
    "did not subtract the partner's own similarity",
    fails="finds_partners_among_all_keys",
    replace=(RESULT, "return log_sums.mean()"),
)

summed = mistake(
    "added up the queries instead of averaging them",
    fails="finds_partners_among_all_keys",
    replace=(RESULT, RESULT.replace("mean", "sum")),
)

sign = mistake(
    "returned the log-probability, without the minus sign",
    fails="finds_partners_among_all_keys",
    replace=(RESULT, "return (np.diagonal(s) - log_sums).mean()"),
)

temperature_multiplied = mistake(
    "multiplied similarities by the temperature",
    fails="divides_by_the_temperature",
    replace=(S, "s = u @ w.T * temperature"),
)

temperature_ignored = mistake(
    "ignored the temperature",
    fails="divides_by_the_temperature",
    replace=(S, "s = u @ w.T"),
)

partner_not_divided = mistake(
    "divided by the temperature in the sum, but not the partner's similarity",
    fails="divides_by_the_temperature",
    replace=(RESULT, "return (log_sums - temperature * np.diagonal(s)).mean()"),
)

lengths_kept = mistake(
    "took dot products without dividing rows by their lengths, so long keys win",
    fails="divides_rows_by_their_lengths",
    replace=[(U, "u = queries"), (W, "w = keys")],
)

queries_only = mistake(
    "divided queries by their lengths, but not keys",
    fails="divides_rows_by_their_lengths",
    replace=(W, "w = keys"),
)

one_length = mistake(
    "divided by the length of the whole array instead of each row's own",
    fails="finds_partners_among_all_keys",
    replace=[
        (U, "u = queries / np.sqrt((queries**2).sum())"),
        (W, "w = keys / np.sqrt((keys**2).sum())"),
    ],
)

squared_lengths = mistake(
    "divided by squared lengths",
    fails="divides_rows_by_their_lengths",
    replace=[
        (U, "u = queries / (queries**2).sum(axis=1, keepdims=True)"),
        (W, "w = keys / (keys**2).sum(axis=1, keepdims=True)"),
    ],
)

overflowing = mistake(
    "let exp overflow at small temperatures",
    fails="survives_small_temperatures",
    replace=(SUMS, "log_sums = np.log(np.exp(s).sum(axis=1)) + 0 * top"),
)

in_place = mistake(
    "changed the caller's queries",
    fails="leaves_its_inputs_unchanged",
    replace=(U, "u = queries\n    u /= np.sqrt((queries**2).sum(axis=1, keepdims=True))"),
)


@variant
def by_logaddexp(queries, keys, temperature=0.1):
    "cosines divided afterwards, sums by logaddexp"
    lengths = np.outer(np.linalg.norm(queries, axis=1), np.linalg.norm(keys, axis=1))
    s = np.einsum("id,jd->ij", queries, keys) / lengths / temperature
    return float(np.mean(np.logaddexp.reduce(s, axis=1) - np.trace(s) / len(s)))


@variant
def differences_first(queries, keys, temperature=0.1):
    "one query at a time, similarities compared with the partner's before exp"
    u = queries / np.linalg.norm(queries, axis=1)[:, None]
    w = keys / np.linalg.norm(keys, axis=1)[:, None]
    costs = []
    for i in range(len(u)):
        ahead = (w @ u[i] - w[i] @ u[i]) / temperature
        top = max(ahead.max(), 0.0)
        costs.append(top + np.log(np.sum(np.exp(ahead - top))))
    return sum(costs) / len(costs)

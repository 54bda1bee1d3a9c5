"""Greedy decoding: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, driver, equal, mistake, near, reference, variant


@driver
def with_logits(greedy_decode, rows, eos, most):
    """Tokens and log-probability for a model that gives one row of logits after another."""
    import numpy as np

    last = len(rows) - 1
    tokens, log_prob = greedy_decode(lambda prefix: rows[min(len(prefix) - 1, last)], 0, eos, most)
    return np.array([int(token) for token in tokens], int), float(log_prob)


@check(after="adds_up_log_probabilities")
@cases(size=[1000.0, 20000.0])
def survives_large_logits(greedy_decode, size, rng):
    "stays finite for logits of thousands, and for tokens that are ruled out"
    rows = size * rng.normal(size=(6, 9))
    rows[rng.random(size=rows.shape) < 0.3] = -np.inf
    rows[:, 0], rows[:, 4] = -np.inf, size * rng.random(size=6)
    got, expected = (with_logits(f, rows, 1, 6) for f in (greedy_decode, reference))
    equal(got[0], expected[0], name="tokens")
    near(got[1], expected[1], length=60, terms=4 * size, name="log_prob")


@check(after="reads_all_it_wrote")
@cases(most=[5, 40])
def takes_bos_like_any_other(greedy_decode, most, rng):
    "takes bos like any other token, and writes long texts"
    rows = rng.normal(size=(40, 7))
    rows[::3, 0] = 5.0
    rows[:, 6] = -9.0
    got, expected = (with_logits(f, rows, 6, most) for f in (greedy_decode, reference))
    equal(got[0], expected[0], name="tokens")


def truth(next_logits, bos, eos, most):
    """By recursion, with SciPy's log-softmax."""
    from scipy.special import log_softmax

    def rest(prefix, left):
        if left == 0:
            return [], 0.0
        scores = log_softmax(next_logits(np.array(prefix, dtype="int64")))
        token = next(i for i, score in enumerate(scores) if score == max(scores))
        if token == eos:
            return [], float(scores[token])
        tokens, log_prob = rest([*prefix, token], left - 1)
        return [token, *tokens], float(scores[token]) + log_prob

    return rest([bos], most)


WHILE = "while len(prefix) <= most:"
ASK = "logits = next_logits(np.array(prefix))"
BEST = "best = int(logits.argmax())"
LOG = "log_prob -= math.log(np.exp(logits - logits[best]).sum())"
APPEND = "prefix.append(best)"
RETURN = "return prefix[1:], log_prob"
STOP = "        if best == eos:\n            break\n        prefix.append(best)\n"

bos_included = mistake(
    "returned bos as the first token",
    fails="takes_the_likeliest_token",
    replace=(RETURN, "return prefix, log_prob"),
)

unlikeliest = mistake(
    "took the token with the smallest logit",
    fails="takes_the_likeliest_token",
    replace=(BEST, "best = int(logits.argmin())"),
)

last_token_only = mistake(
    "gave the model the last token alone, as if it had no past",
    fails="reads_all_it_wrote",
    replace=(ASK, "logits = next_logits(np.array(prefix[-1:]))"),
)

never_reads = mistake(
    "gave the model bos every time",
    fails="reads_all_it_wrote",
    replace=(ASK, "logits = next_logits(np.array(prefix[:1]))"),
)

one_short = mistake(
    "counted bos among the `most` tokens",
    fails="takes_the_likeliest_token",
    replace=(WHILE, "while len(prefix) < most:"),
)

goes_on = mistake(
    "wrote on behind eos, up to the last token allowed",
    fails="stops_at_eos",
    replace=(STOP, "        " + APPEND + "\n"),
)

eos_included = mistake(
    "returned eos as the last token",
    fails="stops_at_eos",
    replace=(STOP, "        prefix.append(best)\n        if best == eos:\n            break\n"),
)

without_eos = mistake(
    "left out the probability of eos",
    fails="adds_up_log_probabilities",
    replace=(LOG, "log_prob -= math.log(np.exp(logits - logits[best]).sum()) * (best != eos)"),
)

logits_added = mistake(
    "added up the logits themselves, which are no logarithms of probabilities",
    fails="adds_up_log_probabilities",
    replace=(LOG, "log_prob += float(logits[best])"),
)

probabilities_added = mistake(
    "added up probabilities instead of their logarithms",
    fails="adds_up_log_probabilities",
    replace=(LOG, "log_prob += 1 / float(np.exp(logits - logits[best]).sum())"),
)

averaged = mistake(
    "divided by the number of tokens written",
    fails="adds_up_log_probabilities",
    replace=(RETURN, "return prefix[1:], log_prob / max(len(prefix), 2)"),
)

asked_in_vain = mistake(
    "asked the model once more after the last token",
    fails="asks_once_for_each_token",
    replace=(RETURN, "next_logits(np.array(prefix))\n    " + RETURN),
)

asked_twice = mistake(
    "asked the model twice for each token: once for the token, once for its probability",
    fails="asks_once_for_each_token",
    replace=(BEST, "best = int(next_logits(np.array(prefix)).argmax())"),
)

highest_of_equals = mistake(
    "took the highest token among equal logits",
    fails="takes_the_lowest_of_equals",
    replace=(BEST, "best = len(logits) - 1 - int(logits[::-1].argmax())"),
)

overflowing = mistake(
    "took exp of the logits as they are, which overflows",
    fails="survives_large_logits",
    replace=(LOG, "log_prob += math.log(np.exp(logits[best]) / np.exp(logits).sum())"),
)

bos_is_the_end = mistake(
    "stopped at bos too",
    fails="takes_bos_like_any_other",
    replace=("if best == eos:", "if best in (bos, eos):"),
)


@variant
def with_a_for_loop(next_logits, bos, eos, most):
    "a counted loop, arrays that grow, log-sum-exp by NumPy"
    tokens, total = np.array([bos]), 0.0
    for _ in range(most):
        logits = next_logits(tokens)
        token = np.flatnonzero(logits == logits.max())[0]
        total += float(logits[token] - np.logaddexp.reduce(logits))
        if token == eos:
            break
        tokens = np.append(tokens, token)
    return tokens[1:].tolist(), total


@variant
def probabilities_first(next_logits, bos, eos, most):
    "softmax first, then its maximum and its logarithm"
    from scipy.special import softmax

    prefix, total = [bos], 0.0
    for _ in range(most):
        p = softmax(next_logits(np.array(prefix)))
        token = max(range(len(p)), key=lambda i: (p[i], -i))
        total += float(np.log(p[token]))
        if token == eos:
            return prefix[1:], total
        prefix.append(token)
    return prefix[1:], total

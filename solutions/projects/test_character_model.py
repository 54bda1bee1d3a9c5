"""A character language model: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, expect, mistake, near, value, variant

CHINESE = "天地玄黄宇宙洪荒"


def learned(train, alphabet, favorite, order, n, rng):
    """The excess after n characters in which each context's favorite comes three times in four."""
    v = len(alphabet)
    weights = (v ** np.arange(order))[::-1]

    def write(count):
        text = rng.integers(0, v, order).tolist()
        while len(text) < count:
            liked = int(favorite[np.dot(weights, text[-order:])])
            text.append(liked if rng.random() < 0.75 else int(rng.integers(0, v)))
        return text

    predict = train("".join(alphabet[i] for i in write(n)), alphabet, rng)
    contexts = np.array(write(240)).reshape(60, 4)
    q = value(predict(["".join(alphabet[i] for i in context) for context in contexts]))
    near(q.sum(axis=1), np.ones(60), length=v, name="sums of the rows")
    liked = favorite[contexts[:, 4 - order :] @ weights]
    p = 0.75 * np.eye(v)[liked] + 0.25 / v
    return float((p * np.log(p / q)).sum(axis=1).mean())


@check(after=["takes_the_alphabet_as_it_is", "keeps_models_apart"])
@cases(seed=range(2))
def reads_chinese(train, rng):
    "learns an alphabet of eight Chinese characters"
    found = learned(
        train, CHINESE, np.roll(np.arange(8), int(rng.integers(1, 4)) * 2 - 1), 1, 4800, rng
    )
    expect(found <= 0.2, "the excess must be at most 0.2 nats")


@check(after="looks_at_two")
@cases(seed=range(2))
def tells_pairs_apart(train, rng):
    "tells all 36 pairs of six characters apart"
    square = np.add.outer(rng.permutation(6), rng.permutation(6)) % 6
    found = learned(train, "uvwxyz", square.reshape(-1), 2, 7200, rng)
    expect(found <= 0.2, "the excess must be at most 0.2 nats")


def truth(text, alphabet, rng):
    """The chances of every pair from whole arrays, pulled towards those of its last character."""
    v = len(alphabet)
    ids = np.array([alphabet.index(character) for character in text])
    one, two = np.zeros((v, v)), np.zeros((v, v, v))
    np.add.at(one, (ids[:-1], ids[1:]), 1)
    np.add.at(two, (ids[:-2], ids[1:-1], ids[2:]), 1)
    one = (one + 0.3) / (one + 0.3).sum(axis=1, keepdims=True)
    two = two + 2 * one
    two = two / two.sum(axis=2, keepdims=True)

    def predict(contexts):
        return np.array([two[alphabet.index(c[-2]), alphabet.index(c[-1])] for c in contexts])

    return predict


LENGTHS = "LENGTHS = (1, 2)"
PRIOR = "PRIOR = 4.0"
ENDINGS = "return [context[-length:] for length in LENGTHS]"
READ = "for character in text:"
COUNT = "for ending in endings(before))"
LOOK = "for ending in endings(context):"
COUNTS = "    counts: Counter[str] = Counter()\n"

no_context = mistake(
    "counted single characters, whatever came before them",
    fails="knows_what_follows",
    replace=(ENDINGS, 'return [""]'),
)

backwards = mistake(
    "counted which character comes before which",
    fails="knows_what_follows",
    replace=(READ, "for character in reversed(text):"),
)

beginning_of_the_context = mistake(
    "looked at the first characters of the context instead of the last",
    fails="knows_what_follows",
    replace=(LOOK, "for ending in [context[:length] for length in LENGTHS]:"),
)

itself_in_its_context = mistake(
    "counted a character as part of its own context, one place too far",
    fails="knows_what_follows",
    replace=(COUNT, "for ending in endings(before + character))"),
)

counts_for_chances = mistake(
    "divided by too much: added the prior for every character again, and the rows fall short of 1",
    fails="knows_what_follows",
    replace=("(seen.sum() + PRIOR)", "(seen.sum() + PRIOR * len(alphabet))"),
)

never_seen_never_comes = mistake(
    "gave no chance to pairs that the text does not have",
    fails="allows_what_it_never_saw",
    replace=[
        (LENGTHS, "LENGTHS = (1,)"),
        (PRIOR, "PRIOR = 1e-200"),
    ],
)

sorted_columns = mistake(
    "gave the columns in alphabetical order",
    fails="takes_the_alphabet_as_it_is",
    replace=(
        COUNTS,
        COUNTS + "    alphabet = ''.join(sorted(alphabet))\n",
    ),
)

one_character = mistake(
    "looked at the last character only",
    fails="looks_at_two",
    replace=(LENGTHS, "LENGTHS = (1,)"),
)

shared_counts = mistake(
    "kept the counts in a global name, so that an older model answers with those of a newer one",
    fails="keeps_models_apart",
    replace=(COUNTS, "    global counts\n" + "    counts = Counter()\n"),
)


@variant
def network(text, alphabet, rng):
    "a softmax over learned numbers for the last character and the last pair, by gradient descent"
    v = len(alphabet)
    ids = np.array([alphabet.index(character) for character in text])
    counts = np.zeros((v * v, v))
    np.add.at(counts, (ids[:-2] * v + ids[1:-1], ids[2:]), 1)
    totals = counts.sum(axis=1, keepdims=True)
    last, pair = np.zeros((v, v)), rng.normal(size=(v * v, v)) * 0.01
    for _ in range(150):
        z = pair + np.tile(last, (v, 1))
        q = np.exp(z - z.max(axis=1, keepdims=True))
        gradient = totals * q / q.sum(axis=1, keepdims=True) - counts
        last -= (gradient.reshape(v, v, v).sum(axis=0) + 0.1 * last) / (totals.sum() / v + 1) * 2
        pair -= (gradient + pair) / (totals + 1)

    def predict(contexts):
        a, b = np.array([[alphabet.index(c[-2]), alphabet.index(c[-1])] for c in contexts]).T
        q = np.exp(pair[a * v + b] + last[b])
        return q / q.sum(axis=1, keepdims=True)

    return predict


@variant
def three_back(text, alphabet, rng):
    "counts of three lengths, mixed by how much was seen"
    v, found = len(alphabet), {}
    for length in (1, 2, 3):
        for i in range(length, len(text)):
            found.setdefault(text[i - length : i], [0] * v)[alphabet.index(text[i])] += 1

    def row(context):
        q = [1 / v] * v
        for length in (1, 2, 3):
            seen = found.get(context[-length:], [0] * v)
            share = sum(seen) / (sum(seen) + 3)
            q = [share * (s + 1e-12) / (sum(seen) + v * 1e-12) + (1 - share) * old
                 for s, old in zip(seen, q, strict=True)]  # fmt: skip
        return q

    return lambda contexts: np.array([row(context) for context in contexts])

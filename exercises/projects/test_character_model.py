"""A character language model, judged by its chances on contexts it has not seen."""

import numpy as np

from grader import cases, check, expect, near, value

LETTERS = "abcdefgh"
FAVORITE = 0.75


def process(v, order, rng):
    """Chances of what follows `order` characters, shape (v,) * order + (v,).

    Favorites are a Latin square for two characters, a single cycle through all of them for one.
    """
    names = [rng.permutation(v) for _ in range(order)]
    places = np.indices((v,) * order)
    total = 1 + sum(name[place] for name, place in zip(names, places, strict=True))
    favorite = np.argsort(names[0])[total % v]
    return FAVORITE * np.eye(v)[favorite] + (1 - FAVORITE) / v


def written(chances, n, rng):
    """A text of n characters, as numbers."""
    order, v = chances.ndim - 1, chances.shape[-1]
    text = rng.integers(0, v, order).tolist()
    sums, draws = chances.cumsum(axis=-1), rng.random(n)
    while len(text) < n:
        row = sums[tuple(text[len(text) - order :])]
        text.append(min(int(np.searchsorted(row, draws[len(text)])), v - 1))
    return text


def spelled(numbers, alphabet):
    """Characters for numbers."""
    return "".join(alphabet[i] for i in numbers)


def excess(predict, chances, letters, rng, alphabet=None):
    """The excess on 60 contexts of a new text in `letters`; columns are those of `alphabet`."""
    alphabet, order = alphabet or letters, chances.ndim - 1
    contexts = np.array(written(chances, 240, rng)).reshape(60, 4)
    q = value(predict([spelled(context, letters) for context in contexts]))
    table = isinstance(q, np.ndarray) and q.ndim == 2
    expect(table and q.shape == (60, len(alphabet)), "must have a row for every context")
    near(q.sum(axis=1), np.ones(60), length=len(alphabet), name="sums of the rows")
    expect(bool((q > 0).all()), "must give every character a chance above 0")
    p = np.array([chances[tuple(context[4 - order :])] for context in contexts])
    columns = [alphabet.index(letter) for letter in letters]
    return float((p * np.log(p / q[:, columns])).sum(axis=1).mean())


@check(points=3)
@cases(v=[3, 5], seed=range(2))
def knows_what_follows(train, v, rng):
    "learns which character follows which"
    letters, chances = LETTERS[:v], process(v, 1, rng)
    predict = train(spelled(written(chances, 600 * v, rng), letters), letters, rng)
    found = excess(predict, chances, letters, rng)
    expect(found <= 0.2, "the excess must be at most 0.2 nats")


@check(points=2, after=knows_what_follows)
@cases(seed=range(4))
def allows_what_it_never_saw(train, rng):
    "leaves a chance to what 100 characters do not show, and learns from them all the same"
    letters, chances = LETTERS[:6], process(6, 1, rng)
    predict = train(spelled(written(chances, 100, rng), letters), letters, rng)
    found = excess(predict, chances, letters, rng)
    expect(found <= 0.5, "the excess must be at most 0.5 nats")


@check(after=knows_what_follows)
@cases(v=[4, 6], seed=range(2))
def takes_the_alphabet_as_it_is(train, v, rng):
    "gives the columns in the order of the alphabet, also for characters the text does not have"
    chances, alphabet = process(v, 1, rng), "".join(rng.permutation(list(LETTERS[: v + 2])))
    letters = "".join(rng.permutation(list(alphabet))[:v])
    predict = train(spelled(written(chances, 600 * v, rng), letters), alphabet, rng)
    found = excess(predict, chances, letters, rng, alphabet)
    expect(found <= 0.2, "the excess must be at most 0.2 nats")


@check(points=3, after=allows_what_it_never_saw)
@cases(v=[3, 4], seed=range(2))
def looks_at_two(train, v, rng):
    "looks at the last two characters where one does not tell"
    letters, chances = LETTERS[:v], process(v, 2, rng)
    predict = train(spelled(written(chances, 200 * v**2, rng), letters), letters, rng)
    found = excess(predict, chances, letters, rng)
    expect(found <= 0.2, "the excess must be at most 0.2 nats")


@check(after=knows_what_follows)
@cases(v=[3, 5])
def keeps_models_apart(train, v, rng):
    "keeps a model as it is when another one is trained"
    letters, chances = LETTERS[:v], process(v, 1, rng)
    first = train(spelled(written(chances, 600 * v, rng), letters), letters, rng)
    train(spelled(written(process(v, 1, rng), 600 * v, rng), letters), letters, rng)
    found = excess(first, chances, letters, rng)
    expect(found <= 0.2, "the excess must be at most 0.2 nats")

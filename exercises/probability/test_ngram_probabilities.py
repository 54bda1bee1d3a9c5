"""N-gram probabilities: counting what comes next."""

import numpy as np

from grader import cases, check, near, raises, reference

CORPUS = (
    "我喜欢吃苹果",
    "我喜欢吃香蕉",
    "我喜欢学习编程",
    "他喜欢吃苹果",
    "她喜欢学习数学",
    "我今天吃苹果",
    "我昨天吃香蕉",
)


def other_than(token, vocab, rng):
    """Any token but this one."""
    return (token + rng.integers(1, vocab)) % vocab


@check(points=2)
@cases(vocab=[2, 4], t=[5, 30], seed=range(2))
def counts_what_follows_a_token(ngram_probabilities, vocab, t, rng):
    "counts what follows a token and divides by the number of times something did"
    tokens = rng.integers(vocab, size=t)
    tokens[-1] = other_than(tokens[0], vocab, rng)
    near(ngram_probabilities([tokens], tokens[:1], vocab), reference([tokens], tokens[:1], vocab))


@check(points=2, after=counts_what_follows_a_token)
@cases(sentences=[2, 5], vocab=[3, 5], seed=range(2))
def adds_the_counts_of_all_sequences(ngram_probabilities, sentences, vocab, rng):
    "adds the counts of all sequences, so that a long one weighs more than a short one"
    corpus = [rng.integers(vocab, size=6 * (i + 1)) for i in range(sentences)]
    token = rng.integers(vocab, size=1)
    for tokens in corpus:
        tokens[0], tokens[-1] = token[0], other_than(token[0], vocab, rng)
    near(ngram_probabilities(corpus, token, vocab), reference(corpus, token, vocab))


@check(points=2, after=adds_the_counts_of_all_sequences)
@cases(sentences=[2, 4], vocab=[3, 5], seed=range(2))
def stops_at_the_end_of_a_sequence(ngram_probabilities, sentences, vocab, rng):
    "counts nothing where the context ends a sequence"
    corpus = [rng.integers(vocab, size=8) for _ in range(sentences)]
    token = rng.integers(vocab, size=1)
    for tokens in corpus:
        tokens[0] = tokens[-1] = token[0]
        tokens[1] = other_than(token[0], vocab, rng)
    near(ngram_probabilities(corpus, token, vocab), reference(corpus, token, vocab))


@check(points=2, after=adds_the_counts_of_all_sequences)
@cases(order=[2, 3], t=[60, 90], seed=range(2))
def looks_at_the_whole_context(ngram_probabilities, order, t, rng):
    "looks at every token of a longer context, in its order"
    tokens = rng.integers(3, size=t)
    context = rng.permutation(3)[:order]
    tokens[:order] = context
    tokens[-1] = other_than(context[-1], 3, rng)
    near(ngram_probabilities([tokens], context, 3), reference([tokens], context, 3))


@check(after=looks_at_the_whole_context)
@cases(order=[2, 3], run=[5, 8], seed=range(2))
def counts_overlapping_occurrences(ngram_probabilities, order, run, rng):
    "counts occurrences that overlap"
    token = int(rng.integers(4))
    tokens = np.append(np.full(run, token), [other_than(token, 4, rng), token])
    context = np.full(order, token)
    near(ngram_probabilities([tokens], context, 4), reference([tokens], context, 4))


@check(after=stops_at_the_end_of_a_sequence)
@cases(sentences=[1, 3], vocab=[2, 5], seed=range(2))
def gives_frequencies_without_a_context(ngram_probabilities, sentences, vocab, rng):
    "gives the frequency of every token when the context is empty"
    corpus = [rng.integers(vocab, size=i + 5) for i in range(sentences)]
    nothing = np.zeros(0, dtype="int64")
    near(ngram_probabilities(corpus, nothing, vocab), reference(corpus, nothing, vocab))


@check(after=stops_at_the_end_of_a_sequence)
@cases(t=[1, 4], seed=range(2))
def refuses_a_context_nothing_followed(ngram_probabilities, t, rng):
    "raises ValueError for a context that nothing ever followed"
    tokens = rng.integers(2, size=t)
    with raises(ValueError):
        ngram_probabilities([tokens], np.array([2]), 3)
    with raises(ValueError):
        ngram_probabilities([np.append(tokens, 2)], np.array([2]), 3)


@check(after=[looks_at_the_whole_context, stops_at_the_end_of_a_sequence])
def gives_the_worked_numbers(ngram_probabilities):
    "gives 0.6, 0.2, 0.2 after 我 and 0.6, 0.4 after 喜欢 in seven sentences"
    characters = list(dict.fromkeys("".join(CORPUS)))
    corpus = [np.array([characters.index(c) for c in sentence]) for sentence in CORPUS]
    for context, followers in (
        ("我", {"喜": 0.6, "今": 0.2, "昨": 0.2}),
        ("喜欢", {"吃": 0.6, "学": 0.4}),
        ("天", {"吃": 1.0}),
    ):
        ids = np.array([characters.index(c) for c in context])
        expected = np.array([followers.get(c, 0.0) for c in characters])
        near(ngram_probabilities(corpus, ids, len(characters)), expected, name=f"after {context}")

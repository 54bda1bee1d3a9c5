"""A mini language model: vocabulary, probabilities, scores, sentences."""

import numpy as np

from grader import cases, check, driver, equal, near, reference, value

NOTES = ("我喜欢学习人工智能", "人工智能改变世界", "学习使人进步", "我喜欢人工智能")
CHARACTERS = "天地玄黄宇宙洪荒"


def sentences(n, rng, length=6):
    """Random sentences of two characters or more, the first of them no earlier character twice."""
    return [
        "".join(rng.choice(list(CHARACTERS), size=rng.integers(2, length + 1))) for _ in range(n)
    ]


@driver
def written(MiniLM, corpus, rng, temperature, max_length, count):
    """Sentences a model of `corpus` writes, drawn from one generator."""
    model = MiniLM(corpus)
    return [model.generate(rng, temperature, max_length) for _ in range(count)]


@check
@cases(n=[1, 2, 6], seed=range(2))
def lists_tokens_as_they_appear(MiniLM, n, rng):
    "lists START, END and every character in the order of its first appearance"
    corpus = sentences(n, rng)
    equal(value(MiniLM(corpus).vocab), value(reference(corpus).vocab), name="vocab")


@check(points=2, after=lists_tokens_as_they_appear)
@cases(n=[1, 3, 8], seed=range(2))
def counts_every_step(MiniLM, n, rng):
    "turns the counts of all steps, from START and to END included, into rows of probabilities"
    corpus = sentences(n, rng)
    near(value(MiniLM(corpus).probs), value(reference(corpus).probs), name="probs")


@check(points=2, after=counts_every_step)
@cases(n=[2, 6], seed=range(2))
def scores_sentences(MiniLM, n, rng):
    "adds the logarithms of all steps of a sentence, the first and the last included"
    corpus = sentences(n, rng)
    model, other = MiniLM(corpus), reference(corpus)
    for sentence in corpus[:3]:
        got, expected = value(model.log_prob(sentence)), value(other.log_prob(sentence))
        near(got, expected, terms=20.0, name=f"log_prob({sentence!r})")


@check(points=2, after=scores_sentences)
@cases(n=[2, 4], seed=range(2))
def calls_the_unseen_impossible(MiniLM, n, rng):
    "gives -inf to a sentence with a step or a character it never saw"
    corpus = sentences(n, rng)
    model, other = MiniLM(corpus), reference(corpus)
    first, last = corpus[0], corpus[0][-1]
    for sentence in (first[:-1] + "龙" + last, first + "龙", "龙", last + "<" + first):
        got, expected = value(model.log_prob(sentence)), value(other.log_prob(sentence))
        near(got, expected, name=f"log_prob({sentence!r})")
    twins = ["天地", "玄黄"]  # every character is known, the step is not
    got, expected = value(MiniLM(twins).log_prob("天黄")), value(reference(twins).log_prob("天黄"))
    near(got, expected, name="log_prob('天黄')")


@check(after=calls_the_unseen_impossible)
@cases(n=[2, 6], seed=range(2))
def measures_perplexity(MiniLM, n, rng):
    "takes perplexity over n + 1 steps, infinite for what it calls impossible"
    corpus = sentences(n, rng)
    model, other = MiniLM(corpus), reference(corpus)
    for sentence in (*corpus[:2], corpus[0] + "龙"):
        got, expected = value(model.perplexity(sentence)), value(other.perplexity(sentence))
        near(got, expected, length=10, name=f"perplexity({sentence!r})")


@check(points=2, after=counts_every_step)
@cases(n=[4, 8], seed=range(2))
def writes_by_drawing(MiniLM, n, rng):
    "draws every next token by its probability, one random number each, until END"
    corpus, draws = sentences(n, rng), np.random.default_rng(int(rng.integers(2**32)))
    arguments = corpus, draws, 1.0, 50, 12
    equal(written(MiniLM, *arguments), written(reference, *arguments), name="sentences")


@check(points=2, after=writes_by_drawing)
@cases(temperature=[0.5, 1.5, 6.0], seed=range(2))
def draws_at_a_temperature(MiniLM, temperature, rng):
    "draws with probabilities to the power of 1 / T, and never what it never saw"
    corpus, draws = sentences(12, rng), np.random.default_rng(int(rng.integers(2**32)))
    arguments = corpus, draws, temperature, 30, 12
    equal(written(MiniLM, *arguments), written(reference, *arguments), name="sentences")


@check(after=draws_at_a_temperature)
@cases(temperature=[0.001], n=[12, 20])
def survives_small_temperatures(MiniLM, temperature, n, rng):
    "draws among the most probable tokens alone at temperatures close to 0"
    corpus, draws = sentences(n, rng), np.random.default_rng(int(rng.integers(2**32)))
    arguments = corpus, draws, temperature, 30, 12
    equal(written(MiniLM, *arguments), written(reference, *arguments), name="sentences")


@check(after=writes_by_drawing)
@cases(longest=[0, 1, 4], seed=range(2))
def stops_at_the_longest_length(MiniLM, longest, rng):
    "stops at max_length characters, without drawing once more"
    corpus, draws = sentences(5, rng, 20), np.random.default_rng(int(rng.integers(2**32)))
    arguments = corpus, draws, 1.0, longest, 10
    equal(written(MiniLM, *arguments), written(reference, *arguments), name="sentences")


@check(after=measures_perplexity)
def gives_the_worked_numbers(MiniLM):
    "gives the worked numbers of four sentences over 18 tokens"
    model = MiniLM(list(NOTES))
    probs = value(model.probs)
    start, person = np.zeros(18), np.zeros(18)
    start[[2, 5, 7]] = 0.5, 0.25, 0.25  # 我 学 人
    person[[8, 16]] = 0.75, 0.25  # 工 进
    near(probs[0], start, name="probs after START")
    near(probs[7], person, name="probs after 人")
    worked = (1.3195079108, 1.3607900002, 1.6406707120, 1.2968395547)
    for sentence, expected in zip(NOTES, worked, strict=True):
        got = value(model.perplexity(sentence))
        near(got, expected, tolerance=1e-9, name=f"perplexity({sentence!r})")
    near(value(model.log_prob(NOTES[2])), -5 * np.log(2), name=f"log_prob({NOTES[2]!r})")

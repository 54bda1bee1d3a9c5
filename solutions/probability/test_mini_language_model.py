"""A mini language model: hidden checks, known mistakes, right variants, truth."""

from itertools import pairwise

import numpy as np

from grader import cases, check, driver, equal, mistake, near, reference, value, variant


@driver
def drawn(MiniLM, corpus, rng, count):
    """Sentences a model of `corpus` writes, and a number drawn after them."""
    model = MiniLM(corpus)
    return [model.generate(rng) for _ in range(count)], float(rng.random())


@check(after="measures_perplexity")
@cases(n=[1, 3], seed=range(2))
def knows_empty_sentences(MiniLM, n, rng):
    "learns and scores the empty sentence, a step from START to END"
    corpus = ["", *("".join(rng.choice(list("天地人"), size=3)) for _ in range(n))]
    model, other = MiniLM(corpus), reference(corpus)
    near(value(model.probs), value(other.probs), name="probs")
    near(value(model.log_prob("")), value(other.log_prob("")), name="score")
    near(value(model.perplexity("")), value(other.perplexity("")), name="perplexity")


@check(after="stops_at_the_longest_length")
@cases(n=[50], seed=range(2))
def handles_a_larger_corpus(MiniLM, n, rng):
    "learns from a larger corpus, and leaves the generator where it should be"
    letters = [chr(0x4E00 + i) for i in range(60)]
    corpus = ["".join(rng.choice(letters, size=rng.integers(5, 30))) for _ in range(n)]
    draws = np.random.default_rng(int(rng.integers(2**32)))
    near(value(MiniLM(corpus).probs), value(reference(corpus).probs), name="probs")
    got, expected = drawn(MiniLM, corpus, draws, 5), drawn(reference, corpus, draws, 5)
    equal(got[0], expected[0], name="sentences")
    equal(got[1], expected[1], name="next random number")


@check(after="measures_perplexity")
@cases(t=[400, 800])
def scores_long_sentences(MiniLM, t, rng):
    "scores sentences whose probability is too small for a float"
    sentence = "".join(rng.choice(list("天地玄黄宇宙洪荒"), size=t))
    model, other = MiniLM([sentence]), reference([sentence])
    near(value(model.log_prob(sentence)), value(other.log_prob(sentence)), length=t)
    near(value(model.perplexity(sentence)), value(other.perplexity(sentence)), length=t)


class truth:
    """Counts in dictionaries; probabilities of whole sentences as fractions."""

    def __init__(self, sentences):
        from collections import Counter

        self.vocab = ["<START>", "<END>"]
        for sentence in sentences:
            for character in sentence:
                if character not in self.vocab:
                    self.vocab.append(character)
        self.steps = Counter()
        for sentence in sentences:
            tokens = ["<START>", *sentence, "<END>"]
            self.steps.update(pairwise(tokens))
        self.probs = np.array([[float(self.share(a, b)) for b in self.vocab] for a in self.vocab])

    def share(self, a, b):
        from fractions import Fraction

        total = sum(count for (first, _), count in self.steps.items() if first == a)
        return Fraction(self.steps[a, b], total or 1)

    def log_prob(self, sentence):
        import math

        tokens = ["<START>", *sentence, "<END>"]
        shares = [self.share(a, b) for a, b in pairwise(tokens)]
        return math.fsum(math.log(x) for x in shares) if all(shares) else -math.inf

    def perplexity(self, sentence):
        return float(np.exp2(-self.log_prob(sentence) / np.log(2) / (len(sentence) + 1)))

    def generate(self, rng, temperature=1.0, max_length=20):
        tokens = ["<START>"]
        while len(tokens) <= max_length:
            shares = [float(self.share(tokens[-1], b)) for b in self.vocab]
            logs = [np.log(x) / temperature if x else -np.inf for x in shares]
            weights = [np.exp(x - max(logs)) for x in logs]
            u, b = rng.random() * sum(weights), 0
            while sum(weights[: b + 1]) <= u:
                b += 1
            b = self.vocab[b]
            if b == "<END>":
                break
            tokens.append(b)
        return "".join(tokens[1:])


VOCAB = '["<START>", "<END>", *dict.fromkeys("".join(sentences))]'
DIVIDED = "counts / np.where(totals, totals, 1)"
PATH = "[0, *(self.vocab.index(character) for character in sentence), 1]"
KNOWN = "if not set(sentence) <= set(self.vocab):\n            return -np.inf\n"
SCORE = "np.log(self.probs[path[:-1], path[1:]]).sum()"
Q = "q = (row / row.max()) ** (1 / temperature)"
DRAW = "rng.choice(len(q), p=q / q.sum())"

sorted_vocabulary = mistake(
    "sorted the characters instead of keeping the order of their first appearance",
    fails="lists_tokens_as_they_appear",
    replace=(VOCAB, '["<START>", "<END>", *sorted(set("".join(sentences)))]'),
)

end_before_start = mistake(
    "listed END before START",
    fails="lists_tokens_as_they_appear",
    replace=(VOCAB, VOCAB.replace('"<START>", "<END>"', '"<END>", "<START>"')),
)

ends_not_counted = mistake(
    "counted no steps to END, so the model never learns to stop",
    fails="counts_every_step",
    replace=(
        "path = self._path(sentence)\n            np",
        "path = self._path(sentence)[:-1]\n            np",
    ),
)

starts_not_counted = mistake(
    "counted no steps from START",
    fails="counts_every_step",
    replace=(
        "path = self._path(sentence)\n            np",
        "path = self._path(sentence)[1:]\n            np",
    ),
)

columns = mistake(
    "made the columns sum to 1 instead of the rows",
    fails="counts_every_step",
    replace=("counts.sum(axis=1, keepdims=True)", "counts.sum(axis=0, keepdims=True)"),
)

padded_total = mistake(
    "added 1e-8 to the sum of each row, so a row sums to less than 1",
    fails="counts_every_step",
    replace=(DIVIDED, "counts / (totals + 1e-8)"),
)

nan_after_end = mistake(
    "divided the row of END, which is all zeros, by its sum of 0",
    fails="counts_every_step",
    replace=(DIVIDED, "counts / totals"),
)

repeats_lost = mistake(
    "counted a step that occurs twice in one sentence once: counts[a, b] += 1 with arrays",
    fails="counts_every_step",
    replace=("np.add.at(counts, (path[:-1], path[1:]), 1)", "counts[path[:-1], path[1:]] += 1"),
)

end_not_scored = mistake(
    "left the step to END out of the score",
    fails="scores_sentences",
    replace=(SCORE, "np.log(self.probs[path[:-2], path[1:-1]]).sum()"),
)

start_not_scored = mistake(
    "left the step from START out of the score",
    fails="scores_sentences",
    replace=(SCORE, "np.log(self.probs[path[1:-1], path[2:]]).sum()"),
)

scored_in_bits = mistake(
    "took logarithms to base 2",
    fails="scores_sentences",
    replace=(SCORE, SCORE.replace("log", "log2")),
)

mean_score = mistake(
    "returned the mean over the steps instead of their sum",
    fails="scores_sentences",
    replace=(SCORE, SCORE.replace("sum", "mean")),
)

unseen_steps_skipped = mistake(
    "left out steps never seen",
    fails="calls_the_unseen_impossible",
    replace=(SCORE, "np.log([x for x in self.probs[path[:-1], path[1:]] if x > 0]).sum()"),
)

unknown_characters_skipped = mistake(
    "left out characters never seen",
    fails="calls_the_unseen_impossible",
    replace=(KNOWN, "sentence = [c for c in sentence if c in self.vocab]\n"),
)

without_the_end_step = mistake(
    "divided by the number of characters; there is one step more",
    fails="measures_perplexity",
    replace=("(len(sentence) + 1)", "len(sentence)"),
)

upside_down = mistake(
    "forgot the minus sign of the perplexity",
    fails="measures_perplexity",
    replace=("np.exp(-self", "np.exp(self"),
)

greedy = mistake(
    "always took the most probable token",
    fails="writes_by_drawing",
    replace=(DRAW, "int((q, rng.random())[0].argmax())"),
)

uniform = mistake(
    "drew among the tokens seen as if they were equally probable",
    fails="writes_by_drawing",
    replace=(DRAW, "rng.choice(len(q), p=(q > 0) / (q > 0).sum())"),
)

always_from_start = mistake(
    "drew every token as if it were the first",
    fails="writes_by_drawing",
    replace=("row = self.probs[token]", "row = self.probs[0]"),
)

temperature_ignored = mistake(
    "ignored the temperature",
    fails="draws_at_a_temperature",
    replace=(Q, "q = row"),
)

temperature_inverted = mistake(
    "raised probabilities to the power of T, not 1 / T",
    fails="draws_at_a_temperature",
    replace=("(1 / temperature)", "temperature"),
)

leaking = mistake(
    "took log(p + 1e-8) / T, which makes possible what was never seen",
    fails="draws_at_a_temperature",
    replace=(Q, "q = row if temperature == 1 else np.exp(np.log(row + 1e-8) / temperature)"),
)

one_too_long = mistake(
    "drew once more after max_length characters",
    fails="stops_at_the_longest_length",
    replace=("len(text) < max_length", "len(text) <= max_length"),
)

empty_not_divided = mistake(
    "gave every sentence at least one character",
    fails="knows_empty_sentences",
    replace=("(len(sentence) + 1)", "max(len(sentence) + 1, 2)"),
)


@variant
class counted_in_dictionaries:
    "a dictionary of dictionaries, and cumulative sums compared with one random number"

    def __init__(self, sentences):
        import itertools

        seen = {}
        for character in itertools.chain(*sentences):
            seen.setdefault(character, len(seen) + 2)
        self.ids = {"<START>": 0, "<END>": 1, **seen}
        self.vocab = list(self.ids)
        follow = {token: {} for token in self.vocab}
        for sentence in sentences:
            last = "<START>"
            for token in [*sentence, "<END>"]:
                follow[last][token] = follow[last].get(token, 0) + 1
                last = token
        self.probs = np.zeros((len(self.vocab), len(self.vocab)))
        for token, counts in follow.items():
            for other, count in counts.items():
                share = count / sum(counts.values())
                self.probs[self.ids[token], self.ids[other]] = share

    def log_prob(self, sentence):
        import math

        total, here = 0.0, 0
        for character in [*sentence, "<END>"]:
            there = self.ids.get(character)
            if there is None or self.probs[here, there] == 0:
                return float("-inf")
            total += math.log(self.probs[here, there])
            here = there
        return total

    def perplexity(self, sentence):
        import math

        score = self.log_prob(sentence)
        return math.inf if score == -math.inf else math.exp(-score / (len(sentence) + 1))

    def generate(self, rng, temperature=1.0, max_length=20):
        here, characters = 0, []
        for _ in range(max_length):
            with np.errstate(divide="ignore"):
                logits = np.log(self.probs[here]) / temperature
            q = np.exp(logits - logits.max())
            masses = np.cumsum(q / q.sum())
            here = int(np.searchsorted(masses / masses[-1], rng.random(), side="right"))
            if here == 1:
                break
            characters.append(self.vocab[here])
        return "".join(characters)


log_table = variant(
    "looked up with loops, drawn by counting the cumulative sums at or below u",
    replace=[
        (SCORE, "sum(np.log(self.probs[a, b]) for a, b in zip(path, path[1:]))"),
        (DRAW, "int((np.cumsum(q) / np.cumsum(q)[-1] <= rng.random()).sum())"),
    ],
)

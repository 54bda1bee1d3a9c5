"""A mini language model: count which character follows which, then score and write sentences."""

from __future__ import annotations

import numpy as np


class MiniLM:
    """A bigram model of characters, learned from whole sentences.

    A sentence of n characters is a path of n + 1 steps, from the token "<START>" over its
    characters to the token "<END>".

    sentences  at least one string, each a sentence; one may be empty

    After __init__ a model has two attributes:

    vocab      list of strings: "<START>", "<END>", then every character in the order of its first
               appearance. The position of a token is its id, so START is 0 and END is 1
    probs      float64 of shape (V, V): probs[a, b] = count(a, b) / sum_c count(a, c), where
               count(a, b) is the number of steps from a to b in all sentences. Row 1 is all zeros:
               nothing follows END. Nothing is added to a count or a sum

    Example:
        >>> model = MiniLM(["我喜欢你", "你喜欢我"])
        >>> model.vocab
        ['<START>', '<END>', '我', '喜', '欢', '你']
        >>> model.probs[0]
        array([0. , 0. , 0.5, 0. , 0. , 0.5])
        >>> float(model.log_prob("我喜欢我"))  # START 我 喜 欢 我 END: 1/2 1/2 1 1/2 1/2
        -2.772588722239781

    Source: Jurafsky and Martin, "Speech and Language Processing" (3rd ed. draft), sections 3.1 to
    3.4, https://web.stanford.edu/~jurafsky/slp3/

    """

    def __init__(self, sentences: list[str]) -> None:
        ### BEGIN SOLUTION
        self.vocab = ["<START>", "<END>", *dict.fromkeys("".join(sentences))]
        counts = np.zeros((len(self.vocab), len(self.vocab)))
        for sentence in sentences:
            path = self._path(sentence)
            np.add.at(counts, (path[:-1], path[1:]), 1)
        totals = counts.sum(axis=1, keepdims=True)
        self.probs = counts / np.where(totals, totals, 1)
        ### END SOLUTION

    def log_prob(self, sentence: str) -> float:
        """Return the natural logarithm of the probability of a whole sentence.

        That is the sum over its n + 1 steps, the one from START and the one to END included. A
        sentence with a step never seen, or with a character never seen, has probability 0: -inf.
        """
        ### BEGIN SOLUTION
        if not set(sentence) <= set(self.vocab):
            return -np.inf
        path = self._path(sentence)
        with np.errstate(divide="ignore"):
            return np.log(self.probs[path[:-1], path[1:]]).sum()
        ### END SOLUTION

    def perplexity(self, sentence: str) -> float:
        """Return exp(-log_prob / (n + 1)) for a sentence of n characters; inf for an unseen one."""
        ### BEGIN SOLUTION
        return np.exp(-self.log_prob(sentence) / (len(sentence) + 1))
        ### END SOLUTION

    def generate(
        self, rng: np.random.Generator, temperature: float = 1.0, max_length: int = 20
    ) -> str:
        """Return a sentence written by the model, one character after another.

        Begin at START. While there are fewer than `max_length` characters, draw what follows the
        last token; stop when it is END, otherwise append it. START and END are no part of the text.

        - Temperature T > 0 makes q[b] = probs[a, b] ** (1 / T) / sum_c probs[a, c] ** (1 / T). What
          was never seen keeps probability 0 at every T; T down to 0.001 is possible.
        - Each draw takes one number u = rng.random(), and gives the first token b, in the order of
          the vocabulary, for which q[0] + ... + q[b] > u. `rng.choice(V, p=q)` does just that.
        """
        ### BEGIN SOLUTION
        token, text = 0, ""
        while len(text) < max_length:
            row = self.probs[token]
            q = (row / row.max()) ** (1 / temperature)
            token = rng.choice(len(q), p=q / q.sum())
            if token == 1:
                break
            text += self.vocab[token]
        return text

    def _path(self, sentence: str) -> list[int]:
        return [0, *(self.vocab.index(character) for character in sentence), 1]
        ### END SOLUTION

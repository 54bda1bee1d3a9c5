"""A character language model: read a text, then say what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTHS = (1, 2)  # yours to change: how many characters of a context your model looks at,
PRIOR = 4.0  # and how much it believes before it has seen anything


def train(text: str, alphabet: str, rng: np.random.Generator) -> Callable[[list[str]], np.ndarray]:
    """Read `text` and return a function that gives chances to what follows.

    text      at least 100 characters, all of them of `alphabet`
    alphabet  V different characters, 2 <= V <= 8, in any order; some may not be in the text
    rng       for whatever you draw, if you draw anything
    returns   a function `predict`. It takes a list of n >= 1 contexts, strings of 4 characters of
              the alphabet, and returns float64 of shape (n, V): q[i, j] is the chance that
              `alphabet[j]` comes right after context i. Every chance is above 0, and every row adds
              up to 1

    **How** is up to you: counts, a network, anything. What is graded is what was learned. The texts
    are written at random, each character by chances p that depend on the last one or two before it
    and on nothing else. Your q is compared with them on contexts from a text you have not seen:

        excess = mean over contexts of  sum_j p[j] log(p[j] / q[j])

    which is your cross-entropy less the least there can be, in nats per character. It must be

        at most 0.2   for texts of 600 V characters, chances by the last character
        at most 0.2   for texts of 200 V**2 characters, chances by the last two
        at most 0.5   for texts of 100 characters of an alphabet of 6, chances by the last one

    - In these texts every context has one favorite that follows it three times in four; what is
      left is shared evenly. Which favorites, the text must tell.
    - Single characters are all equally frequent in the long run. A model that looks at no context
      has an excess of 0.5 or more. So has one that looks at the last character where the last two
      decide. In 100 characters, many of the 36 pairs never occur.
    - A model stays what it is when another is trained. There is nothing to raise.
    - The function is not told which of the three it has before it. Time: at most 2 seconds for all
      models of a check, which read up to 15000 characters together.

    Example: after 200 times "ab", b comes after a, as good as always.
        >>> predict = train("ab" * 200, "ab", np.random.default_rng(0))
        >>> bool(predict(["baba"])[0, 1] > 0.9)
        True

    Source: Shannon, "A mathematical theory of communication" (1948), section 3,
    https://doi.org/10.1002/j.1538-7305.1948.tb01338.x; Jurafsky and Martin, "Speech and Language
    Processing" (3rd ed. draft), chapter 3, https://web.stanford.edu/~jurafsky/slp3/; with a
    network: Bengio et al., https://www.jmlr.org/papers/v3/bengio03a.html
    """
    ### BEGIN SOLUTION
    from collections import Counter

    def endings(context: str) -> list[str]:
        return [context[-length:] for length in LENGTHS]

    counts: Counter[str] = Counter()
    before = ""
    for character in text:
        counts.update(ending + character for ending in endings(before))
        before += character

    def predict(contexts: list[str]) -> np.ndarray:
        rows = []
        for context in contexts:
            chances = np.ones(len(alphabet)) / len(alphabet)
            for ending in endings(context):
                seen = np.array([counts[ending + character] for character in alphabet])
                chances = (seen + PRIOR * chances) / (seen.sum() + PRIOR)
            rows.append(chances)
        return np.array(rows)

    return predict
    ### END SOLUTION

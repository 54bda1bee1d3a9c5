"""N-gram probabilities: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="looks_at_the_whole_context")
@cases(order=[1, 2], seed=range(2))
def handles_a_large_vocabulary(ngram_probabilities, order, rng):
    "handles hundreds of tokens, most of which never follow"
    corpus = [rng.integers(300, size=200) for _ in range(5)]
    context = corpus[3][17 : 17 + order]
    near(ngram_probabilities(corpus, context, 300), reference(corpus, context, 300))


@check(after=["looks_at_the_whole_context", "stops_at_the_end_of_a_sequence"])
@cases(order=[1, 3], seed=range(2))
def passes_over_short_sequences(ngram_probabilities, order, rng):
    "passes over sequences that are empty or no longer than the context"
    tokens = rng.integers(3, size=12)
    context = tokens[2 : 2 + order]
    corpus = [np.zeros(0, dtype="int64"), context[:1], context, tokens, context[1:]]
    near(ngram_probabilities(corpus, context, 3), reference(corpus, context, 3))


def truth(sequences, context, vocab_size):
    """Sequences as lines of text, searched by a regular expression that looks ahead."""
    import re

    def text(tokens):
        return "".join(chr(0x4E00 + int(token)) for token in tokens)

    pattern = re.compile(f"(?={text(context)}(.))")
    found = pattern.findall("\n".join(text(tokens) for tokens in sequences))
    if not found:
        raise ValueError
    return np.array([found.count(text([w])) / len(found) for w in range(vocab_size)])


LOOP = "for end in range(order, len(sequence))"
NEXT = "        sequence[end]\n"
MATCH = "np.array_equal(sequence[end - order : end], context)"
COUNTS = "np.bincount(followers, minlength=vocab_size)"
SHARES = "return np.bincount(followers, minlength=vocab_size) / len(followers)"
EMPTY = """    if not followers:
        raise ValueError("nothing ever followed this context")
"""

not_divided = mistake(
    "returned counts, not probabilities",
    fails="counts_what_follows_a_token",
    replace=(SHARES, f"return 1.0 * {COUNTS}"),
)

of_all_tokens = mistake(
    "divided by the number of all tokens instead of the number of times the context was followed",
    fails="counts_what_follows_a_token",
    replace=("/ len(followers)", "/ sum(len(sequence) for sequence in sequences)"),
)

smoothed = mistake(
    "added 1 to every count, a smoothing nobody asked for",
    fails="counts_what_follows_a_token",
    replace=(SHARES, f"return ({COUNTS} + 1) / (len(followers) + vocab_size)"),
)

what_came_before = mistake(
    "counted what comes before the context instead of what follows it",
    fails="counts_what_follows_a_token",
    replace=(NEXT, NEXT.replace("end", "end - order - 1")),
)

first_only = mistake(
    "counted in the first sequence only",
    fails="adds_the_counts_of_all_sequences",
    replace=("for sequence in sequences\n", "for sequence in sequences[:1]\n"),
)


@mistake(fails="adds_the_counts_of_all_sequences")
def averaged(sequences, context, vocab_size):
    "averaged the distributions of the sequences instead of adding their counts"
    order = len(context)
    means = []
    for sequence in sequences:
        counts = np.zeros(vocab_size)
        for end in range(order, len(sequence)):
            if np.array_equal(sequence[end - order : end], context):
                counts[sequence[end]] += 1
        if counts.sum():
            means.append(counts / counts.sum())
    if not means:
        raise ValueError
    return np.mean(means, axis=0)


joined = mistake(
    "joined all sequences into one, so the next one seems to follow the last token",
    fails="stops_at_the_end_of_a_sequence",
    replace=("for sequence in sequences\n", "for sequence in [np.concatenate(sequences)]\n"),
)

last_counted = mistake(
    "divided by all occurrences of the context, also those at the end that nothing follows",
    fails="stops_at_the_end_of_a_sequence",
    replace=[
        (LOOP, LOOP.replace("len(sequence)", "len(sequence) + 1")),
        (NEXT, NEXT.replace("sequence", "[*sequence, vocab_size]")),
        (COUNTS, f"{COUNTS}[:vocab_size]"),
    ],
)

last_token_only = mistake(
    "looked at the last token of the context only",
    fails="looks_at_the_whole_context",
    replace=(MATCH, "order == 0 or sequence[end - 1] == context[-1]"),
)

any_order = mistake(
    "took the tokens of the context in any order",
    fails="looks_at_the_whole_context",
    replace=(MATCH, "sorted(sequence[end - order : end]) == sorted(context)"),
)

reversed_context = mistake(
    "read the context from right to left",
    fails="looks_at_the_whole_context",
    replace=(MATCH, "np.array_equal(sequence[end - order : end], context[::-1])"),
)


@mistake(fails="counts_overlapping_occurrences")
def without_overlap(sequences, context, vocab_size):
    "went on behind each occurrence, so those that overlap it were missed"
    counts = np.zeros(vocab_size)
    order = len(context)
    for sequence in sequences:
        end = order
        while end < len(sequence):
            if np.array_equal(sequence[end - order : end], context):
                counts[sequence[end]] += 1
                end += max(order, 1)
            else:
                end += 1
    if counts.sum() == 0:
        raise ValueError
    return counts / counts.sum()


one_short = mistake(
    "left out the last token of every sequence when the context is empty",
    fails="gives_frequencies_without_a_context",
    replace=(LOOP, LOOP.replace("len(sequence)", "len(sequence) - (order == 0)")),
)

unseen_not_refused = mistake(
    "returned something for a context nothing followed",
    fails="refuses_a_context_nothing_followed",
    replace=(EMPTY, "    if not followers:\n        return np.zeros(vocab_size)\n"),
)


@mistake(fails="passes_over_short_sequences")
def windows_of_each(sequences, context, vocab_size):
    "made windows of every sequence, even those too short for one"
    order = len(context)
    followers = []
    for tokens in sequences:
        windows = np.lib.stride_tricks.sliding_window_view(tokens, order + 1)
        followers += [w[-1] for w in windows if np.array_equal(w[:-1], context)]
    if not followers:
        raise ValueError
    return np.bincount(followers, minlength=vocab_size) / len(followers)


@variant
def with_a_counter(sequences, context, vocab_size):
    "every n-gram counted in a Counter first"
    from collections import Counter

    n = len(context) + 1
    grams = Counter(
        tuple(int(token) for token in tokens[i : i + n])
        for tokens in sequences
        for i in range(len(tokens) - n + 1)
    )
    before = tuple(int(token) for token in context)
    followed = sum(count for gram, count in grams.items() if gram[:-1] == before)
    if not followed:
        raise ValueError("never seen")
    return np.array([grams[(*before, w)] / followed for w in range(vocab_size)])


@variant
def with_windows(sequences, context, vocab_size):
    "windows compared all at once, counted with bincount"
    order = len(context)
    found = [np.zeros(0, dtype="int64")]
    for tokens in sequences:
        if len(tokens) > order:
            windows = np.lib.stride_tricks.sliding_window_view(tokens, order + 1)
            found.append(windows[(windows[:, :-1] == context).all(axis=1), -1])
    followers = np.concatenate(found)
    if followers.size == 0:
        raise ValueError("never seen")
    return np.bincount(followers, minlength=vocab_size) / followers.size

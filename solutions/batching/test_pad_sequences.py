"""Padding: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, reference, variant


@check(after=["keeps_the_two_choices_apart", "is_as_wide_as_asked"])
@cases(padding=["post", "pre"], seed=range(2))
def handles_large_batches(pad_sequences, padding, rng):
    "handles two hundred sequences of up to sixty tokens"
    sequences = [rng.integers(-50, 50, size=n) for n in rng.integers(0, 61, size=200)]
    got = pad_sequences(sequences, 40, padding, "pre", 9)
    expected = reference(sequences, 40, padding, "pre", 9)
    equal(got[0], expected[0], name="batch")
    equal(got[1], expected[1], name="mask")


@check(after=["keeps_the_two_choices_apart", "is_as_wide_as_asked"])
@cases(padding=["post", "pre"], truncating=["post", "pre"])
def keeps_a_single_token(pad_sequences, padding, truncating, rng):
    "handles a maxlen of 1, and a batch of one sequence"
    for sequences in (
        [rng.integers(1, 9, size=4)],
        [rng.integers(1, 9, size=n) for n in (0, 1, 2)],
    ):
        got = pad_sequences(sequences, 1, padding, truncating)
        expected = reference(sequences, 1, padding, truncating)
        equal(got[0], expected[0], name="batch")
        equal(got[1], expected[1], name="mask")


def truth(sequences, maxlen=None, padding="post", truncating="post", value=0):
    """Lists in Python, one entry at a time."""
    for word in (padding, truncating):
        if word not in ("pre", "post"):
            raise ValueError(word)
    width = maxlen or max(map(len, sequences))
    rows, masks = [], []
    for sequence in sequences:
        tokens = [int(t) for t in sequence]
        while len(tokens) > width:
            tokens.pop(-1 if truncating == "post" else 0)
        real, free = [True] * len(tokens), width - len(tokens)
        front = free if padding == "pre" else 0
        rows.append([value] * front + tokens + [value] * (free - front))
        masks.append([False] * front + real + [False] * (free - front))
    return np.array(rows, dtype=np.int64), np.array(masks, dtype=bool)


KEPT = 'sequence[:width] if truncating == "post" else sequence[-width:]'
START = 'start = 0 if padding == "post" else width - len(kept)'
WIDTH = "max(len(s) for s in sequences) if maxlen is None else maxlen"
FULL = "np.full((len(sequences), width), value, dtype=np.int64)"

shortest = mistake(
    "made the batch as wide as the shortest sequence, which cuts all others",
    fails="fills_up_after",
    replace=("max(len(s)", "min(len(s)"),
)

floats = mistake(
    "made a batch of floats, as np.zeros does if nothing is said",
    fails="fills_up_after",
    replace=(FULL, "np.full((len(sequences), width), float(value))"),
)

last_repeated = mistake(
    "repeated the last token instead of the padding value",
    fails="fills_up_after",
    replace=(
        "batch[i, start : start + len(kept)] = kept",
        'batch[i] = np.pad(kept, (start, width - start - len(kept)), "edge")',
    ),
)

always_zeros = mistake(
    "padded with zeros whatever the value",
    fails="marks_what_is_real",
    replace=(FULL, "np.zeros((len(sequences), width), dtype=np.int64)"),
)

mask_by_value = mistake(
    "took every entry that equals the padding value for padding",
    fails="marks_what_is_real",
    replace=("return batch, mask", "return batch, batch != value"),
)

mask_inverted = mistake(
    "marked the padding instead of what is real",
    fails="marks_what_is_real",
    replace=("return batch, mask", "return batch, ~mask"),
)

mask_of_ones = mistake(
    "returned the mask as numbers, which select rows 0 and 1 where they are used as an index",
    fails="marks_what_is_real",
    replace=("dtype=bool", "dtype=np.int64"),
)

always_after = mistake(
    "padded after the sequence, whatever was asked for",
    fails="fills_up_before",
    replace=(START, "start = 0"),
)

mask_always_after = mistake(
    "moved the tokens to the end of the row but not the mask",
    fails="fills_up_before",
    replace=("mask[i, start : start + len(kept)]", "mask[i, : len(kept)]"),
)

end_cut_always = mistake(
    "cut off the end, whatever was asked for",
    fails="cuts_what_is_too_long",
    replace=(KEPT, "sequence[:width]"),
)

ends_swapped = mistake(
    "kept the end where it should have been cut off: pre and post say what goes, not what stays",
    fails="cuts_what_is_too_long",
    replace=(KEPT, KEPT.replace('"post"', '"pre"')),
)

cut_like_padding = mistake(
    "cut where it pads: took one choice for both",
    fails="keeps_the_two_choices_apart",
    replace=(KEPT, KEPT.replace("truncating", "padding")),
)

never_wider = mistake(
    "took maxlen for a limit only, so a batch of short sequences is narrower",
    fails="is_as_wide_as_asked",
    replace=(WIDTH, "min(max(len(s) for s in sequences), maxlen or 10**9)"),
)

from_minus_zero = mistake(
    "wrote to batch[i, -length:], which is the whole row if the length is 0",
    fails="is_as_wide_as_asked",
    replace=(
        "mask[i, start : start + len(kept)] = True",
        'mask[i, slice(len(kept)) if padding == "post" else slice(-len(kept), None)] = True',
    ),
)

words_ignored = mistake(
    "took every word but post for pre",
    fails="refuses_other_words",
    replace=('if padding not in ("post", "pre") or truncating not in ("post", "pre")', "if False"),
)


@variant
def by_comparing_positions(sequences, maxlen=None, padding="post", truncating="post", value=0):
    "the mask from positions and lengths, then all tokens at once"
    if {padding, truncating} - {"pre", "post"}:
        raise ValueError("padding and truncating are 'pre' or 'post'")
    lengths = np.array([len(s) for s in sequences])
    width = int(lengths.max()) if maxlen is None else maxlen
    cut = np.minimum(lengths, width)
    places = np.arange(width)
    mask = places < cut[:, None] if padding == "post" else places >= width - cut[:, None]
    skip = np.where(truncating == "pre", lengths - cut, 0)
    tokens = [s[a : a + n] for s, a, n in zip(sequences, skip, cut, strict=True)]
    batch = np.full(mask.shape, value)
    batch[mask] = np.concatenate(tokens)
    return batch, mask


@variant
def with_np_pad(sequences, maxlen=None, padding="post", truncating="post", value=0):
    "np.pad for each row, and the same for a row of ones"
    if padding not in ["pre", "post"] or truncating not in ["pre", "post"]:
        raise ValueError("unknown word")
    if maxlen is None:
        maxlen = max(s.size for s in sequences)
    rows, masks = [], []
    for s in sequences:
        kept = s[:maxlen] if truncating == "post" else s[max(s.size - maxlen, 0) :]
        sides = (maxlen - kept.size, 0) if padding == "pre" else (0, maxlen - kept.size)
        rows.append(np.pad(kept, sides, constant_values=value))
        masks.append(np.pad(np.ones(kept.size, dtype=bool), sides))
    return np.array(rows), np.array(masks)

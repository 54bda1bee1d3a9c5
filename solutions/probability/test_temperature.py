"""Softmax at a temperature: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="survives_small_temperatures")
@cases(temperature=[1e-300, 1e-308], seed=range(2))
def survives_the_smallest_temperatures(temperature_softmax, temperature, rng):
    "is right at temperatures so small that z / T overflows"
    z = 1000 * rng.normal(size=(2, 4))
    near(temperature_softmax(z, temperature), reference(z, temperature))


@check(after="survives_small_temperatures")
@cases(temperature=[0.6, 1.0, 1e6], vocab=[5000])
def handles_a_large_vocabulary(temperature_softmax, temperature, vocab, rng):
    "handles thousands of tokens"
    z = 3 * rng.normal(size=(2, vocab))
    got, expected = temperature_softmax(z, temperature), reference(z, temperature)
    near(got, expected, length=vocab, terms=20 * expected.max())


def truth(logits, temperature):
    """Each probability from the ratios to all others, 1 / sum_j exp((z_j - z_i) / T)."""
    if temperature < 0:
        raise ValueError
    rows = logits.reshape(-1, logits.shape[-1])
    result = np.zeros(rows.shape)
    for row, into in zip(rows, result, strict=True):
        for i in np.flatnonzero(np.isfinite(row)):
            with np.errstate(all="ignore"):
                above = row - row[i]
                if temperature > 0:
                    ratios = np.exp(above / temperature)
                else:
                    ratios = np.where(above > 0, np.inf, (above == 0).astype("float64"))
                into[i] = 1 / ratios.sum()
    return result.reshape(logits.shape)


BELOW = "below = logits - logits.max(axis=-1, keepdims=True)"
WEIGHTS = "np.exp(below / temperature)"
WHOLE = f"weights = {WEIGHTS} if temperature else below == 0"
RESULT = "return weights / weights.sum(axis=-1, keepdims=True)"
REFUSAL = """    if temperature < 0:
        raise ValueError("a temperature is not negative")
"""

multiplied = mistake(
    "multiplied the logits by the temperature",
    fails="divides_logits_by_the_temperature",
    replace=("below / temperature", "below * temperature"),
)

ignored = mistake(
    "ignored the temperature",
    fails="divides_logits_by_the_temperature",
    replace=("below / temperature", "below"),
)

squared = mistake(
    "divided by the square of the temperature",
    fails="divides_logits_by_the_temperature",
    replace=("below / temperature", "below / temperature**2"),
)

padded_temperature = mistake(
    "added 1e-8 to the temperature to avoid dividing by 0",
    fails=["divides_logits_by_the_temperature"],
    replace=(WHOLE, "weights = np.exp(below / (temperature + 1e-8))"),
)

whole_array = mistake(
    "normalized over the whole array instead of each row",
    fails="treats_each_row_on_its_own",
    replace=(RESULT, "return weights / weights.sum()"),
)

first_axis = mistake(
    "normalized along the first axis",
    fails="treats_each_row_on_its_own",
    replace=[
        (BELOW, BELOW.replace("-1", "0")),
        (RESULT, RESULT.replace("-1", "0")),
    ],
)

no_maximum = mistake(
    "subtracted no maximum, so exp overflows or every term vanishes",
    fails="survives_small_temperatures",
    replace=(WEIGHTS, "np.exp(logits / temperature)"),
)

one_maximum = mistake(
    "subtracted the maximum of the whole array, so every term of lower rows vanishes",
    fails="survives_small_temperatures",
    replace=(WEIGHTS, "np.exp((logits - logits.max()) / temperature)"),
)

divided_by_zero = mistake(
    "divided by a temperature of 0",
    fails="is_greedy_at_zero",
    replace=(WHOLE, f"weights = {WEIGHTS}"),
)

softmax_at_zero = mistake(
    "took temperature 0 for temperature 1",
    fails="is_greedy_at_zero",
    replace=(WHOLE, "weights = np.exp(below / (temperature or 1.0))"),
)

uniform_at_zero = mistake(
    "gave every token the same probability at temperature 0",
    fails="is_greedy_at_zero",
    replace=("else below == 0", "else below <= 0"),
)

first_of_equals = mistake(
    "gave everything to the first of equally large logits",
    fails="shares_between_equals_at_zero",
    replace=(
        "else below == 0",
        "else np.eye(logits.shape[-1])[below.argmax(axis=-1)]",
    ),
)

mask_as_low_score = mistake(
    "replaced -inf by a low score, which a high temperature makes likely again",
    fails="never_chooses_the_forbidden",
    replace=(BELOW, BELOW + "\n    below = np.maximum(below, -30.0)"),
)

in_place = mistake(
    "changed the caller's logits",
    fails="leaves_its_input_unchanged",
    replace=(BELOW, "below = logits\n    below -= logits.max(axis=-1, keepdims=True)"),
)

negative_accepted = mistake(
    "accepted a negative temperature, which prefers the least likely token",
    fails="refuses_negative_temperatures",
    replace=(REFUSAL, ""),
)

divided_first = mistake(
    "divided before subtracting the maximum, and inf - inf is nan",
    fails="survives_the_smallest_temperatures",
    replace=(
        WEIGHTS,
        "np.exp(logits / temperature - (logits / temperature).max(axis=-1, keepdims=True))",
    ),
)


@variant
def row_by_row(logits, temperature):
    "one row at a time, with Python floats"
    import math

    if temperature < 0:
        raise ValueError("negative")
    result = np.empty(logits.shape)
    for at in np.ndindex(logits.shape[:-1]):
        m = max(map(float, logits[at]))
        if temperature == 0:
            terms = [float(z == m) for z in logits[at]]
        else:
            terms = [math.exp((float(z) - m) / temperature) for z in logits[at]]
        total = math.fsum(terms)
        result[at] = [term / total for term in terms]
    return result


@variant
def through_log_sum_exp(logits, temperature):
    "exp of the log-probabilities, ties of temperature 0 counted"
    if temperature < 0:
        raise ValueError("negative")
    top = logits.max(axis=-1, keepdims=True)
    if temperature == 0:
        best = logits == top
        return np.where(best, 1.0 / np.count_nonzero(best, axis=-1, keepdims=True), 0.0)
    scaled = (logits - top) / temperature
    return np.exp(scaled - np.log(np.exp(scaled).sum(axis=-1, keepdims=True)))

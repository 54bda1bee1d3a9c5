"""Gradient clipping: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["shortens_by_one_factor", "clips_each_entry", "lengthens_nothing"])
@cases(how=["norm", "value"], limit=[0.5, 1e4])
def keeps_the_dtypes(clip_gradients, how, limit, rng):
    "keeps the dtype of every array, float32 beside float64"
    grads = [rng.normal(size=(2, 3)).astype("float32"), rng.normal(size=4)]
    got, expected = (side(grads, limit, how)[0] for side in (clip_gradients, reference))
    near(got, expected, length=10, name="clipped")


@check(after=["shortens_by_one_factor", "clips_each_entry"])
@cases(size=[3e20, 1e30])
def survives_large_float32(clip_gradients, size, rng):
    "measures float32 gradients whose squares float32 cannot hold"
    grads = [(size * rng.uniform(1, 2, size=(2, 3))).astype("float32")]
    got, expected = (side(grads, 1.0, "norm") for side in (clip_gradients, reference))
    near(got[1], expected[1], length=6, name="norm")
    near(got[0], expected[0], length=6, name="clipped")


@check(after=["shortens_by_one_factor", "clips_each_entry"])
@cases(n=[300], how=["norm", "value"])
def handles_many_parameters(clip_gradients, n, how, rng):
    "handles dozens of parameters with hundreds of entries"
    grads = [rng.normal(size=(n, 1 + k % 3)) for k in range(24)]
    got, expected = (side(grads, 1.5, how) for side in (clip_gradients, reference))
    near(got[1], expected[1], length=24 * n, name="norm")
    near(got[0], expected[0], length=24 * n, name="clipped")


def truth(grads, limit, how="norm"):
    """Exact sums over Python's numbers, entry by entry."""
    from math import hypot, isfinite

    entries = [float(entry) for g in grads for entry in g.ravel()]
    if not all(map(isfinite, entries)):
        raise ValueError("not finite")
    norm, clipped = hypot(*entries), [g.copy() for g in grads]
    for g in clipped:
        for at, entry in np.ndenumerate(g):
            if how == "value":
                g[at] = min(max(float(entry), -limit), limit)
            elif norm > limit:
                g[at] = float(entry) / norm * limit
    return clipped, norm


SQUARES = "squares = sum((g.astype(np.float64) ** 2).sum() for g in grads)"
NORM = "norm = float(np.sqrt(squares))"
FACTOR = "limit / norm if norm > limit else 1.0"
FINITE = '    if not np.isfinite(norm):\n        raise ValueError("a gradient is not finite")\n'
CLIP = "np.clip(g, -limit, limit)"
SCALED = "[g * factor for g in grads], norm"

without_root = mistake(
    "left out the root: the square of the norm",
    fails="measures_all_together",
    replace=(NORM, "norm = float(squares)"),
)

sum_of_norms = mistake(
    "added up the norms of the arrays",
    fails="measures_all_together",
    replace=[
        (SQUARES, "squares = sum(float(np.sqrt((g.astype(float) ** 2).sum())) for g in grads)"),
        (NORM, "norm = float(squares)"),
    ],
)

norm_after = mistake(
    "returned the norm after clipping, which never shows that gradients explode",
    fails="measures_all_together",
    replace=[
        (f"[{CLIP} for g in grads], norm", f"[{CLIP} for g in grads], min(norm, limit)"),
        (SCALED, SCALED.replace("norm", "min(norm, limit)")),
    ],
)

each_by_itself = mistake(
    "clipped every array by its own norm, which bends the direction of the whole",
    fails="shortens_by_one_factor",
    replace=(
        SCALED,
        "[g * min(1.0, limit / max(float(np.linalg.norm(g)), 1e-99)) for g in grads], norm",
    ),
)

always_scaled = mistake(
    "made every gradient as long as the limit, short ones too",
    fails="lengthens_nothing",
    replace=(FACTOR, "limit / norm if norm > 0 else 1.0"),
)

to_unit_norm = mistake(
    "divided by the norm and forgot to multiply by the limit",
    fails="shortens_by_one_factor",
    replace=(FACTOR, "1.0 / norm if norm > limit else 1.0"),
)

with_eps = mistake(
    "added 1e-6 to the norm, as PyTorch does",
    fails="shortens_by_one_factor",
    replace=(FACTOR, "limit / (norm + 1e-6) if norm > limit else 1.0"),
)

one_side = mistake(
    "clipped only what is too large, not what is too negative",
    fails="clips_each_entry",
    replace=(CLIP, "np.minimum(g, limit)"),
)

value_scaled = mistake(
    "scaled each array by its largest entry instead of clipping single entries",
    fails="clips_each_entry",
    replace=(CLIP, "g * min(1.0, limit / max(float(np.abs(g).max()), 1e-300))"),
)

divides_by_zero = mistake(
    "divided by a norm of 0",
    fails="leaves_zeros_alone",
    replace=(FACTOR, "float(min(limit, norm) / np.float64(norm))"),
)

nan_passed_on = mistake(
    "passed nan and inf on",
    fails="refuses_what_is_not_finite",
    replace=(FINITE, ""),
)

clipped_in_place = mistake(
    "scaled the caller's arrays in place",
    fails="leaves_its_inputs_unchanged",
    replace=[
        (SCALED, "[np.multiply(g, factor, out=g) for g in grads], norm"),
        (CLIP, "np.clip(g, -limit, limit, out=g)"),
    ],
)

summed_in_float32 = mistake(
    "squared float32 gradients in float32, where they overflow",
    fails=["keeps_the_dtypes", "survives_large_float32"],
    replace=("g.astype(np.float64) ** 2", "g**2"),
)


@variant
def one_long_vector(grads, limit, how="norm"):
    "all entries in one vector, cut up again"
    flat = np.concatenate([np.ravel(g).astype(np.float64) for g in grads])
    norm = float(np.linalg.norm(flat))
    if not np.isfinite(flat).all():
        raise ValueError("gradients must be finite")
    if how == "norm":
        flat *= min(1.0, limit / norm) if norm > 0 else 1.0
    else:
        flat = np.minimum(np.maximum(flat, -limit), limit)
    parts = np.split(flat, np.cumsum([g.size for g in grads])[:-1])
    shaped = [p.reshape(g.shape).astype(g.dtype) for p, g in zip(parts, grads, strict=True)]
    return shaped, norm


@variant
def norm_of_norms(grads, limit, how="norm"):
    "the norm of the arrays' norms, and np.where for single entries"
    norms = [np.linalg.norm(g.ravel().astype(np.float64)) for g in grads]
    norm = float(np.hypot.reduce(norms))
    if not norm < float("inf"):
        raise ValueError(f"the norm of the gradients is {norm}")
    if how == "value":
        clipped = []
        for g in grads:
            low = np.where(g < -limit, -limit, g)
            clipped.append(np.where(low > limit, limit, low).astype(g.dtype))
        return clipped, norm
    if norm <= limit:
        return [np.array(g) for g in grads], norm
    return [(g.astype(np.float64) / (norm / limit)).astype(g.dtype) for g in grads], norm

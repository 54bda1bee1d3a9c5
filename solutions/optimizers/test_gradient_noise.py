"""What the batch size does to the gradient: hidden checks, truth, mistakes, variants."""

import itertools

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["has_less_noise_without_replacement", "compares_noise_with_gradient"])
@cases(n=[500], d=[20], seed=range(2))
def handles_many_samples(gradient_noise, n, d, rng):
    "handles hundreds of samples with a gradient of twenty entries"
    given = rng.normal(size=(n, d)) + 0.3, np.array([1, n // 2, n - 1, n]), 0.01, 64
    got, expected = gradient_noise(*given), reference(*given)
    for name in ("gradient", "noise", "replaced", "scale"):
        near(got[name], expected[name], length=n * d, terms=np.abs(expected[name]) + 1, name=name)


@check(after=["has_less_noise_without_replacement", "compares_noise_with_gradient"])
@cases(n=[3, 6], seed=range(2))
def knows_samples_that_agree(gradient_noise, n, rng):
    "finds no noise where all samples have the same gradient"
    given = np.tile(rng.integers(1, 9, size=3) / 8, (n, 1)), np.array([2, 1, n]), 0.1, 1
    got, expected = gradient_noise(*given), reference(*given)
    for name in ("noise", "replaced", "scale"):
        near(got[name], expected[name], length=n, terms=1.0, name=name)


def truth(per_sample, batch_sizes, lr, base):
    """Every batch there is, one by one, where they are few; pairs of samples where they are many.

    The squared distance of a mean is the sum of all dot products of two of its deviations. With
    replacement two different draws are independent and add nothing; without, a draw agrees with
    another a little less than by chance, for together all n add up to 0.
    """
    from math import comb

    n = len(per_sample)
    full = np.array([np.sum(column) for column in per_sample.T]) / n
    off = per_sample - full
    dots = off @ off.T
    single = np.trace(dots) / n
    pair = (dots.sum() - np.trace(dots)) / (n * (n - 1))
    noise = []
    for b in batch_sizes.tolist():
        if comb(n, b) <= 600:
            chosen = [per_sample[list(batch)] for batch in itertools.combinations(range(n), b)]
            noise.append(np.mean([((rows.mean(axis=0) - full) ** 2).sum() for rows in chosen]))
        else:
            noise.append((b * single + b * (b - 1) * pair) / b**2)
    return {
        "gradient": full,
        "noise": np.array(noise),
        "replaced": np.array([single / b for b in batch_sizes.tolist()]),
        "scale": single / np.dot(full, full),
        "lr": np.array([lr * (b / base) for b in batch_sizes.tolist()]),
    }


GRADIENT = "gradient = np.mean(per_sample, axis=0)"
VARIANCE = "variance = np.sum((per_sample - gradient) ** 2) / n"
REPLACED = "replaced = variance / batch_sizes"
NOISE = '"noise": replaced * (n - batch_sizes) / (n - 1),'
SCALE = '"scale": variance / np.sum(gradient**2),'
LR = '"lr": lr * batch_sizes / base,'

summed = mistake(
    "added the samples' gradients up instead of averaging them",
    fails="averages_the_samples",
    replace=(GRADIENT, GRADIENT.replace("mean", "sum")),
)

over_entries = mistake(
    "averaged over the entries of each gradient instead of over the samples",
    fails="averages_the_samples",
    replace=[
        (GRADIENT, "gradient = per_sample.mean(axis=1)"),
        (VARIANCE, "variance = per_sample.var(axis=1).sum()"),
    ],
)

around_zero = mistake(
    "measured the squared length of the gradients, not their distance from the mean",
    fails="knows_the_noise_of_single_samples",
    replace=(VARIANCE, "variance = (per_sample**2).sum() / n"),
)

unbiased = mistake(
    "divided by n - 1, as if the samples stood for others",
    fails="knows_the_noise_of_single_samples",
    replace=(VARIANCE, VARIANCE.replace("/ n", "/ (n - 1)")),
)

by_entry = mistake(
    "divided by d as well: the mean over the entries instead of their sum",
    fails="knows_the_noise_of_single_samples",
    replace=(VARIANCE, VARIANCE.replace("/ n", "/ per_sample.size")),
)

deviation = mistake(
    "took a root: the deviation instead of the variance",
    fails="knows_the_noise_of_single_samples",
    replace=(VARIANCE, "variance = np.sqrt(((per_sample - gradient) ** 2).sum() / n)"),
)

root_of_the_batch = mistake(
    "divided by the root of the batch size, which is how the deviation shrinks",
    fails="shrinks_with_the_batch",
    replace=(REPLACED, "replaced = variance / np.sqrt(batch_sizes)"),
)

always_replaced = mistake(
    "used the formula of draws with replacement for both",
    fails="has_less_noise_without_replacement",
    replace=(NOISE, '"noise": replaced,'),
)

correction_over_n = mistake(
    "wrote (n - b) / n instead of (n - b) / (n - 1), so that one sample has too little noise",
    fails="has_less_noise_without_replacement",
    replace=(NOISE, NOISE.replace("(n - 1)", "n")),
)

scale_by_length = mistake(
    "divided by the length of the gradient, not by its square",
    fails="compares_noise_with_gradient",
    replace=(SCALE, '"scale": variance / np.sqrt((gradient**2).sum()),'),
)

scale_reversed = mistake(
    "divided the gradient by the noise",
    fails="compares_noise_with_gradient",
    replace=(SCALE, '"scale": (gradient**2).sum() / variance,'),
)

root_scaling = mistake(
    "scaled the learning rate by the root of the batch, another rule",
    fails="scales_the_learning_rate",
    replace=(LR, '"lr": lr * np.sqrt(batch_sizes / base),'),
)

rate_falls = mistake(
    "made the learning rate smaller for larger batches",
    fails="scales_the_learning_rate",
    replace=(LR, '"lr": lr * base / batch_sizes,'),
)

rate_without_base = mistake(
    "multiplied by the batch size as if lr were meant for single samples",
    fails="scales_the_learning_rate",
    replace=(LR, '"lr": lr * batch_sizes,'),
)

centered_in_place = mistake(
    "subtracted the mean from the caller's array",
    fails="leaves_its_inputs_unchanged",
    replace=(VARIANCE, "per_sample -= gradient\n    variance = (per_sample**2).sum() / n"),
)


@variant
def with_loops(per_sample, batch_sizes, lr, base):
    "one sample at a time"
    n, d = per_sample.shape
    g = [sum(per_sample[:, j]) / n for j in range(d)]
    s2 = sum((per_sample[i, j] - g[j]) ** 2 for i in range(n) for j in range(d)) / n
    noise, replaced, rates = [], [], []
    for b in batch_sizes:
        replaced.append(s2 / b)
        noise.append((1 - (b - 1) / (n - 1)) * s2 / b)
        rates.append(b / base * lr)
    return {
        "gradient": np.array(g),
        "noise": np.array(noise),
        "replaced": np.array(replaced),
        "scale": float(s2 / sum(x * x for x in g)),
        "lr": np.array(rates),
    }


@variant
def by_variances(per_sample, batch_sizes, lr, base):
    "NumPy's variances of the columns, added up"
    n = per_sample.shape[0]
    g = np.add.reduce(per_sample) / n
    s2 = np.var(per_sample, axis=0).sum()
    return {
        "gradient": g,
        "noise": s2 * (1 / batch_sizes - 1 / n) * n / (n - 1),
        "replaced": s2 * batch_sizes**-1.0,
        "scale": s2 / np.linalg.norm(g) ** 2,
        "lr": np.multiply(batch_sizes, lr / base),
    }

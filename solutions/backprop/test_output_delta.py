"""The error term of the output layer: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="agrees_with_differences")
@cases(n=[10], m=[64], seed=range(2))
def handles_many_samples(output_delta, n, m, rng):
    "handles a batch of ten classes, with whole labels"
    z, y = 3 * rng.normal(size=(n, m)), np.eye(n)[:, rng.integers(n, size=m)]
    for pair in ("softmax_ce", "sigmoid_bce", "sigmoid_mse"):
        got, expected = output_delta(z, y, pair), reference(z, y, pair)
        near(got[0], expected[0], length=n * m, terms=400.0, name="loss")
        near(got[1], expected[1], length=n, terms=10.0, name="delta")


@check(after="survives_large_sums")
@cases(gap=[3000.0], seed=range(2))
def subtracts_each_columns_own_maximum(output_delta, gap, rng):
    "is right when one column lies thousands above another"
    z = rng.normal(size=(3, 4)) + gap * np.arange(4)
    y = np.eye(3)[:, rng.integers(3, size=4)]
    got, expected = output_delta(z, y, "softmax_ce"), reference(z, y, "softmax_ce")
    near(got[0], expected[0], length=12, terms=3 * gap, name="loss")
    near(got[1], expected[1], terms=3 * gap, name="delta")


def truth(z, y, pair):
    """PyTorch's losses from the sums, and its autograd, in float64."""
    import torch
    from torch.nn import functional

    sums, y = torch.tensor(z, requires_grad=True), torch.tensor(y)
    losses = {
        "identity_mse": lambda: ((sums - y) ** 2).sum(0) / 2,
        "sigmoid_mse": lambda: ((torch.sigmoid(sums) - y) ** 2).sum(0) / 2,
        "sigmoid_bce": lambda: functional.binary_cross_entropy_with_logits(
            sums, y, reduction="none"
        ).sum(0),
        "softmax_ce": lambda: functional.cross_entropy(sums.T, y.T, reduction="none"),
    }
    if pair not in losses:
        raise ValueError(pair)
    loss = losses[pair]()
    loss.sum().backward()
    return loss.mean().item(), sums.grad.numpy()


SQUARES = "((a - y) ** 2).sum() / (2 * m), (a - y) * a * (1 - a)"
PLAIN = "((z - y) ** 2).sum() / (2 * m), z - y"
BCE = "(np.maximum(z, 0) - y * z + np.log1p(small)).sum() / m, a - y"
CE = "-(y * log_a).sum() / m, np.exp(log_a) - y"
SHIFTED = "shifted = z - z.max(axis=0)"
LOG_A = "log_a = shifted - np.log(np.exp(shifted).sum(axis=0))"
LOSSES = ["computes_squared_losses", "computes_cross_entropies"]
DELTAS = ["keeps_the_slope_with_squares", "cancels_the_slope_with_logarithms"]

over_entries = mistake(
    "took the mean over outputs and samples instead of the samples alone",
    fails=LOSSES,
    replace=("m = z.shape[1]", "m = z.size"),
)

rows_for_samples = mistake(
    "divided by the number of outputs: in columns the samples are counted by shape[1]",
    fails=LOSSES,
    replace=("m = z.shape[1]", "m = len(z)"),
)

mean_in_delta = mistake(
    "put the 1 / m into delta, where dW and db will divide by m once more",
    fails=DELTAS,
    replace=[
        (SQUARES, SQUARES + " / m"),
        (PLAIN, "((z - y) ** 2).sum() / (2 * m), (z - y) / m"),
        (BCE, BCE.replace("a - y", "(a - y) / m")),
        (CE, "-(y * log_a).sum() / m, (np.exp(log_a) - y) / m"),
    ],
)

turned = mistake(
    "gave y - a, which turns every sign",
    fails=DELTAS,
    replace=[
        (SQUARES, SQUARES.replace("(a - y) * a", "(y - a) * a")),
        (PLAIN, PLAIN.replace("z - y", "y - z")),
        (BCE, BCE.replace("a - y", "y - a")),
        (CE, CE.replace("np.exp(log_a) - y", "y - np.exp(log_a)")),
    ],
)

no_slope = mistake(
    "took a - y for squares behind a sigmoid too, where nothing cancels its slope",
    fails="keeps_the_slope_with_squares",
    replace=(SQUARES, SQUARES.removesuffix(" * a * (1 - a)")),
)

slope_of_a = mistake(
    "took the slope of the sigmoid at a instead of z",
    fails="keeps_the_slope_with_squares",
    replace=(SQUARES, SQUARES.replace("a * (1 - a)", "np.exp(-a) / (1 + np.exp(-a)) ** 2")),
)

slope_left_over = mistake(
    "multiplied a - y of cross-entropy by the sigmoid's slope, which has cancelled already",
    fails="cancels_the_slope_with_logarithms",
    replace=(BCE, BCE.replace("a - y", "(a - y) * a * (1 - a)")),
)

by_the_activation = mistake(
    "gave the derivative by a, (a - y) / (a (1 - a)), not by z",
    fails="cancels_the_slope_with_logarithms",
    replace=(BCE, BCE.replace("a - y", "(a - y) / (a * (1 - a))")),
)

whole_squares = mistake(
    "left the factor 1/2 of the squares out",
    fails=["computes_squared_losses", "keeps_the_slope_with_squares"],
    replace=[
        (SQUARES, "((a - y) ** 2).sum() / m, 2 * (a - y) * a * (1 - a)"),
        (PLAIN, "((z - y) ** 2).sum() / m, 2 * (z - y)"),
    ],
)

along_the_rows = mistake(
    "normalized along the rows: in columns softmax runs down each column",
    fails=["computes_cross_entropies", "cancels_the_slope_with_logarithms"],
    replace=[
        (SHIFTED, "shifted = z - z.max(axis=1, keepdims=True)"),
        (LOG_A, LOG_A.replace("axis=0", "axis=1, keepdims=True")),
    ],
)

first_term_only = mistake(
    "left out the (1 - y) log(1 - a) of the two-sided cross-entropy",
    fails="computes_cross_entropies",
    replace=(BCE, "-(y * np.log(a)).sum() / m, a - y"),
)

two_steps = mistake(
    "took the two steps one after the other: 0 / 0 where a is 0 or 1",
    fails="survives_large_sums",
    replace=(BCE, BCE.replace("a - y", "(a - y) / (a * (1 - a)) * (a * (1 - a))")),
)

padded = mistake(
    "added 1e-8 inside the logarithms",
    fails="computes_cross_entropies",
    replace=(
        BCE,
        "-(y * np.log(a + 1e-8) + (1 - y) * np.log(1 - a + 1e-8)).sum() / m, a - y",
    ),
)

log_of_sigmoid = mistake(
    "took the logarithm of a sigmoid that was exactly 0 or 1",
    fails="survives_large_sums",
    replace=(BCE, "-(y * np.log(a) + (1 - y) * np.log(1 - a)).sum() / m, a - y"),
)

log_of_softmax = mistake(
    "took the logarithm of a softmax that had become 0",
    fails="survives_large_sums",
    replace=(CE, CE.replace("y * log_a", "y * np.log(np.exp(log_a))")),
)

anything_goes = mistake(
    "took every unknown pair for sigmoid and cross-entropy",
    fails="refuses_other_pairs",
    replace=('    if pair == "sigmoid_bce":\n        return', "    if pair:\n        return"),
)

in_place = mistake(
    "turned z into activations in place",
    fails="leaves_its_inputs_unchanged",
    replace=(PLAIN, "((z - y) ** 2).sum() / (2 * m), np.subtract(z, y, out=z)"),
)


@variant
def with_logaddexp(z, y, pair):
    "sigmoid by tanh, logarithms by logaddexp"
    if pair in ("sigmoid_bce", "sigmoid_mse"):
        a = 0.5 * (1 + np.tanh(0.5 * z))
    elif pair == "identity_mse":
        a = z
    elif pair == "softmax_ce":
        log_sum = np.logaddexp.reduce(z, axis=0)
        loss = (y * (log_sum - z)).sum(axis=0)
        return float(loss.mean()), np.exp(z - log_sum) - y
    else:
        raise ValueError(pair)
    if pair == "sigmoid_bce":
        loss = y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)
        return float(loss.sum(axis=0).mean()), a - y
    slope = a * (1 - a) if pair == "sigmoid_mse" else 1.0
    return float(0.5 * ((a - y) ** 2).sum(axis=0).mean()), slope * (a - y)


@variant
def sample_by_sample(z, y, pair):
    "one column after another"
    if pair not in {"identity_mse", "sigmoid_mse", "sigmoid_bce", "softmax_ce"}:
        raise ValueError("pair")
    m, total, delta = z.shape[1], 0.0, np.zeros(z.shape)
    for j in range(m):
        s, t = z[:, j], y[:, j]
        e = np.exp(-np.abs(s))
        a = np.where(s >= 0, 1 / (1 + e), e / (1 + e))
        if pair == "softmax_ce":
            log_p = s - s.max() - np.log(np.exp(s - s.max()).sum())
            total += -np.dot(t, log_p)
            delta[:, j] = np.exp(log_p) - t
        elif pair == "sigmoid_bce":
            total += (t * np.maximum(-s, 0) + (1 - t) * np.maximum(s, 0) + np.log1p(e)).sum()
            delta[:, j] = a - t
        else:
            out, slope = (a, a * (1 - a)) if pair == "sigmoid_mse" else (s, 1.0)
            total += np.square(out - t).sum() / 2
            delta[:, j] = (out - t) * slope
    return total / m, delta

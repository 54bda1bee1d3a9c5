"""Hessian-vector product: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="averages_the_samples")
@cases(d=[100, 5000])
def never_builds_the_hessian(hessian_vector_product, d, rng):
    "handles 20,000 weights, whose Hessian would take 3 GB"
    x, (w, v) = rng.normal(size=(6, d)), rng.normal(size=(2, 4, d)) / np.sqrt(d)
    near(hessian_vector_product(x, w, v), reference(x, w, v), length=10 * d, terms=4.0)


@check(after="averages_the_samples")
@cases(n=[1, 3])
def is_flat_with_one_class(hessian_vector_product, n, rng):
    "gives 0 when there is but one class"
    w, v = rng.normal(size=(2, 1, 3))
    near(hessian_vector_product(rng.normal(size=(n, 3)), w, v), np.zeros((1, 3)), terms=10.0)


def truth(x, w, v):
    """PyTorch: the gradient of the gradient's product with v, labels all 0."""
    import torch

    weights = torch.tensor(w, requires_grad=True)
    labels = torch.zeros(len(x), dtype=torch.int64)
    loss = torch.nn.functional.cross_entropy(torch.tensor(x) @ weights.T, labels)
    (gradient,) = torch.autograd.grad(loss, weights, create_graph=True)
    (product,) = torch.autograd.grad((gradient * torch.tensor(v)).sum(), weights)
    return product.numpy()


DP = "p * (dz - (p * dz).sum(axis=1, keepdims=True))"

gradient_itself = mistake(
    "returned p^T x / n, a part of the gradient, whatever v is",
    fails="follows_one_sample",
    replace=("return dp.T", "return p.T"),
)

diagonal_only = mistake(
    "took p (1 - p) for the slope of softmax, which leaves out what other logits do",
    fails="follows_one_sample",
    replace=(DP, "p * (1 - p) * dz"),
)

change_of_log = mistake(
    "left out the factor p: the change of log p instead of that of p",
    fails="follows_one_sample",
    replace=(DP, "dz - (p * dz).sum(axis=1, keepdims=True)"),
)

unweighted = mistake(
    "took the plain mean of the logits' changes off, not the mean weighed by p",
    fails="follows_one_sample",
    replace=("(p * dz).sum(axis=1, keepdims=True)", "dz.mean(axis=1, keepdims=True)"),
)

along_the_weights = mistake(
    "took the change of the logits along w instead of v",
    fails="follows_one_sample",
    replace=("dz = x @ v.T", "dz = x @ w.T + 0 * (x @ v.T)"),
)

elementwise = mistake(
    "multiplied the gradient by v entry by entry",
    fails="follows_one_sample",
    replace=("return dp.T @ x / len(x)", "return p.T @ x / len(x) * v"),
)

summed = mistake(
    "added up the samples instead of averaging them",
    fails="averages_the_samples",
    replace=(" / len(x)", ""),
)

over_entries = mistake(
    "summed over the samples as well when weighing by p",
    fails="averages_the_samples",
    replace=("(p * dz).sum(axis=1, keepdims=True)", "(p * dz).sum()"),
)

no_maximum = mistake(
    "did not subtract the maximum, so exp overflows",
    fails="survives_large_logits",
    replace=("np.exp(z - z.max(axis=1, keepdims=True))", "np.exp(z)"),
)

in_place = mistake(
    "normalized the caller's direction",
    fails="leaves_its_inputs_unchanged",
    replace=(
        "dz = x @ v.T",
        "length = np.sqrt((v * v).sum())\n    v /= length\n    dz = length * (x @ v.T)",
    ),
)

whole_hessian = mistake(
    "built the whole Hessian and multiplied it by v",
    fails="never_builds_the_hessian",
    replace=(
        "return dp.T @ x / len(x)",
        """\
slopes = np.einsum("ni,ij->nij", p, np.eye(len(w))) - np.einsum("ni,nj->nij", p, p)
    hessian = np.einsum("nij,nk,nl->ikjl", slopes, x, x) / len(x)
    return np.einsum("ikjl,jl->ik", hessian, v)""",
    ),
)


@variant
def row_by_row(x, w, v):
    "a sample at a time, with softmax's Jacobian of C by C"
    result = np.zeros_like(w)
    for row in x:
        z = w @ row
        p = np.exp(z - z.max())
        p /= p.sum()
        jacobian = np.diag(p) - np.outer(p, p)
        result += np.outer(jacobian @ (v @ row), row) / len(x)
    return result


@variant
def by_log_softmax(x, w, v):
    "SciPy's softmax, the change of its logarithm, einsum"
    from scipy.special import softmax

    p = softmax(np.einsum("nd,cd->nc", x, w), axis=1)
    change = np.einsum("nd,cd->nc", x, v)
    change = change - np.einsum("nc,nc->n", p, change)[:, None]
    return np.einsum("nc,nc,nd->cd", p, change, x) / x.shape[0]

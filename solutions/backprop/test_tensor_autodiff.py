"""Tensor autodiff: hidden checks, known mistakes, right variants, truth."""

import operator
from functools import partialmethod

import numpy as np

from grader import cases, check, driver, mistake, near, reference, value, variant


@driver
def trained(Tensor, x, targets, weights, steps):
    """Losses of a small ReLU network with softmax cross-entropy, trained by gradient descent."""
    import numpy as np

    parameters = [Tensor(w) for w in weights]
    losses = []
    for _ in range(steps):
        w1, b1, w2, b2 = parameters
        z = (Tensor(x) @ w1 + b1).relu() @ w2 + b2
        powers = z.exp()
        p = powers / powers.sum(axis=1, keepdims=True)
        misses = (p - targets) ** 2
        loss = misses.sum(axis=1).sum() / len(x)
        loss.backward()
        losses.append(float(loss.data))
        parameters = [Tensor(p.data - 0.5 * p.grad) for p in parameters]
    return np.array(losses)


@check(points=2, after=["adds_up_all_uses", "takes_arrays_and_numbers", "spreads_what_was_summed"])
@cases(steps=[1, 20], seed=range(2))
def trains_a_network(Tensor, steps, rng):
    "trains a small network on it"
    x, targets = rng.normal(size=(6, 2)), np.eye(3)[rng.integers(3, size=6)]
    weights = [rng.normal(size=shape) for shape in ((2, 5), (5,), (5, 3), (3,))]
    got, expected = (trained(side, x, targets, weights, steps) for side in (Tensor, reference))
    near(got, expected, tolerance=1e-9, steps=0, name="losses")


@check(after="sums_what_was_stretched")
@cases(seed=range(4))
def undoes_any_broadcasting(Tensor, rng):
    "undoes the broadcasting of three arrays with up to four axes"
    full = tuple(int(n) for n in rng.integers(1, 5, size=4))
    shapes = []
    for _ in range(3):
        cut = int(rng.integers(0, 5))
        shapes.append(tuple(n if rng.random() < 0.5 else 1 for n in full[cut:]))
    a, b, c = (np.asarray(rng.normal(size=shape)) for shape in shapes)
    d = rng.normal(size=full)
    found = []
    for side in (Tensor, reference):
        leaves = [side(x) for x in (a, b, c, d)]
        y = ((leaves[0] * leaves[1] + leaves[2]) * leaves[3]).sum()
        y.backward()
        found.append([value(leaf.grad) for leaf in leaves])
    for name, mine, theirs in zip("abcd", *found, strict=True):
        near(mine, theirs, length=d.size, terms=20.0, name=f"{name}.grad")


@check(after="sums_what_was_stretched")
@cases(n=[3, 6])
def stops_relu_at_zero(Tensor, n, rng):
    "takes 0 as the derivative of relu at 0"
    x = rng.normal(size=n)
    x[::2] = 0.0
    leaf = Tensor(x)
    y = (leaf.relu().exp() * 3.0).sum()
    y.backward()
    near(value(leaf.grad), np.where(x > 0, 3 * np.exp(x), 0.0), terms=60.0, name="x.grad")


class truth:
    """A tensor of PyTorch's autograd in float64."""

    __array_ufunc__ = None

    def __init__(self, data):
        import torch

        known = isinstance(data, torch.Tensor)
        self.x = data if known else torch.tensor(np.array(data), dtype=torch.float64)
        self.x.requires_grad_()

    data = property(lambda self: self.x.detach().numpy())

    @property
    def grad(self):
        return np.zeros(self.data.shape) if self.x.grad is None else self.x.grad.numpy()

    def apply(self, f, *others):
        import torch

        plain = [getattr(other, "x", other) for other in others]
        plain = [
            torch.tensor(np.array(p)) if isinstance(p, np.ndarray | list) else p for p in plain
        ]
        return type(self)(f(self.x, *plain))

    def backward(self):
        if self.x.shape != ():
            raise ValueError("not one number")
        self.x.backward(retain_graph=True)

    def sum(self, axis=None, keepdims=False):
        return self.apply(lambda a: a.sum() if axis is None else a.sum(axis, keepdims))

    __add__ = __radd__ = partialmethod(apply, operator.add)
    __mul__ = __rmul__ = partialmethod(apply, operator.mul)
    __sub__ = partialmethod(apply, operator.sub)
    __rsub__ = partialmethod(apply, lambda a, b: b - a)
    __truediv__ = partialmethod(apply, operator.truediv)
    __rtruediv__ = partialmethod(apply, lambda a, b: b / a)
    __pow__ = partialmethod(apply, operator.pow)
    __matmul__ = partialmethod(apply, operator.matmul)
    __rmatmul__ = partialmethod(apply, lambda a, b: b @ a)
    __neg__ = partialmethod(apply, operator.neg)
    exp = partialmethod(apply, lambda a: a.exp())
    relu = partialmethod(apply, lambda a: a.relu())


SHARE = "unbroadcast(pass_back(adjoint[node]), x.data.shape)"
IN_FRONT = "gradient.sum(axis=in_front)"
UNDO = """\
    in_front = tuple(range(gradient.ndim - len(shape)))
    of_length_one = tuple(axis for axis, length in enumerate(shape) if length == 1)
    return gradient.sum(axis=in_front).sum(axis=of_length_one, keepdims=True)
"""
SWEEP = """\
        adjoint = {node: np.zeros(node.data.shape) for node in order}  # d self / d node
        adjoint[self] = np.ones(())
        for node in reversed(order):
            for x, pass_back in node.inputs:
                adjoint[x] = adjoint[x] + unbroadcast(pass_back(adjoint[node]), x.data.shape)
        for node in order:
            node.grad += adjoint[node]
"""

not_undone = mistake(
    "passed the derivative back in the stretched shape",
    fails="sums_what_was_stretched",
    replace=(SHARE, "pass_back(adjoint[node])"),
)

only_in_front = mistake(
    "summed over missing axes only, not over those of length 1",
    fails="sums_what_was_stretched",
    replace=(f"{IN_FRONT}.sum(axis=of_length_one, keepdims=True)", IN_FRONT),
)

only_length_one = mistake(
    "summed over axes of length 1 only, not over missing ones",
    fails="sums_what_was_stretched",
    replace=(f"{IN_FRONT}.sum(", "gradient.sum("),
)

averaged_back = mistake(
    "averaged over stretched axes instead of summing",
    fails="sums_what_was_stretched",
    replace=(
        f"{IN_FRONT}.sum(axis=of_length_one, keepdims=True)",
        "gradient.mean(axis=in_front).mean(axis=of_length_one, keepdims=True)",
    ),
)

overwritten = mistake(
    "set the derivative of a tensor instead of adding to it",
    fails="adds_up_all_uses",
    replace=("adjoint[x] = adjoint[x] + ", "adjoint[x] = "),
)

shared_memory = mistake(
    "added in place to an array that another tensor's derivative lives in as well",
    fails="adds_up_all_uses",
    replace=[
        ("np.broadcast_to(g, self.data.shape)", "np.broadcast_to(g, self.data.shape).copy()"),
        (
            SWEEP,
            """\
        adjoint = {self: np.ones(())}
        for node in reversed(order):
            for x, pass_back in node.inputs:
                share = pass_back(adjoint[node])
                if share.shape != x.data.shape:
                    share = unbroadcast(share, x.data.shape)
                if x in adjoint:
                    adjoint[x] += share
                else:
                    adjoint[x] = share
        for node in order:
            node.grad += adjoint[node]
""",
        ),
    ],
)

one_call_only = mistake(
    "set grad in each call instead of adding to it",
    fails="accumulates_over_calls",
    replace=("node.grad += adjoint[node]", "node.grad = adjoint[node]"),
)

stale_inside = mistake(
    "used the grad that inner tensors kept from the call before",
    fails="accumulates_over_calls",
    replace=(
        SWEEP,
        """\
        self.grad = np.ones(())
        for node in reversed(order):
            for x, pass_back in node.inputs:
                x.grad = x.grad + unbroadcast(pass_back(node.grad), x.data.shape)
""",
    ),
)

factors_exchanged = mistake(
    "multiplied by the transposed matrix from the wrong side",
    fails="multiplies_matrices",
    replace=("lambda g: g @ b.data.T", "lambda g: b.data.T @ g"),
)

axis_not_restored = mistake(
    "did not put the dropped axis back before spreading the derivative of a sum",
    fails="spreads_what_was_summed",
    replace=("np.expand_dims(g, axis)", "g[None]"),
)

own_factor = mistake(
    "gave each factor of a product itself as slope instead of the other one",
    fails="knows_each_derivative",
    replace=("(a, lambda g: g * b.data), (b, lambda g: g * a.data)",
             "(a, lambda g: g * a.data), (b, lambda g: g * b.data)"),
)  # fmt: skip

slope_one_at_zero = mistake(
    "took 1 as the derivative of relu at 0",
    fails="stops_relu_at_zero",
    replace=("self.data > 0", "self.data >= 0"),
)

relu_in_place = mistake(
    "cut off negative entries of the operand itself",
    fails="leaves_operands_unchanged",
    replace=[
        ("made_of(np.maximum(self.data, 0), (self, lambda g: g * (self.data > 0)))",
         "made_of(np.maximum(self.data, 0, out=self.data), (self, lambda g: g * (self.data > 0)))")
    ],
)  # fmt: skip

any_shape = mistake(
    "started backward from an array of any shape, as if it were its sum",
    fails="refuses_more_than_one_number",
    replace=[
        ("if self.data.shape != ():", "if False:"),
        ("np.ones(())", "np.ones(self.data.shape)"),
    ],
)


axis_by_axis = variant(
    "broadcasting undone one axis at a time, sums spread by ones, derivatives in a dict by id",
    replace=[
        (
            UNDO,
            """\
    while gradient.ndim > len(shape):
        gradient = gradient.sum(axis=0)
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(axis=axis, keepdims=True)
    return np.array(gradient)
""",
        ),
        ("np.broadcast_to(g, self.data.shape)", "g * np.ones_like(self.data)"),
        (
            SWEEP,
            """\
        slopes = {id(self): np.ones(())}
        for node in reversed(order):
            g = slopes.pop(id(node))
            for x, pass_back in node.inputs:
                share = unbroadcast(pass_back(g), x.data.shape)
                slopes[id(x)] = slopes[id(x)] + share if id(x) in slopes else share
            node.grad = np.add(node.grad, g)
""",
        ),
    ],
)

by_einsum = variant(
    "matrix products by einsum, a new array for each grad",
    replace=[
        ("lambda g: g @ b.data.T", 'lambda g: np.einsum("ij,kj->ik", g, b.data)'),
        ("lambda g: a.data.T @ g", 'lambda g: np.einsum("ji,jk->ik", a.data, g)'),
        ("node.grad += adjoint[node]", "node.grad = node.grad + adjoint[node]"),
    ],
)

"""Reverse-mode automatic differentiation: hidden checks, known mistakes, right variants, truth."""

import math
import operator
from functools import partialmethod

import numpy as np

from grader import cases, check, driver, mistake, near, reference, value, variant


@driver
def grown(Value, leaves, steps):
    """Derivatives of the sum of a random graph's last nodes by its leaves."""
    operations = [
        lambda a, b: (a + b) / 2,
        lambda a, b: a * b,
        lambda a, b: a / (1 + b * b),
        lambda a, b: (a - b).tanh(),
        lambda a, b: (1 + a**2).log(),
        lambda a, b: b - (-a).exp(),
    ]
    inputs = [Value(float(x)) for x in leaves]
    nodes = list(inputs)
    for operation, i, j in steps:
        nodes.append(operations[operation](nodes[i], nodes[j]))
    y = sum(nodes[-3:])
    y.backward()
    return [float(y.data), *(float(x.grad) for x in inputs)]


@check(points=2, after=["waits_for_every_path", "takes_numbers_on_either_side"])
@cases(nodes=[3, 10, 30], seed=range(4))
def differentiates_random_graphs(Value, nodes, rng):
    "differentiates random graphs"
    leaves = rng.uniform(0.2, 1, size=4)
    steps = [
        [int(rng.integers(6)), int(rng.integers(4 + n)), int(rng.integers(4 + n))]
        for n in range(nodes)
    ]
    got, expected = (np.array(grown(side, leaves, steps)) for side in (Value, reference))
    near(got, expected, length=nodes, terms=1 + np.abs(expected).max())


@check(after=["accumulates_over_calls", "waits_for_every_path"])
@cases(seed=range(3))
def adds_up_several_outputs(Value, rng):
    "adds up the derivatives of several outputs, one of them built after a call of backward"
    numbers = [float(x) for x in rng.uniform(0.5, 1, size=2)]
    ends = []
    for side in (Value, reference):
        a, b = (side(x) for x in numbers)
        h = a * b
        first, second = h.tanh() + a, h.exp() * b
        first.backward()
        second.backward()
        (first * second + h).backward()
        ends.append([value(a.grad), value(b.grad)])
    for name, mine, theirs in zip("ab", *ends, strict=True):
        near(mine, theirs, length=4, name=f"{name}.grad")


@check(after="knows_each_derivative")
@cases(x=[-1000.0, -20.0, 20.0, 1000.0])
def saturates_tanh(Value, x):
    "takes tanh of large numbers"
    leaf = Value(x)
    y = leaf.tanh()
    y.backward()
    near(value(y.data), math.tanh(x), name="tanh(x)")
    near(value(leaf.grad), 0.0, tolerance=1e-15, name="x.grad")


@driver
def tournament(Value, leaves):
    """Value and derivatives of leaves joined two by two until one node is left."""
    import numpy as np

    inputs = nodes = [Value(float(x)) for x in leaves]
    while len(nodes) > 1:
        nodes = [(a + b).tanh() for a, b in zip(nodes[::2], nodes[1::2], strict=True)]
    nodes[0].backward()
    return float(nodes[0].data), np.array([float(leaf.grad) for leaf in inputs])


@check(points=2, after=["survives_long_chains", "waits_for_every_path"])
@cases(rounds=[3, 15])
def stays_linear_on_wide_graphs(Value, rounds, rng):
    "takes time in proportion to the nodes of a wide graph too"
    leaves = rng.uniform(-0.5, 0.5, size=2**rounds)
    (got, slopes), (expected, right) = (tournament(side, leaves) for side in (Value, reference))
    near(got, expected, length=rounds, terms=1.0, name="value of the last node")
    near(slopes, right, length=rounds**2, name="derivatives by the leaves")


class truth:
    """A scalar of PyTorch's autograd in float64."""

    def __init__(self, data):
        import torch

        known = isinstance(data, torch.Tensor)
        self.x = data if known else torch.tensor(float(data), dtype=torch.float64)
        self.x.requires_grad_()

    data = property(lambda self: self.x.item())
    grad = property(lambda self: 0.0 if self.x.grad is None else self.x.grad.item())

    def apply(self, f, *others):
        return type(self)(f(self.x, *(getattr(other, "x", other) for other in others)))

    def backward(self):
        self.x.backward(retain_graph=True)

    __add__ = __radd__ = partialmethod(apply, operator.add)
    __mul__ = __rmul__ = partialmethod(apply, operator.mul)
    __sub__ = partialmethod(apply, operator.sub)
    __rsub__ = partialmethod(apply, lambda a, b: b - a)
    __truediv__ = partialmethod(apply, operator.truediv)
    __rtruediv__ = partialmethod(apply, lambda a, b: b / a)
    __pow__ = partialmethod(apply, operator.pow)
    __neg__ = partialmethod(apply, operator.neg)
    exp = partialmethod(apply, lambda a: a.exp())
    log = partialmethod(apply, lambda a: a.log())
    tanh = partialmethod(apply, lambda a: a.tanh())
    relu = partialmethod(apply, lambda a: a.relu())


SEARCH = """\
        order: list[Value] = []  # every node after the nodes it was made of
        seen: set[Value] = set()
        stack = [(self, False)]
        while stack:
            node, inputs_done = stack.pop()
            if inputs_done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((x, False) for x, _ in node.inputs)
"""
SWEEP = """\
        adjoint = dict.fromkeys(order, 0.0)  # d self / d node, of this call alone
        adjoint[self] = 1.0
        for node in reversed(order):
            for x, slope in node.inputs:
                adjoint[x] += adjoint[node] * slope
        for node in order:
            node.grad += adjoint[node]
"""
RECURSIVE_SEARCH = """\
        order, seen = [], set()

        def visit(node):
            if node not in seen:
                seen.add(node)
                for x, _ in node.inputs:
                    visit(x)
                order.append(node)

        visit(self)
"""
PUSHES = """\
        for node in reversed(order):
            for x, slope in node.inputs:
                x.grad += node.grad * slope
"""

overwritten = mistake(
    "set the derivative of a node instead of adding to it",
    fails="sums_over_uses_of_a_leaf",
    replace=("adjoint[x] += adjoint[node] * slope", "adjoint[x] = adjoint[node] * slope"),
)

one_call_only = mistake(
    "set grad in each call instead of adding to it",
    fails="accumulates_over_calls",
    replace=("node.grad += adjoint[node]", "node.grad = adjoint[node]"),
)

stale_inside = mistake(
    "used the grad that inner nodes kept from the call before",
    fails="accumulates_over_calls",
    replace=(SWEEP, "        self.grad = 1.0\n" + PUSHES),
)

breadth_first = mistake(
    "visited nodes level by level, before all paths to them were added up",
    fails="waits_for_every_path",
    replace=[("stack.pop()", "stack.pop(0)"), ("in reversed(order)", "in order")],
)

path_by_path = mistake(
    "followed every path from the result by a recursion of its own",
    fails=["survives_long_chains", "visits_each_node_once"],
    replace=(
        SEARCH + SWEEP,
        """\
        def push(node, slope):
            node.grad += slope
            for x, local in node.inputs:
                push(x, slope * local)

        push(self, 1.0)
""",
    ),
)

recursive = mistake(
    "ordered the nodes by a recursion, which Python stops at about 1,000 calls",
    fails="survives_long_chains",
    replace=(SEARCH, RECURSIVE_SEARCH),
)

seen_in_a_list = mistake(
    "looked visited nodes up in a list, so that time grows with the square of their number",
    fails="stays_linear_on_wide_graphs",
    replace=[
        ("seen: set[Value] = set()", "seen = []"),
        ("node not in seen", "id(node) not in seen"),
        ("seen.add(node)", "seen.append(id(node))"),
    ],
)

relu_at_zero = mistake(
    "took 1 as the derivative of relu at 0",
    fails="stops_relu_at_zero",
    replace=("self.data > 0", "self.data >= 0"),
)

reflected_as_is = mistake(
    "computed c - a as a - c",
    fails="takes_numbers_on_either_side",
    replace=("return as_value(other) - self", "return self - as_value(other)"),
)

tanh_of_input = mistake(
    "took 1 - x**2 for the derivative of tanh, x the input instead of the output",
    fails="knows_each_derivative",
    replace=("1 - t * t", "1 - self.data**2"),
)

tanh_by_exp = mistake(
    "computed tanh as (e**2x - 1) / (e**2x + 1), which overflows",
    fails="saturates_tanh",
    replace=("t = math.tanh(self.data)", "e = math.exp(2 * self.data); t = (e - 1) / (e + 1)"),
)

raised_limit = variant(
    "ordered by a recursion with the limit raised for it",
    replace=[
        ("import math", "import math\nimport sys"),
        (SEARCH, "        sys.setrecursionlimit(30_000)\n" + RECURSIVE_SEARCH),
    ],
)

counted_uses = variant(
    "visits a node when all nodes made of it were visited (Kahn's order)",
    replace=(
        SEARCH,
        """\
        uses, found = {}, [self]
        for node in found:
            for x, _ in node.inputs:
                if x not in uses:
                    found.append(x)
                uses[x] = uses.get(x, 0) + 1
        order, ready = [], [self]
        while ready:
            order.append(ready.pop())
            for x, _ in order[-1].inputs:
                uses[x] -= 1
                if uses[x] == 0:
                    ready.append(x)
        order.reverse()
""",
    ),
)

cleared_inside = variant(
    "keeps derivatives in grad and clears those of inner nodes first",
    replace=(
        SWEEP,
        """\
        for node in order:
            node.grad *= not node.inputs
        self.grad += 1.0
"""
        + PUSHES,
    ),
)

with_numpy = variant(
    "NumPy's functions and floats",
    replace=[
        ("import math", "import numpy as np"),
        ("float(data)", "np.float64(data)"),
        *((f"math.{name}", f"np.{name}") for name in ("exp", "log", "tanh")),
    ],
)

"""Computational graph: hidden checks, known mistakes, right variants, truth."""

from grader import cases, check, driver, mistake, near, raises, reference, variant


def grown(nodes, rng):
    """A random graph of bounded numbers over the inputs a, b and c, listed in random order."""
    labels = [f"n{k}" for k in rng.permutation(nodes)]
    known, graph = ["a", "b", "c"], {}
    for label in labels:
        x, y = (known[int(rng.integers(max(len(known) - 6, 0), len(known)))] for _ in range(2))
        operation = ("mul", "sub", "sin", "mul", "square")[int(rng.integers(5))]
        graph[f"{label}w"] = (operation, x, y) if operation in ("mul", "sub") else (operation, x)
        graph[label] = ("sin", f"{label}w")
        known.append(label)
    names = [str(name) for name in rng.permutation(list(graph))]
    return {name: graph[name] for name in names}, labels[-1]


@check(points=2, after=["waits_for_every_path", "gives_zero_to_the_rest"])
@cases(nodes=[3, 10, 40], seed=range(4))
def differentiates_random_graphs(backpropagate, nodes, rng):
    "differentiates random graphs"
    graph, output = grown(nodes, rng)
    inputs = {name: float(x) for name, x in zip("abc", rng.uniform(0.2, 1, size=3), strict=True)}
    got, expected = (side(graph, inputs, output) for side in (backpropagate, reference))
    near(got[0], expected[0], length=nodes, terms=2.0, name="values")
    near(got[1], expected[1], length=nodes, terms=4.0, name="gradients")


@driver
def laddered(backpropagate, start, rungs):
    """A ladder of two rails, each rung made of both rails below: 2**rungs paths."""
    graph = {}
    for k in range(1, rungs + 1):
        graph[f"s{k}"] = ("sin", f"t{k - 1}")
        graph[f"t{k}"] = ("mul", f"s{k}", f"r{k - 1}")
        graph[f"r{k}"] = ("sub", f"r{k - 1}", f"t{k}")
    values, gradients = backpropagate(graph, start, f"r{rungs}")
    return [float(values[f"r{rungs}"]), float(gradients["r0"]), float(gradients["t0"])]


@check(after=["waits_for_every_path", "visits_each_node_once"])
@cases(rungs=[2, 200])
def climbs_ladders(backpropagate, rungs, rng):
    "handles a ladder of 600 nodes whose paths nobody could count"
    start = {"r0": float(rng.uniform(0.4, 0.6)), "t0": float(rng.uniform(0.4, 0.6))}
    got, expected = (laddered(side, start, rungs) for side in (backpropagate, reference))
    near(got, expected, length=rungs, terms=2.0, name="value and gradients")


@check(after="refuses_circles")
@cases(length=[4, 7])
def refuses_circles_far_from_the_output(backpropagate, length, rng):
    "raises ValueError for a circle that is fed by the output"
    graph = {f"n{k}": ("mul", f"n{(k + 1) % length}", "y") for k in range(length)}
    graph["y"] = ("exp", "a")
    with raises(ValueError):
        backpropagate(graph, {"a": float(rng.uniform(0.3, 0.6))}, "y")


def truth(graph, inputs, output):
    """PyTorch's autograd; nodes computed in rounds until no more can be."""
    import torch

    nodes = {k: torch.tensor(x, dtype=torch.float64, requires_grad=True) for k, x in inputs.items()}
    rules = {
        "add": torch.add,
        "sub": torch.sub,
        "mul": torch.mul,
        "square": torch.square,
        "sin": torch.sin,
        "exp": torch.exp,
    }
    left = dict(graph)
    while left:
        before = len(left)
        for name in list(reversed(left)):
            operation, *operands = left[name]
            if all(x in nodes for x in operands):
                nodes[name] = rules[operation](*(nodes[x] for x in operands))
                del left[name]
        if len(left) == before:
            raise ValueError("nothing can be computed")
    for node in nodes.values():
        node.retain_grad()
    nodes[output].backward()
    values = {name: node.item() for name, node in nodes.items()}
    return values, {k: 0.0 if n.grad is None else n.grad.item() for k, n in nodes.items()}


GROW = """\
    order = list(inputs)
    for name in order:  # it grows while it is walked
        for user in users[name]:
            missing[user] -= 1
            if missing[user] == 0:
                operation, *operands = graph[user]
                values[user], slopes[user] = applied(operation, *(values[x] for x in operands))
                order.append(user)
    if len(order) < len(users):
        raise ValueError("some nodes are made of each other")
"""
ONE_BY_ONE = """\
    order = [*inputs, *{listed}]
    for name in {listed}:
        operation, *operands = graph[name]
        values[name], slopes[name] = applied(operation, *(values[x] for x in operands))
"""
CIRCLE = """\
    if len(order) < len(users):
        raise ValueError("some nodes are made of each other")
"""
SWEEP = """\
    for name in reversed(order):
        for operand, slope in zip(graph.get(name, ("",))[1:], slopes.get(name, ()), strict=True):
            gradients[operand] += gradients[name] * slope
"""
UNKNOWN = """\
            if operand not in users:
                raise ValueError(f"{name!r} is made of {operand!r}, which is not there")
            users[operand].append(name)
"""

as_listed = mistake(
    "computed the nodes in the order in which they are listed",
    fails=["finds_the_order", "refuses_circles"],
    replace=(GROW, ONE_BY_ONE.format(listed="graph")),
)

by_name = mistake(
    "computed the nodes in the order of their names",
    fails=["finds_the_order", "refuses_circles"],
    replace=(GROW, ONE_BY_ONE.format(listed="sorted(graph)")),
)

overwritten = mistake(
    "set the gradient of a node instead of adding to it",
    fails="adds_up_several_uses",
    replace=("gradients[operand] += ", "gradients[operand] = "),
)

twice_the_same = mistake(
    "kept one slope per operand, so a node used twice by the same node counts once",
    fails="adds_up_several_uses",
    replace=(
        'zip(graph.get(name, ("",))[1:], slopes.get(name, ()), strict=True)',
        'dict(zip(graph.get(name, ("",))[1:], slopes.get(name, ()), strict=True)).items()',
    ),
)

breadth_first = mistake(
    "went back level by level, before all paths to a node were added up",
    fails="waits_for_every_path",
    replace=(
        SWEEP,
        """\
    level, seen = [output], {output}
    for name in level:
        for operand, slope in zip(graph.get(name, ("",))[1:], slopes.get(name, ()), strict=True):
            gradients[operand] += gradients[name] * slope
            if operand not in seen:
                seen.add(operand)
                level.append(operand)
""",
    ),
)

last_node = mistake(
    "started from the last node computed instead of the output asked for",
    fails="gives_zero_to_the_rest",
    replace=("gradients[output] = 1.0", "gradients[order[-1]] = 1.0"),
)

own_factor = mistake(
    "gave each factor of a product itself as slope instead of the other one",
    fails="knows_each_derivative",
    replace=("(b, a)", "(a, b)"),
)

minus_lost = mistake(
    "gave the second operand of a difference the slope 1 instead of -1",
    fails="knows_each_derivative",
    replace=("(1.0, -1.0)", "(1.0, 1.0)"),
)

recursive = mistake(
    "computed operands by a recursion, which Python stops at about 1,000 calls",
    fails="survives_long_chains",
    replace=(
        GROW,
        """\
    order, open_nodes = list(inputs), set()

    def visit(name):
        if name in values:
            return
        if name in open_nodes:
            raise ValueError("a circle")
        open_nodes.add(name)
        operation, *operands = graph[name]
        for operand in operands:
            visit(operand)
        values[name], slopes[name] = applied(operation, *(values[x] for x in operands))
        order.append(name)

    for name in graph:
        visit(name)
""",
    ),
)

circles_left_out = mistake(
    "left nodes in a circle out of the result instead of raising",
    fails="refuses_circles",
    replace=(CIRCLE, ""),
)

only_below_the_output = mistake(
    "noticed a circle only when the output is made of it",
    fails="refuses_circles",
    replace=("len(order) < len(users)", "output not in order"),
)

unknown_is_zero = mistake(
    "took an operand that does not exist for an input of 0",
    fails="refuses_unknown_operands",
    replace=(
        UNKNOWN,
        """\
            if operand not in users:
                users[operand], inputs = [], {**inputs, operand: 0.0}
            users[operand].append(name)
""",
    ),
)


@variant
def with_a_stack(graph, inputs, output):
    "depth first with a stack of its own"
    import math

    rules = {
        "add": (lambda a, b: a + b, lambda a, b: (1, 1)),
        "sub": (lambda a, b: a - b, lambda a, b: (1, -1)),
        "mul": (lambda a, b: a * b, lambda a, b: (b, a)),
        "square": (lambda a: a**2, lambda a: (2 * a,)),
        "sin": (math.sin, lambda a: (math.cos(a),)),
        "exp": (math.exp, lambda a: (math.exp(a),)),
    }
    values, order, state = dict(inputs), [], dict.fromkeys(inputs, "done")
    for start in graph:
        stack = [start]
        while stack:
            name = stack[-1]
            if state.get(name) == "done":
                stack.pop()
                continue
            if name not in graph:
                raise ValueError(name)
            operation, *operands = graph[name]
            waiting = [x for x in operands if state.get(x) != "done"]
            if any(state.get(x) == "open" for x in waiting):
                raise ValueError("circle")
            state[name] = "open"
            if waiting:
                stack.append(waiting[0])
                continue
            values[name] = rules[operation][0](*(values[x] for x in operands))
            order.append(name)
            state[name] = "done"
    gradients = {name: float(name == output) for name in values}
    for name in order[::-1]:
        operation, *operands = graph[name]
        local = rules[operation][1](*(values[x] for x in operands))
        for operand, slope in zip(operands, local, strict=True):
            gradients[operand] += gradients[name] * slope
    return values, gradients


by_the_standard_library = variant(
    "the order from graphlib",
    replace=(
        GROW,
        """\
    from graphlib import TopologicalSorter

    order = list(inputs)
    operands_of = {name: node[1:] for name, node in graph.items()}
    for name in TopologicalSorter(operands_of).static_order():
        if name in graph:
            operation, *operands = graph[name]
            values[name], slopes[name] = applied(operation, *(values[x] for x in operands))
            order.append(name)
""",
    ),
)

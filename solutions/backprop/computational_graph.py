"""Computational graph: forward in topological order, backward in reverse."""

from __future__ import annotations

import math


def backpropagate(
    graph: dict[str, tuple[str, ...]], inputs: dict[str, float], output: str
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the value of every node of a graph, and the derivative of `output` by each of them.

    A node is made of one or two others by an operation: "add" a + b, "sub" a - b, "mul" a b,
    "square" a**2, "sin" sin a, "exp" e**a. `graph` says how, in no particular order: a node may be
    listed long before the nodes it is made of, and its name says nothing.

    graph    name of each node -> (operation, name of the first operand[, name of the second])
    inputs   name of each input -> its value, a float; no name is both a node and an input
    output   name of the node to differentiate; it may be an input, and other nodes may use it
    returns  (values, gradients), two dicts with a float for each node and each input

    - Forward: a node can be computed as soon as its operands are.
    - Backward: gradients[n] is the derivative of the output by n, the sum over all nodes that use
      n, of their gradient times their own derivative by n. A node used twice by the same node
      ("mul", "x", "x") counts twice. gradients[output] is 1.0.
    - What the output is not made of has the gradient 0.0.
    - The time is in proportion to the size of the graph, not to its square (looking through all
      nodes again for each one that becomes possible), nor to the number of paths in it. A chain of
      10,000 nodes is no problem (Python stops at about 1,000 nested calls).
    - Raises ValueError if an operand is neither node nor input, or if nodes are made of each other
      in a circle so that none can be computed first, wherever in the graph. `output` is always
      known, operations are spelled right, and numbers stay small enough.

    Example: y = (w x + b)**2
        >>> graph = {"y": ("square", "z"), "z": ("add", "wx", "b"), "wx": ("mul", "w", "x")}
        >>> values, gradients = backpropagate(graph, {"w": 3.0, "x": 2.0, "b": 1.0}, "y")
        >>> values["y"], gradients["x"], gradients["w"], gradients["b"]
        (49.0, 42.0, 28.0, 14.0)

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (MIT Press 2016), section 6.5.1 and
    algorithms 6.1 and 6.2, https://www.deeplearningbook.org

    """
    ### BEGIN SOLUTION
    users: dict[str, list[str]] = {name: [] for name in (*graph, *inputs)}
    missing = {}  # how many operands of a node are not computed yet
    for name, (_, *operands) in graph.items():
        missing[name] = len(operands)
        for operand in operands:
            if operand not in users:
                raise ValueError(f"{name!r} is made of {operand!r}, which is not there")
            users[operand].append(name)
    values, slopes = dict(inputs), {}
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
    gradients = dict.fromkeys(order, 0.0)
    gradients[output] = 1.0
    for name in reversed(order):
        for operand, slope in zip(graph.get(name, ("",))[1:], slopes.get(name, ()), strict=True):
            gradients[operand] += gradients[name] * slope
    return values, gradients
    ### END SOLUTION


def applied(operation: str, a: float, b: float = 0.0) -> tuple[float, tuple[float, ...]]:
    """Return the result of an operation, and its derivative by each of its operands."""
    ### BEGIN SOLUTION
    if operation == "add":
        return a + b, (1.0, 1.0)
    if operation == "sub":
        return a - b, (1.0, -1.0)
    if operation == "mul":
        return a * b, (b, a)
    if operation == "square":
        return a * a, (2 * a,)
    if operation == "sin":
        return math.sin(a), (math.cos(a),)
    return math.exp(a), (math.exp(a),)
    ### END SOLUTION

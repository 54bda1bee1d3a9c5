"""Values and derivatives over a computational graph."""

from grader import cases, check, driver, near, raises, reference

SINGLE = {
    "add": ("add", "a", "b"),
    "sub": ("sub", "a", "b"),
    "sub, operands exchanged": ("sub", "b", "a"),
    "mul": ("mul", "a", "b"),
    "square": ("square", "a"),
    "sin": ("sin", "a"),
    "exp": ("exp", "a"),
}


def drawn(rng, *names):
    """A number for each input."""
    return {name: float(rng.uniform(0.3, 1.4)) for name in names}


def shuffled(graph, rng):
    """The same graph, its nodes listed in another order."""
    names = [str(name) for name in rng.permutation(list(graph))]
    return {name: graph[name] for name in names}


def alike(backpropagate, graph, inputs, output):
    """Fail unless values and gradients are the reference's."""
    got, expected = (side(graph, inputs, output) for side in (backpropagate, reference))
    for name, mine, theirs in zip(("values", "gradients"), got, expected, strict=True):
        near(mine, theirs, length=len(graph), terms=4.0, name=name)


@check(points=2)
@cases(operation=list(SINGLE), seed=range(2))
def evaluates_each_operation(backpropagate, operation, rng):
    "computes the value of every operation, and keeps those of the inputs"
    graph, inputs = {"y": SINGLE[operation]}, drawn(rng, "a", "b")
    got, expected = (side(graph, inputs, "y")[0] for side in (backpropagate, reference))
    near(got, expected, terms=4.0, name="values")


@check(points=2, after=evaluates_each_operation)
@cases(operation=list(SINGLE), seed=range(2))
def knows_each_derivative(backpropagate, operation, rng):
    "knows the derivative of every operation by each of its operands"
    alike(backpropagate, {"y": SINGLE[operation]}, drawn(rng, "a", "b"), "y")


@check(points=2, after=knows_each_derivative)
@cases(order=["forward", "backward", "shuffled"], seed=range(2))
def finds_the_order(backpropagate, order, rng):
    "finds an order in which every node comes after its operands, however they are listed"
    graph = {
        "q": ("square", "a"),
        "z": ("add", "q", "b"),
        "m": ("sin", "z"),
        "f": ("mul", "m", "c"),
        "k": ("exp", "f"),
    }
    if order == "backward":
        graph = dict(reversed(graph.items()))
    if order == "shuffled":
        graph = shuffled(graph, rng)
    alike(backpropagate, graph, drawn(rng, "a", "b", "c"), "k")


@check(points=2, after=finds_the_order)
@cases(shape=["two nodes", "one node"], operation=["add", "mul", "sub"])
def adds_up_several_uses(backpropagate, shape, operation, rng):
    "adds up what comes back from every use, be it two nodes or twice the same"
    if shape == "one node":
        graph = {"h": ("sin", "a"), "s": ("square", "a"), "t": (operation, "h", "h")}
        graph["y"] = ("mul", "t", "s")
    else:
        graph = {"h": ("exp", "a"), "s": ("square", "a"), "y": (operation, "h", "s")}
    alike(backpropagate, graph, drawn(rng, "a"), "y")


@check(points=2, after=adds_up_several_uses)
@cases(detour=[1, 2, 4], first=[True, False])
def waits_for_every_path(backpropagate, detour, first, rng):
    "passes a gradient on only when all paths to the node have been added up"
    graph = {"n0": ("mul", "a", "b"), "h": ("square", "a")}
    graph |= {f"n{k}": ("sin", f"n{k - 1}") for k in range(1, detour + 1)}
    ends = ("n0", f"n{detour}")
    graph["y"] = ("mul", *(ends if first else ends[::-1]))
    graph["z"] = ("add", "y", "h")
    alike(backpropagate, shuffled(graph, rng), drawn(rng, "a", "b"), "z")


@check(after=adds_up_several_uses)
@cases(output=["a", "h", "y"], seed=range(2))
def gives_zero_to_the_rest(backpropagate, output, rng):
    "gives 0 to nodes the output is not made of, those above it among them"
    graph = {"h": ("mul", "a", "b"), "y": ("sin", "h"), "z": ("exp", "c")}
    alike(backpropagate, graph, drawn(rng, "a", "b", "c"), output)


@check(after=knows_each_derivative)
@cases(length=[1, 2, 3], beside=[True, False])
def refuses_circles(backpropagate, length, beside, rng):
    "raises ValueError when nodes are made of each other, even if the output is not among them"
    graph = {f"n{k}": ("add", f"n{(k + 1) % length}", "a") for k in range(length)}
    graph["y"] = ("sin", "a") if beside else ("sin", "n0")
    with raises(ValueError):
        backpropagate(graph, drawn(rng, "a"), "y")


@check(after=knows_each_derivative)
@cases(beside=[True, False])
def refuses_unknown_operands(backpropagate, beside, rng):
    "raises ValueError for an operand that is neither node nor input"
    graph = {"h": ("mul", "a", "b"), "y": ("sin", "a") if beside else ("sin", "h")}
    with raises(ValueError):
        backpropagate(graph, drawn(rng, "a"), "y")


@driver
def chained(backpropagate, start, length):
    """Last value of a chain of adds and products, listed backward, and the gradients of x, a, b."""
    operands = {k: ("add", "a") if k % 2 else ("mul", "b") for k in range(length)}
    graph = {
        f"n{k}": (operands[k][0], f"n{k - 1}" if k else "x", operands[k][1])
        for k in reversed(range(length))
    }
    values, gradients = backpropagate(graph, start, f"n{length - 1}")
    return [float(values[f"n{length - 1}"]), *(float(gradients[name]) for name in "xab")]


@check(points=2, after=adds_up_several_uses)
@cases(length=[2, 100, 5000])
def survives_long_chains(backpropagate, length, rng):
    "survives a chain of 5,000 nodes, listed from its end"
    start = drawn(rng, "x", "a") | {"b": float(1 - 1e-3 * rng.random())}
    got, expected = (chained(side, start, length) for side in (backpropagate, reference))
    for name, mine, theirs in zip(("last value", *"xab"), got, expected, strict=True):
        near(mine, theirs, length=length**2, name=name)  # each rounding may add to the last


@driver
def doubled(backpropagate, start, times):
    """Last value of n = n + n, so many times over, and its derivative by the first."""
    graph = {f"n{k}": ("add", f"n{k - 1}", f"n{k - 1}") for k in range(1, times + 1)}
    values, gradients = backpropagate(graph, {"n0": start}, f"n{times}")
    return float(values[f"n{times}"]), float(gradients["n0"])


@check(after=adds_up_several_uses)
@cases(times=[1, 10, 50])
def visits_each_node_once(backpropagate, times, rng):
    "takes time in proportion to the nodes, not to the paths: 50 times n = n + n"
    start = float(rng.uniform(0.5, 1))
    data, slope = doubled(backpropagate, start, times)
    near(data, start * 2.0**times, name="last value")
    near(slope, 2.0**times, name="gradient of n0")


@check(after=adds_up_several_uses)
def gives_the_worked_numbers(backpropagate):
    "gives the derivatives worked by hand of (w x + b)**2 and sin(x**2 + y**3)"
    graph = {"y": ("square", "z"), "z": ("add", "wx", "b"), "wx": ("mul", "w", "x")}
    _, gradients = backpropagate(graph, {"w": 3.0, "x": 2.0, "b": 1.0}, "y")
    by_hand = {"y": 1.0, "z": 14.0, "wx": 14.0, "w": 28.0, "x": 42.0, "b": 14.0}
    near(gradients, by_hand, name="gradients")
    graph = {"x2": ("square", "x"), "y2": ("square", "y"), "y3": ("mul", "y2", "y")}
    graph |= {"sum": ("add", "x2", "y3"), "z": ("sin", "sum")}
    _, gradients = backpropagate(graph, {"x": 1.0, "y": 2.0}, "z")
    near(gradients["x"], -1.8222605238, tolerance=1e-9, name="gradient of x")
    near(gradients["y"], -10.9335631426, tolerance=1e-9, name="gradient of y")

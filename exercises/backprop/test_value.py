"""Reverse-mode automatic differentiation of scalars."""

from grader import cases, check, driver, gradient_matches, near, reference, value

SINGLE = {
    "a + b": lambda a, b: a + b,
    "a - b": lambda a, b: a - b,
    "a * b": lambda a, b: a * b,
    "a / b": lambda a, b: a / b,
    "-a": lambda a, b: -a,
    "a ** 3": lambda a, b: a**3,
    "(-a) ** 2": lambda a, b: (-a) ** 2,
    "a ** -0.5": lambda a, b: a**-0.5,
    "a.exp()": lambda a, b: a.exp(),
    "a.log()": lambda a, b: a.log(),
    "a.tanh()": lambda a, b: a.tanh(),
    "a.relu()": lambda a, b: a.relu(),
    "(-a).relu()": lambda a, b: (-a).relu(),
}

MIXED = {
    "a + c": lambda a, c: a + c,
    "c + a": lambda a, c: c + a,
    "a - c": lambda a, c: a - c,
    "c - a": lambda a, c: c - a,
    "a * c": lambda a, c: a * c,
    "c * a": lambda a, c: c * a,
    "a / c": lambda a, c: a / c,
    "c / a": lambda a, c: c / a,
    "a + 2": lambda a, c: a + 2,
    "2 - a": lambda a, c: 2 - a,
}

SHARED = {
    "a + a": lambda a, b: a + a,
    "a * a": lambda a, b: a * a,
    "a - a": lambda a, b: a - a,
    "a * b + a": lambda a, b: a * b + a,
    "a / b + b * b": lambda a, b: a / b + b * b,
    "(a + b) * (a * b)": lambda a, b: (a + b) * (a * b),
}


def alike(Value, f, a, b, *, number=False):
    """Fail unless f(a, b) and its two derivatives are the reference's; b a plain number or not."""
    found = []
    for side in (Value, reference):
        leaves = [side(a)] if number else [side(a), side(b)]
        y = f(leaves[0], b if number else leaves[1])
        y.backward()
        found.append((value(y.data), [value(leaf.grad) for leaf in leaves]))
    (got, gradients), (expected, slopes) = found
    near(got, expected, terms=1 + abs(expected), name="data of the result")
    for name, mine, theirs in zip("ab", gradients, slopes, strict=False):
        near(mine, theirs, length=2, terms=1 + abs(theirs), name=f"{name}.grad")


@check(points=2)
@cases(expression=list(SINGLE), seed=range(2))
def computes_values(Value, expression, rng):
    "computes the value of every operation"
    a, b = (float(x) for x in rng.uniform(0.5, 2, size=2))
    f = SINGLE[expression]
    got, expected = (value(f(side(a), side(b)).data) for side in (Value, reference))
    near(got, expected, terms=1 + abs(expected), name="data of the result")


@check(points=3, after=computes_values)
@cases(expression=list(SINGLE), seed=range(2))
def knows_each_derivative(Value, expression, rng):
    "passes back the derivative of every operation"
    a, b = (float(x) for x in rng.uniform(0.5, 2, size=2))
    alike(Value, SINGLE[expression], a, b)


@check(points=2, after=knows_each_derivative)
@cases(expression=list(MIXED), seed=range(2))
def takes_numbers_on_either_side(Value, expression, rng):
    "takes a plain number on either side of an operator"
    a, c = (float(x) for x in rng.uniform(0.5, 2, size=2))
    alike(Value, MIXED[expression], a, c, number=True)


@check(points=2, after=knows_each_derivative)
@cases(expression=list(SHARED), seed=range(2))
def sums_over_uses_of_a_leaf(Value, expression, rng):
    "adds up the derivatives of a leaf that is used more than once"
    a, b = (float(x) for x in rng.uniform(0.5, 2, size=2))
    alike(Value, SHARED[expression], a, b)


@check(points=2, after=sums_over_uses_of_a_leaf)
@cases(detour=[1, 2, 5], first=[True, False])
def waits_for_every_path(Value, detour, first, rng):
    "passes a node's derivative on only when all paths to it have been added up"
    a, b = (float(x) for x in rng.uniform(0.5, 1, size=2))

    def short_and_long(a, b):
        h = a * b
        far = h
        for _ in range(detour):
            far = (far + b).tanh()
        return h * far if first else far * h

    alike(Value, short_and_long, a, b)


@check(after=knows_each_derivative)
def stops_relu_at_zero(Value):
    "takes 0 as the derivative of relu at 0"
    x = Value(0.0)
    y = x.relu().exp()
    y.backward()
    near(value(y.data), 1.0, name="exp(relu(0))")
    near(value(x.grad), 0.0, name="x.grad of exp(relu(x)) at x = 0")


@check(points=2, after=knows_each_derivative)
@cases(calls=[2, 3], seed=range(2))
def accumulates_over_calls(Value, calls, rng):
    "adds to the leaves' grad in each call of backward, so that two calls double it"
    numbers = [float(x) for x in rng.uniform(0.5, 1, size=3)]
    ends = []
    for side in (Value, reference):
        a, b, c = leaves = [side(x) for x in numbers]
        y = (a * b).tanh().exp() / c
        for _ in range(calls):
            y.backward()
        ends.append([value(leaf.grad) for leaf in leaves])
    for name, mine, theirs in zip("abc", *ends, strict=True):
        near(mine, theirs, length=calls, name=f"{name}.grad after {calls} calls")


@driver
def neuron(Value, numbers):
    """The output of relu(w . x) + tanh(w . x + b), and its derivatives by w, x and b."""
    import numpy as np

    *pairs, b = leaves = [Value(float(number)) for number in numbers]
    w, x = pairs[::2], pairs[1::2]
    total = sum(wi * xi for wi, xi in zip(w, x, strict=True))
    y = (total + b).tanh() + total.relu()
    y.backward()
    return float(y.data), np.array([float(leaf.grad) for leaf in leaves])


@check(after=[waits_for_every_path, takes_numbers_on_either_side])
@cases(inputs=[1, 3], seed=range(2))
def agrees_with_differences(Value, inputs, rng):
    "agrees with central differences of a neuron's own output"
    x = rng.uniform(0.2, 1, size=2 * inputs + 1)
    _, slopes = neuron(Value, x)
    gradient_matches(lambda z: neuron(Value, z)[0], x, slopes)


@driver
def chained(Value, start, length):
    """Value and derivatives of a chain of `length` operations, each on the one before."""
    x, a, b = (Value(number) for number in start)
    y = x
    for step in range(length):
        y = y + a if step % 2 else y * b
    y.backward()
    return [float(y.data), float(x.grad), float(a.grad), float(b.grad)]


@check(points=2, after=sums_over_uses_of_a_leaf)
@cases(length=[1, 100, 10_000])
def survives_long_chains(Value, length, rng):
    "survives a chain of 10,000 operations"
    start = [float(x) for x in (*rng.uniform(0.5, 1, size=2), 1 - 1e-4 * rng.random())]
    got, expected = (chained(side, start, length) for side in (Value, reference))
    names = ("y.data", "x.grad", "a.grad", "b.grad")
    for name, mine, theirs in zip(names, got, expected, strict=True):
        near(mine, theirs, length=length**2, name=name)  # each rounding may add to the last


@driver
def doubled(Value, start, times):
    """Value and derivative of `times` times x = x + x."""
    x = leaf = Value(start)
    for _ in range(times):
        x = x + x
    x.backward()
    return float(x.data), float(leaf.grad)


@check(points=2, after=sums_over_uses_of_a_leaf)
@cases(times=[1, 10, 50])
def visits_each_node_once(Value, times, rng):
    "takes time in proportion to the nodes, not to the paths: 50 times x = x + x"
    start = float(rng.uniform(0.5, 1))
    data, slope = doubled(Value, start, times)
    near(data, start * 2.0**times, name="data")
    near(slope, 2.0**times, name="x.grad")


@check(after=sums_over_uses_of_a_leaf)
def gives_the_worked_numbers(Value):
    "gives the derivatives worked by hand of (w x + b)**2 and (x + y)**2"
    w, x, b = Value(3.0), Value(2.0), Value(1.0)
    near(value(w.grad), 0.0, name="w.grad before backward")
    square = (w * x + b) ** 2
    square.backward()
    for name, leaf, by_hand in (("w", w, 28.0), ("x", x, 42.0), ("b", b, 14.0)):
        near(value(leaf.grad), by_hand, name=f"{name}.grad")
    near(value(square.data), 49.0, name="(w x + b)**2")
    x, y = Value(3), Value(2)
    ((x + y) ** 2).backward()
    near([value(x.grad), value(y.grad)], [10.0, 10.0], name="x.grad and y.grad")

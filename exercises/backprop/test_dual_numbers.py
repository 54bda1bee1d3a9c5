"""Forward-mode automatic differentiation with dual numbers."""

from grader import cases, check, driver, near, reference, value

SINGLE = {
    "a + b": lambda a, b: a + b,
    "a - b": lambda a, b: a - b,
    "a * b": lambda a, b: a * b,
    "a / b": lambda a, b: a / b,
    "a ** 3": lambda a, b: a**3,
    "a ** -0.5": lambda a, b: a**-0.5,
    "a.exp()": lambda a, b: a.exp(),
    "a.log()": lambda a, b: a.log(),
    "a.sin()": lambda a, b: a.sin(),
    "a.cos()": lambda a, b: a.cos(),
    "a.tanh()": lambda a, b: a.tanh(),
}

MIXED = {
    "a + 2": lambda a, c: a + c,
    "2 + a": lambda a, c: c + a,
    "a - 2": lambda a, c: a - c,
    "2 - a": lambda a, c: c - a,
    "a * 2": lambda a, c: a * c,
    "2 * a": lambda a, c: c * a,
    "a / 2": lambda a, c: a / c,
    "2 / a": lambda a, c: c / a,
}


def drawn(rng, count):
    """Numbers that every function takes."""
    return [float(x) for x in rng.uniform(0.5, 1.8, size=count)]


def alike(got, expected):
    """Fail unless value and slope are the reference's."""
    for name in ("value", "slope"):
        mine, theirs = (float(value(getattr(side, name))) for side in (got, expected))
        near(mine, theirs, terms=20.0, name=name)


@check(points=2)
@cases(expression=list(SINGLE), seed=range(2))
def computes_values(Dual, expression, rng):
    "computes the value of every operation as with plain numbers"
    a, b, a_slope, b_slope = drawn(rng, 4)
    got, expected = (
        SINGLE[expression](side(a, a_slope), side(b, b_slope)) for side in (Dual, reference)
    )
    near(float(value(got.value)), float(value(expected.value)), terms=20.0, name="value")


@check(points=3, after=computes_values)
@cases(expression=list(SINGLE), seed=range(2))
def carries_slopes_along(Dual, expression, rng):
    "carries the slope through every operation, whatever the slopes of the operands"
    a, b, a_slope, b_slope = drawn(rng, 4)
    alike(
        *(SINGLE[expression](side(a, a_slope), side(b, -b_slope)) for side in (Dual, reference)),
    )


@check(points=2, after=carries_slopes_along)
@cases(expression=list(MIXED), seed=range(2))
def takes_numbers_on_either_side(Dual, expression, rng):
    "takes a plain number on either side of an operator; its slope is 0"
    a, slope, c = drawn(rng, 3)
    alike(*(MIXED[expression](side(a, slope), c) for side in (Dual, reference)))


@driver
def directional(Dual, x, v):
    """Slopes of three functions of three variables at x in the direction v."""
    a, b, c = (Dual(float(value), float(slope)) for value, slope in zip(x, v, strict=True))
    outputs = [(a * b).sin() + c, (b - a * a) ** 2 / c, (a.exp() + b.log() * c).tanh()]
    return [float(y.slope) for y in outputs]


@check(points=2, after=takes_numbers_on_either_side)
@cases(along=["a", "b", "c", "a mixture"], seed=range(2))
def gives_the_jacobian_times_a_vector(Dual, along, rng):
    "gives the Jacobian times a vector, when the slopes of the variables are that vector"
    x, v = drawn(rng, 3), drawn(rng, 3)
    if along in "abc":
        v = [float(name == along) for name in "abc"]
    got, expected = (directional(side, x, v) for side in (Dual, reference))
    near(got, expected, length=4, terms=50.0, name="slopes")


@driver
def program(Dual, start, slope):
    """A square root by Newton's method, and a number brought below 1 by halving: their slopes."""
    a = Dual(start, slope)
    root = a
    for _ in range(8):
        root = (root + a / root) / 2
    small = a * 10
    while small > 1:
        small = small / 2 if small < 6 else small - 5
    return [float(y) for y in (root.value, root.slope, small.value, small.slope)]


@check(points=2, after=takes_numbers_on_either_side)
@cases(start=[2.0, 3.3], seed=range(2))
def differentiates_a_program(Dual, start, rng):
    "differentiates a program with loops and branches: Newton's method for a square root"
    slope = float(rng.uniform(0.5, 2))
    got, expected = (program(side, start, slope) for side in (Dual, reference))
    names = ("root", "slope of the root", "remainder", "slope of the remainder")
    for name, mine, theirs in zip(names, got, expected, strict=True):
        near(mine, theirs, length=8, terms=20.0, name=name)


@driver
def twice(Dual, x, expression):
    """Value, first and second derivative of an expression, by a Dual of Duals."""
    x = Dual(Dual(x, 1.0), Dual(1.0, 0.0))
    y = {
        "x ** 4": lambda: x**4,
        "1 / x": lambda: 1 / x,
        "x / (x + 2)": lambda: x / (x + 2),
        "x.exp()": x.exp,
        "x.log()": x.log,
        "x.sin()": x.sin,
        "x.cos()": x.cos,
        "x.tanh()": x.tanh,
        "(x * x - 2).sin()": (x * x - 2).sin,
    }[expression]()
    return [float(n) for n in (y.value.value, y.value.slope, y.slope.value, y.slope.slope)]


NESTED = ["x ** 4", "1 / x", "x / (x + 2)", "x.exp()", "x.log()", "x.sin()", "x.cos()", "x.tanh()"]


@check(points=3, after=takes_numbers_on_either_side)
@cases(expression=[*NESTED, "(x * x - 2).sin()"], seed=range(2))
def gives_second_derivatives(Dual, expression, rng):
    "gives second derivatives when value and slope are Duals themselves"
    (x,) = drawn(rng, 1)
    got, expected = (twice(side, x, expression) for side in (Dual, reference))
    near(got, expected, length=4, terms=100.0, name="value, slope, slope, second derivative")


@check(after=carries_slopes_along)
@cases(expression=list(SINGLE))
def leaves_operands_unchanged(Dual, expression, rng):
    "leaves its operands unchanged"
    numbers = drawn(rng, 4)
    a, b = Dual(*numbers[:2]), Dual(*numbers[2:])
    SINGLE[expression](a, b)
    now = [float(value(x)) for x in (a.value, a.slope, b.value, b.slope)]
    near(now, numbers, name="value and slope of a and b")


@check(after=takes_numbers_on_either_side)
def gives_the_worked_numbers(Dual):
    "gives slope 8 for x**2 + 2 x at 3, and the two slopes of sin(x**2 + y**3) at (1, 2)"
    x = Dual(3.0, 1.0)
    y = x * x + 2 * x
    near([float(value(y.value)), float(value(y.slope))], [15.0, 8.0], name="value and slope")
    for v, by_hand in (((1.0, 0.0), -1.8222605238), ((0.0, 1.0), -10.9335631426)):
        z = (Dual(1.0, v[0]) ** 2 + Dual(2.0, v[1]) ** 3).sin()
        near(float(value(z.slope)), by_hand, tolerance=1e-9, name=f"slope along {v}")

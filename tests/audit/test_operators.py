"""What each rule makes of a line, and what it leaves alone."""

import textwrap

import pytest

from grader.authoring.audit.mutate import mutants

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def lines_of(body, before="def f(x, y, n, axis=-1):"):
    """The changed lines of all mutants of a function with this body."""
    marked = textwrap.indent(f"{BEGIN}\n{body}\n{END}", "    ")
    text = f"import numpy as np\n\n\n{before}\n{marked}\n"
    found = set()
    for mutant in mutants(text, "f.py"):
        found |= {x.strip() for x in mutant.text.splitlines()} - {
            x.strip() for x in text.splitlines()
        }
    return found


MADE = [
    ("return x + y", ["return x - y", "return x", "return y"]),
    ("return x - y", ["return x + y", "return y - x", "return x"]),
    ("return x * y", ["return x / y", "return x", "return y"]),
    ("return x / y", ["return x * y", "return y / x", "return x"]),
    ("return x ** y", ["return x * y", "return x"]),
    ("return x @ y", ["return x * y", "return y @ x"]),
    ("return (x + y) * n", ["return (x - y) * n", "return (x + y) / n"]),
    ("return x * y + n", ["return x + n", "return x / y + n"]),
    ("return -x", ["return x"]),
    ("return x < y", ["return x <= y", "return x > y"]),
    ("return x >= y", ["return x > y", "return x <= y"]),
    ("return x == y", ["return x != y"]),
    ("return 0 < x < y", ["return 0 <= x < y", "return 0 < x <= y"]),
    ("return x and y", ["return x or y", "return x", "return y"]),
    ("return 3 * x", ["return 4 * x", "return 2 * x", "return -3 * x", "return 0 * x"]),
    ("return 0.5 * x", ["return 1.0 * x", "return 0.25 * x", "return -0.5 * x"]),
    ("return x / (y + 1e-8)", ["return x / (y + 0.0)", "return x / (y + 1e-05)"]),
    ("return y.sum(axis=-1)", ["return y.sum(axis=0)", "return y.sum()", "return y"]),
    ("return y.sum(axis=axis)", ["return y.sum(axis=0)", "return y.sum(axis=-1)"]),
    ("return np.max(x, axis=0)", ["return np.max(x, axis=-1)", "return np.min(x, axis=0)"]),
    ("return np.mean(x, axis=(0, 2))", ["return np.mean(x, axis=0)", "return np.mean(x, axis=2)"]),
    ("return x.max(keepdims=True)", ["return x.max()"]),
    ("return x.sum(keepdims=False)", ["return x.sum(keepdims=True)"]),
    ("return np.exp(x)", ["return x"]),
    ("return np.sqrt(x + y)", ["return x + y", "return np.sqrt(x - y)"]),
    ("return np.maximum(x, 0)", ["return np.minimum(x, 0)", "return np.maximum(x, 1)"]),
    ("return x.T @ y", ["return x @ y"]),
    ("return np.where(n, x, y)", ["return np.where(n, y, x)", "return np.where(x, n, y)"]),
    ("return np.var(x, ddof=1)", ["return np.var(x)", "return np.var(x, ddof=0)"]),
    ("return [x for _ in range(n)]", [
        "return [x for _ in range(n + 1)]",
        "return [x for _ in range(n - 1)]",
        "return [x for _ in range(1, n)]",
    ]),
    ("return x[1:n]", ["return x[2:n]", "return x[:n]", "return x[1:n - 1]", "return x[1:]"]),
    ("return x[::-1]", ["return x[:]", "return x[::-2]"]),
    ("return [x[i] for i in range(n)]", ["return [x[i - 1] for i in range(n)]"]),
    ("x += y\nreturn x", ["x -= y", "x = y", "x = x + y", "pass"]),
    ("x = x + y\nreturn x", ["x += y", "pass"]),
    ("if x > 0:\n    y = x\nreturn y", ["if True:", "if not x > 0:", "if x >= 0:"]),
    ("return x if n else y", ["return x", "return y"]),
    ("return [a for a in x if a > n]", ["return [a for a in x if True]"]),
    ("e = np.exp(x)\nreturn e / e.sum()", ["return e", "return e / e"]),
    ("x.append(y)\nreturn x", ["pass"]),
    ("for a in x:\n    if a:\n        break\nreturn a", ["pass"]),
    ("return not x", ["return x"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), MADE)
def test_a_rule_makes_the_bugs_people_write(body, expected):
    """Each line gives, among others, the wrong lines a person could have written instead."""
    assert set(expected) - lines_of(body) == set()


LEFT = [
    ("return f'{x + 1}'", "x + 2"),
    ("if x:\n    raise ValueError(1)\nreturn y", "ValueError(2)"),
    ("return [a for a, _ in zip(x, y, strict=True)]", "strict=False"),
    ("z: int = 1\nreturn [z]", "pass"),
    ("return 'a' + x", "'a' - x"),
    ("return [0] * n", "[0] / n"),
    ("return len(range(n))", "return n"),
    ("return x.sum(keepdims=False)", "return x.sum()"),
    ("return max(x, y)", "max(y, x)"),
    ("n += 1\nreturn n", "n = n + 1"),
]


@pytest.mark.parametrize(("body", "never"), LEFT)
def test_a_rule_leaves_alone_what_is_no_mistake(body, never):
    """Messages, types, and changes that could only crash or change nothing are not made."""
    assert [line for line in lines_of(body) if never in line] == []


def test_only_marked_lines_are_damaged():
    """What the student is given stays as it is."""
    text = (
        f"def g(x):\n    return x + 1\n\n\ndef f(x):\n    {BEGIN}\n    return g(x) * 2\n    {END}\n"
    )
    found = mutants(text, "f.py")

    assert {mutant.line for mutant in found} == {7}
    assert all("return x + 1" in mutant.text for mutant in found)


def test_a_signature_within_the_markers_is_left_alone():
    """A default or annotation is the contract, not the computation."""
    text = f"{BEGIN}\ndef f(x: 'a' = 3) -> 'b':\n    return x + 1\n{END}\n"

    assert all("(x: 'a' = 3) -> 'b':" in mutant.text for mutant in mutants(text, "f.py"))

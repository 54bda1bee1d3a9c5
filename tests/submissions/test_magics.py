"""IPython's syntax, taken out of cells."""

from __future__ import annotations

import pytest

from grader.submissions.magics import to_python


@pytest.mark.parametrize(
    ("cell", "python", "dropped"),
    [
        ("x = 1\n", "x = 1\n", []),
        # a `%` or `!` that begins a line inside brackets or strings is Python
        ("x = (7\n% 4)", "x = (7\n% 4)", []),
        ("x = (7\n% 4)\n!ls", "x = (7\n% 4)\npass", ["!"]),
        ("x = '''\n%time\n!ls\n?\n'''\n%time y", "x = '''\n%time\n!ls\n?\n'''\ny", []),
        ("x = 7 \\\n% 4\n%pwd", "x = 7 \\\n% 4\npass", ["%pwd"]),
        ("x = '(' # [\n!ls", "x = '(' # [\npass", ["!"]),
        ("x = 'a\\'(' + \"'''\"\n!ls", "x = 'a\\'(' + \"'''\"\npass", ["!"]),
        # cell magics that keep their body
        ("%%time\nx = 1", "\nx = 1", []),
        ("\n%%time\nx = 1", "\n\nx = 1", []),
        ("%%timeit -n 10 -r3 y = 2\nx = 1", "y = 2\nx = 1", []),
        ("%%timeit\nx = 1", "\nx = 1", []),
        ("%%capture out --no-stderr\n%%time\nx = 1\n!ls", "\n\nx = 1\npass", ["!"]),
        ("%%prun -s cumtime\nx = 1", "\nx = 1", []),
        # those that do not
        ("%%bash\nls\necho 'it", "\n\n", ["%%bash"]),
        ("%%writefile a.py\ndef softmax(x): pass", "\n", ["%%writefile"]),
        ("x = 1\n%%time\ny = 2", "x = 1\npass\ny = 2", ["%%time"]),
        # line magics
        ("%time f(x)", "f(x)", []),
        ("%time x = f(1,\n  2)\n!ls", "x = f(1,\n  2)\npass", ["!"]),
        ("%timeit -n 100 -r 5 f(-n)", "f(-n)", []),
        ("%timeit -f(x)", "-f(x)", []),
        ("x = %timeit -o f(x)", "x = f(x)", []),
        ("%prun -l 10 f(x)", "f(x)", []),
        ("%time", "pass", []),
        ("%matplotlib inline\nx = 1", "pass\nx = 1", ["%matplotlib"]),
        ("%pip install a b\n%pip install c", "pass\npass", ["%pip"]),
        ("pip install --quiet torch", "pass", ["pip"]),
        ("if x:\n    %load_ext a\n    !ls", "if x:\n    pass\n    pass", ["%load_ext", "!"]),
        # the shell
        ("!echo \"it's (\nx = 1", "pass\nx = 1", ["!"]),
        ("!pip install \\\n  a \\\n  b\nx = 1", "pass\n\n\nx = 1", ["!"]),
        ("files = !ls *.py\nx = 1", "pass\nx = 1", ["!"]),
        ("a, b = !ls", "pass", ["!"]),
        ("!!ls", "pass", ["!"]),
        # help
        ("?np.exp\nx = 1", "pass\nx = 1", ["?"]),
        ("np.exp?", "pass", ["?"]),
        ("np.exp??", "pass", ["?"]),
        ("np.*exp*?", "pass", ["?"]),
        ("%timeit?", "pass", ["?"]),
        # a cell that is indented as a whole
        ("    x = 1\n    if x:\n        y = 2", "x = 1\nif x:\n    y = 2", []),
        ("  %time x = 1\n  y = 2", "x = 1\ny = 2", []),
        # what is broken stays broken, where it is
        ("!ls\ndef f(:\n", "pass\ndef f(:\n", ["!"]),
        ("", "", []),
    ],
)
def test_cells(cell: str, python: str, dropped: list[str]) -> None:
    """What only IPython knows goes, every line stays where it is, and what went is named."""
    found = to_python(cell)
    assert (python, dropped) == (found.text, found.dropped)
    assert cell.count("\n") == found.text.count("\n")


@pytest.mark.parametrize(
    "cell", ["%time " * 50_000, "a" * 200_000 + "?!", "x ='\"" * 40_000, "-n 1 " * 40_000 + "\n%"]
)
def test_long_lines(cell: str) -> None:
    """A long line costs time in proportion to its length."""
    assert to_python("%timeit " + cell).text.count("\n") == cell.count("\n")


def test_many_magics() -> None:
    """Of very many magics in one cell the first twenty are noted, and all are dropped."""
    found = to_python("\n".join(f"%a{number}" for number in range(50_000)))
    assert found.dropped == [f"%a{number}" for number in range(20)]
    assert set(found.text.split("\n")) == {"pass"}


def test_the_names_of_magics() -> None:
    """Only the name of a magic is noted, whatever follows it."""
    cell = "%matplotlib\tinline\n%\x1b[2J\n%" + "a" * 1000
    assert to_python(cell).dropped == ["%matplotlib", "%", "%" + "a" * 31]

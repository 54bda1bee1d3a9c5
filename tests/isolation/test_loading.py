"""What comes of loading a submission: frames, names, parameters, seeds, its module."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from grader.isolation import ENTRY, Frame, Loaded, Parameter, Raised

if TYPE_CHECKING:
    from .conftest import Start


def test_an_exception_names_the_students_lines(start_anyhow: Start) -> None:
    """Frames are those of the student's file, with their text; drivers and libraries leave none."""
    worker = start_anyhow(
        "import numpy as np\n"
        "\n"
        "def f(x):\n"
        "    return g(x)\n"
        "\n"
        "def g(x):\n"
        "    return np.linalg.inv(x)\n"
    )
    with pytest.raises(Raised) as raised:
        worker.drive("def d(f, x):\n    return f(x)", "d", [ENTRY, np.zeros((2, 2))], {})
    error = raised.value
    assert "LinAlgError" == error.type
    assert ("LinAlgError", "ValueError", "Exception", "BaseException") == error.mro
    assert "Singular matrix" == error.text
    assert (
        Frame("softmax.py", 4, "f", "return g(x)"),
        Frame(
            "softmax.py", 7, "g", "return np.linalg.inv(x)", (("x", "float64 (2, 2) [0, 0, 0, 0]"),)
        ),
    ) == error.frames


def test_a_part_may_start_at_a_later_line(start_anyhow: Start) -> None:
    """Line numbers count from where the part lies in its file."""
    worker = start_anyhow()
    with pytest.raises(Raised) as raised:
        worker.execute("hw.ipynb, cell 3", "x = 1\ny = x / 0", line=10)
    assert (Frame("hw.ipynb, cell 3", 11, "<module>", "y = x / 0"),) == raised.value.frames


def test_parts_share_one_namespace_and_may_fail_alone(start_anyhow: Start) -> None:
    """What a part defined before it failed, and what others define, is there."""
    worker = start_anyhow()
    worker.execute("cell 1", "a = 2")
    with pytest.raises(Raised):
        worker.execute("cell 2", "b = 3\nraise KeyError(b)")
    worker.execute("cell 3", "def f(): return a * b")
    worker.bind("f")
    assert 6 == worker.call(ENTRY, [], {})


def test_a_syntax_error_has_its_line(start_anyhow: Start) -> None:
    """A file that does not parse is reported like an exception, with the line that is wrong."""
    worker = start_anyhow()
    with pytest.raises(Raised) as raised:
        worker.execute("softmax.py", "x = 1\ndef f(:\n    pass")
    assert "SyntaxError" == raised.value.type
    assert (Frame("softmax.py", 2, "", "def f(:"),) == raised.value.frames


@pytest.mark.parametrize(
    ("statement", "type_", "text"),
    [
        ("import sys; sys.exit(3)", "SystemExit", "3"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", ""),
        ("raise NotImplementedError('softmax')", "NotImplementedError", "softmax"),
        ("f()", "RecursionError", "maximum recursion depth exceeded"),
        ("raise Unprintable", "Unprintable", ""),
        ("raise Long", "Long", "x" * 2000),
        ("raise Odd", "Odd", "odd"),
        ("raise Sub('sub')", "Sub", "sub"),
        ("input()", "EOFError", "EOF when reading a line"),
        ("import no_such_library", "ModuleNotFoundError", "No module named 'no_such_library'"),
        (
            "open('/dev/full', 'w').write('x' * 10**6)",
            "OSError",
            "[Errno 28] No space left on device",
        ),
        (
            "raise ExceptionGroup('two', [ValueError(), KeyError()])",
            "ExceptionGroup",
            "two (2 sub-exceptions)",
        ),
        ("raise StopIteration", "StopIteration", ""),
        ("raise 7", "TypeError", "exceptions must derive from BaseException"),
    ],
)
def test_whatever_is_raised_has_a_name(start: Start, statement: str, type_: str, text: str) -> None:
    """Every exception, those with hostile or endless texts too, is a Raised; the worker lives."""
    worker = start(
        "class Unprintable(Exception):\n    def __str__(self): raise ValueError\n"
        "class Long(Exception):\n    def __str__(self): return 'x' * 100_000_000\n"
        "class Text(str):\n    def __getitem__(self, i): raise ValueError\n"
        "class Odd(Exception):\n    def __str__(self): return Text('odd')\n"
        "class Meta(type):\n    __name__ = property(lambda cls: 1 / 0)\n"
        "class Sub(ValueError):\n    __traceback__ = None\n    __class__ = int\n"
        f"def f():\n    {statement}"
    )
    with pytest.raises(Raised) as raised:
        worker.call(ENTRY, [], {})
    assert (type_, text) == (raised.value.type, raised.value.text)
    assert len(raised.value.frames) <= 20
    assert 1 == worker.value(worker.put(1))


def test_bind_says_what_is_there(start_anyhow: Start) -> None:
    """The entry's kind and parameters, and the names the student defined, not those imported."""
    text = (
        "from math import sqrt\nimport functools\n"
        "def f(x, /, y, *rest, axis=-1, **more): pass\n"
        "class Adam:\n    def __init__(self, lr=0.1): pass\n"
        "@functools.lru_cache\ndef cached(n): return n\n"
        "number = 3\n"
    )
    worker = start_anyhow(text, None)
    defines = ("f", "Adam", "cached")
    parameters = (
        Parameter("x", "POSITIONAL_ONLY", has_default=False),
        Parameter("y", "POSITIONAL_OR_KEYWORD", has_default=False),
        Parameter("rest", "VAR_POSITIONAL", has_default=False),
        Parameter("axis", "KEYWORD_ONLY", has_default=True),
        Parameter("more", "VAR_KEYWORD", has_default=False),
    )
    assert Loaded("function", defines, "function", parameters) == worker.bind("f")
    lr = (Parameter("lr", "POSITIONAL_OR_KEYWORD", has_default=True),)
    assert Loaded("class", defines, "type", lr) == worker.bind("Adam")
    assert "function" == worker.bind("cached").kind
    assert Loaded("other", defines, "int", None) == worker.bind("number")
    assert Loaded("missing", defines, "", None) == worker.bind("soft_max")


def test_bind_survives_hostile_objects(start: Start) -> None:
    """Names whose attributes raise or lie are looked at without harm."""
    worker = start(
        "class Meta(type):\n"
        "    __module__ = property(lambda cls: 1 / 0)\n"
        "    __name__ = property(lambda cls: 1 / 0)\n"
        "class Bad(metaclass=Meta):\n    __signature__ = 7\n"
        "    def __call__(self): pass\n"
        "f = Bad()\n",
        None,
    )
    loaded = worker.bind("f")
    assert ("function", "Bad", None) == (loaded.kind, loaded.type, loaded.parameters)


def test_begin_seeds_every_global_generator(start_anyhow: Start) -> None:
    """The same seed gives the same draws, another seed others."""
    worker = start_anyhow(
        "import random, numpy as np\ndef f():\n    return random.random(), float(np.random.rand())"
    )
    draws = []
    for seed in (1, 1, 1 << 80):
        worker.begin(seed)
        draws.append(worker.call(ENTRY, [], {}))
    assert draws[0] == draws[1]
    assert draws[0] != draws[2]


def test_a_file_that_draws_loads_the_same_way_twice(start: Start) -> None:
    """Generators are seeded before the submission runs: scores do not depend on luck."""
    text = (
        "import random, numpy as np\n"
        "x = random.random(), float(np.random.rand())\n"
        "def f(): return x"
    )
    assert start(text).call(ENTRY, [], {}) == start(text).call(ENTRY, [], {})


def test_own_classes_work_as_in_a_module(start_anyhow: Start) -> None:
    """Dataclasses and pickling find the module they were defined in."""
    worker = start_anyhow(
        "from __future__ import annotations\n"
        "import pickle, dataclasses, inspect, typing\n"
        "@dataclasses.dataclass\nclass P:\n    x: int = 3\n"
        "def f():\n"
        "    copy = pickle.loads(pickle.dumps(P(4)))\n"
        "    return copy.x, typing.get_type_hints(P)['x'] is int, inspect.getsource(P)[:20]"
    )
    assert (4, True, "@dataclasses.datacla") == worker.call(ENTRY, [], {})


@pytest.mark.parametrize("name", ["numpy.py", "json.py", "test_softmax.py", "grader.py"])
def test_the_name_of_the_file_does_nothing(start_anyhow: Start, name: str) -> None:
    """A submission named like a library neither shadows it nor is imported for it."""
    worker = start_anyhow()
    worker.execute(
        name, "import numpy, json\ndef f():\n    return json.dumps(numpy.ones(1).tolist())"
    )
    worker.bind("f")
    assert "[1.0]" == worker.call(ENTRY, [], {})

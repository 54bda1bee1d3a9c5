"""What can be asked of a worker, by fork, by spawn and in this process alike."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from grader.isolation import ENTRY, Ended, Frame, Limits, Loaded, NotPlain, Parameter, Raised, Ref

if TYPE_CHECKING:
    from .conftest import Start

OBJECT = """
class Value:
    def __init__(self, data): self.data = data
    def __add__(self, other): return Value(self.data + getattr(other, "data", other))
    def __radd__(self, other): return Value(other + self.data)
    def __neg__(self): return Value(-self.data)
"""


def test_a_call_of_the_entry_returns_plain_values(start_anyhow: Start) -> None:
    """Arrays, and tuples and dicts of plain values, come back as values."""
    worker = start_anyhow("def f(x, *, k=1):\n    return {'out': (x * k, [k])}")
    out, ks = worker.call(ENTRY, [np.arange(3)], {"k": 2})["out"]
    assert [0, 2, 4] == out.tolist()
    assert [2] == ks


def test_arguments_are_copies(start_anyhow: Start) -> None:
    """What a worker does to its argument the judge's array does not see, at any level."""
    worker = start_anyhow("def f(x):\n    x += 1\n    return x")
    x = np.zeros(2)
    assert [1.0, 1.0] == worker.call(ENTRY, [x], {}).tolist()
    assert [0.0, 0.0] == x.tolist()


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        ("np.ones((1, 1)).view(np.matrix)", "matrix"),
        ("np.ma.masked_array([1.0])", "MaskedArray"),
        ("np.array([object()])", "ndarray"),
        ("[1, (2, object())]", "list"),
        ("Liar()", "Liar"),
        ("type('M', (type,), {'__name__': property(lambda c: 1 / 0)})('L', (list,), {})()", "L"),
        ("lambda: 1", "function"),
        ("(i for i in ())", "generator"),
        ("type('T' * 500, (), {})()", "T" * 100),
        ("nested", "list"),
        ("endless", "list"),
    ],
)
def test_everything_else_is_a_handle(start: Start, result: str, kind: str) -> None:
    """What is no exact plain type stays in the worker, whatever it claims to be."""
    worker = start(
        "import numpy as np\n"
        "class Liar:\n    __class__ = property(lambda self: list)\n"
        "nested = []\n"
        "for _ in range(99): nested = [nested]\n"
        "endless = []\n"
        "endless.append(endless)\n"
        f"def f():\n    return {result}"
    )
    ref = worker.call(ENTRY, [], {})
    assert isinstance(ref, Ref)
    assert kind == ref.kind
    with pytest.raises(NotPlain):
        worker.value(ref)


def test_operations_on_a_handle_return_handles(start_anyhow: Start) -> None:
    """Attributes, items, calls and arithmetic, reflected too, stay in the worker."""
    worker = start_anyhow(OBJECT, "Value")
    a = worker.call(ENTRY, [1.5], {})
    assert isinstance(a, Ref)
    assert "Value" == a.kind
    for name, args, data in [("add", [a, a], 3.0), ("radd", [a, 2], 3.5), ("neg", [a], -1.5)]:
        result = worker.operate(name, args)
        attribute = worker.operate("getattr", [result, "data"])
        assert isinstance(attribute, Ref)
        assert data == worker.value(attribute)
    method = worker.operate("getattr", [a, "__add__"])
    assert isinstance(worker.call(method, [1], {}), Ref)
    with pytest.raises(NotPlain) as caught:
        worker.value(a)
    assert "Value" == caught.value.type


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        ("sub", [7, 2], 5),
        ("rsub", [7, 2], -5),
        ("mul", [7, 2], 14),
        ("rtruediv", [2, 7], 3.5),
        ("floordiv", [7, 2], 3),
        ("rmod", [2, 7], 1),
        ("pow", [7, 2], 49),
        ("rpow", [2, 3], 9),
        ("and", [6, 3], 2),
        ("ror", [6, 3], 7),
        ("xor", [6, 3], 5),
        ("lshift", [1, 3], 8),
        ("irshift", [8, 1], 4),
        ("divmod", [7, 2], (3, 1)),
        ("abs", [-3], 3),
        ("pos", [3], 3),
        ("invert", [3], -4),
        ("getitem", [[1, 2], slice(1, None)], [2]),
    ],
)
def test_operations(start: Start, name: str, args: list[object], expected: object) -> None:
    """Each operation does what its Python operator does, with reflected operands swapped."""
    worker = start("def f(): pass")
    assert expected == worker.value(worker.operate(name, args))


def test_put_has_an_identity(start_anyhow: Start) -> None:
    """An array put into the worker is one object: in-place updates of it can be seen."""
    worker = start_anyhow("def f(x):\n    x *= 2")
    x = worker.put(np.ones(2))
    assert worker.call(ENTRY, [x], {}) is None
    assert [2.0, 2.0] == worker.value(x).tolist()
    worker.operate("setitem", [x, 0, 7.0])
    worker.operate("iadd", [x, 1.0])
    assert [8.0, 3.0] == worker.value(x).tolist()


def test_handles_end_with_their_check(start_anyhow: Start) -> None:
    """A handle of an earlier check is refused before anything is sent; ENTRY lives on."""
    worker = start_anyhow("def f(x):\n    return x")
    old = worker.put(1)
    worker.begin(0)
    with pytest.raises(ValueError, match="no handle of this check"):
        worker.value(old)
    assert 1 == worker.call(ENTRY, [1], {})


def test_an_unbound_entry_is_refused(start: Start) -> None:
    """Calling ENTRY before a successful bind is the caller's mistake."""
    worker = start("g = 1", "f")
    with pytest.raises(ValueError, match="no handle"):
        worker.call(ENTRY, [], {})


def test_arguments_that_cannot_cross(start: Start) -> None:
    """An object of the judge's that is no value, handle or function is a TypeError here."""
    worker = start("def f(x): pass")
    with pytest.raises(TypeError, match="object cannot cross"):
        worker.call(ENTRY, [object()], {})


def test_callbacks_compute_in_the_judge(start_anyhow: Start) -> None:
    """A function given to the student runs here, with values as values and the rest as handles."""
    worker = start_anyhow(
        "class Thing: pass\ndef f(g, x):\n    return g(x, thing=Thing()) + g(x, thing=[Thing()])"
    )
    kinds: list[str] = []

    def double(x: float, thing: Ref) -> float:
        kinds.append(thing.kind)
        return 2 * x

    assert 12.0 == worker.call(ENTRY, [double, 3.0], {})
    assert ["Thing", "list"] == kinds


def test_a_callback_may_use_the_worker(start_anyhow: Start) -> None:
    """Operations asked for in the middle of a call are answered, to any depth."""
    worker = start_anyhow("def f(g, n):\n    return g(n) if n else 0")

    def down(n: int) -> object:
        half = worker.value(worker.operate("floordiv", [worker.put(n), 2]))
        rest = worker.call(ENTRY, [down, half], {})
        return rest + 1

    assert 4 == worker.call(ENTRY, [down, 8], {})


def test_a_callback_may_return_a_handle(start_anyhow: Start) -> None:
    """What a function returns as a handle is the object itself in the worker."""
    worker = start_anyhow("def f(g, x):\n    return g(x) is x")
    x = worker.put([1])
    assert True is worker.call(ENTRY, [lambda y: y if isinstance(y, Ref) else x, x], {})


def test_an_exception_in_a_callback_is_the_judges(start_anyhow: Start) -> None:
    """It comes out where the judge called, whatever the student catches; the worker is over."""
    worker = start_anyhow("def f(g):\n    return g()")

    def fail() -> None:
        raise LookupError("the author's mistake")

    with pytest.raises(LookupError, match="author"):
        worker.call(ENTRY, [fail], {})
    with pytest.raises(Ended):
        worker.put(1)


def test_a_student_cannot_swallow_the_judges_exception(start: Start) -> None:
    """`except BaseException` around a callback changes nothing in a process of its own."""
    worker = start(
        "def f(g):\n    try:\n        return g()\n    except BaseException:\n        return 1"
    )
    with pytest.raises(ZeroDivisionError):
        worker.call(ENTRY, [lambda: 1 / 0], {})


def test_a_callback_kept_from_an_earlier_check_raises(start_anyhow: Start) -> None:
    """The student's code gets a RuntimeError, not an answer."""
    worker = start_anyhow("kept = []\ndef f(g=None):\n    kept.append(g)\n    return kept[0]()")
    assert 5 == worker.call(ENTRY, [lambda: 5], {})
    worker.begin(0)
    with pytest.raises(Raised) as raised:
        worker.call(ENTRY, [], {})
    assert "RuntimeError" == raised.value.type


def test_a_callback_in_another_thread_raises(start: Start) -> None:
    """Messages are never interleaved: a function works in the main thread only."""
    worker = start(
        "import threading\n"
        "def f(g):\n"
        "    seen = []\n"
        "    def run():\n"
        "        try: g()\n"
        "        except RuntimeError as e: seen.append(str(e))\n"
        "    t = threading.Thread(target=run); t.start(); t.join()\n"
        "    return len(seen)"
    )
    assert 1 == worker.call(ENTRY, [lambda: 5], {})


def test_a_driver_runs_in_the_worker(start_anyhow: Start) -> None:
    """A driver gets the real objects and brings plain values out."""
    worker = start_anyhow(OBJECT, "Value")
    text = (
        "def total(Value, xs):\n"
        "    import math\n"
        "    return math.fsum((Value(x) + 1).data for x in xs)"
    )
    assert 5.0 == worker.drive(text, "total", [ENTRY, [1.0, 2.0]], {})
    with pytest.raises(NotPlain):
        worker.drive("def d(V): return V(1)", "d", [ENTRY], {})


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
        Frame("softmax.py", 7, "g", "return np.linalg.inv(x)"),
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


def test_a_closed_worker_says_so(start_anyhow: Start) -> None:
    """After close every operation raises Ended; closing twice is fine."""
    worker = start_anyhow("def f(): pass")
    worker.close()
    worker.close()
    with pytest.raises(Ended):
        worker.call(ENTRY, [], {})


def test_limits_are_those_of_a_course() -> None:
    """The two Limits have the same fields, so one is made from the other."""
    from dataclasses import asdict

    from grader.course import types

    assert asdict(types.Limits()) == asdict(Limits())
    assert math.isfinite(Limits().cpu)

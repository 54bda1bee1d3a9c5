"""What can be asked of a worker, by fork, by spawn and in this process alike."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from grader.isolation import ENTRY, Ended, Limits, NotPlain, Raised, Ref

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

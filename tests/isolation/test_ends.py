"""However a student's code goes wrong, the judge says how in time and goes on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from grader.isolation import ENTRY, Ended, Launcher, Limits, Raised, Worker

if TYPE_CHECKING:
    from .conftest import Start


def ended(worker: Worker, *args: object) -> tuple[str, dict[str, object]]:
    """How a call of the entry ends the worker; later operations say the same."""
    with pytest.raises(Ended) as first:
        worker.call(ENTRY, list(args), {})
    with pytest.raises(Ended) as second:
        worker.put(1)
    assert (first.value.kind, first.value.facts) == (second.value.kind, second.value.facts)
    return first.value.kind, dict(first.value.facts)


BUSY = [
    "while True: pass",
    "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    "sum(range(10**12))",
    "np.linalg.eigvals(np.random.rand(1500, 1500))",
    "import re; re.match('(a+)+$', 'a' * 40 + 'b')",
    "10 ** 10 ** 9",
    (
        "import signal\n"
        "    for s in range(1, 32):\n"
        "        try: signal.signal(s, signal.SIG_IGN)\n"
        "        except (OSError, ValueError): pass\n"
        "    while True: pass"
    ),
    (
        "import threading\n"
        "    t = threading.Thread(target=lambda: sum(range(10**12))); t.start()\n"
        "    t.join()"
    ),
    "while True: print('x' * 1000)",
    "class T(Exception):\n        def __str__(self):\n            while True: pass\n    raise T",
    (
        "class R(list):\n"
        "        __class__ = property(lambda s: sum(range(10**12)))\n"
        "    return isinstance(R(), dict)"
    ),
]


@pytest.mark.parametrize("body", BUSY, ids=range(len(BUSY)))
def test_busy_code_ends_at_the_cpu_limit(start: Start, body: str) -> None:
    """No loop, C call, handler or thread outlives its CPU time."""
    worker = start(f"import numpy as np\ndef f():\n    {body}", cpu=0.4)
    begun = time.monotonic()
    assert ("timeout", {"clock": "cpu", "limit": 0.4}) == ended(worker)
    assert time.monotonic() - begun < 8


SLEEPY = [
    "import time; time.sleep(100)",
    "import threading; threading.Event().wait()",
    "import os\n    r, w = os.pipe(); os.read(r, 1)",
    "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
]


@pytest.mark.parametrize("body", SLEEPY, ids=range(len(SLEEPY)))
def test_sleeping_code_ends_at_the_wall_limit(start: Start, body: str) -> None:
    """Five times the CPU limit of waiting is the end."""
    worker = start(f"def f():\n    {body}", cpu=0.1)
    assert ("timeout", {"clock": "wall", "limit": 0.5}) == ended(worker)


def test_the_worker_s_whole_life_is_bounded(start: Start) -> None:
    """`begin` restarts a check's clocks, never the wall limit of the whole worker."""
    worker = start("import time\ndef f():\n    time.sleep(0.3)", cpu=1.0, wall=1.0)
    with pytest.raises(Ended) as caught:
        for seed in range(9):
            worker.begin(seed)
            worker.call(ENTRY, [], {})
    assert {"clock": "wall", "limit": 1.0} == caught.value.facts


def test_begin_gives_a_check_its_own_time(start: Start) -> None:
    """Checks that each stay within the limit add up to more; a check can have another limit."""
    worker = start(
        "import time\ndef f(s):\n    end = time.process_time() + s\n"
        "    while time.process_time() < end: pass",
        cpu=0.5,
    )
    for seed in range(3):
        worker.begin(seed)
        worker.call(ENTRY, [0.3], {})
    worker.begin(9, cpu=0.1)
    assert ("timeout", {"clock": "cpu", "limit": 0.1}) == ended(worker, 5)


def test_short_calls_add_up(start: Start) -> None:
    """A check of many quick calls ends at the limit like one long call."""
    worker = start("def f():\n    return sum(range(10_000))", cpu=0.2)
    with pytest.raises(Ended) as caught:
        for _ in range(100_000):
            worker.call(ENTRY, [], {})
    assert {"clock": "cpu", "limit": 0.2} == caught.value.facts


def test_the_judge_s_own_time_is_not_charged(start: Start) -> None:
    """A slow trusted function costs the student nothing."""
    worker = start("def f(g):\n    return g()", cpu=0.1)
    assert 1 == worker.call(ENTRY, [lambda: time.sleep(0.8) or 1], {})


def test_importing_has_a_limit_too(start: Start) -> None:
    """A file that hangs while it is loaded ends like a call."""
    worker = start(cpu=0.3)
    with pytest.raises(Ended) as caught:
        worker.execute("softmax.py", "while True: pass")
    assert "timeout" == caught.value.kind


@pytest.mark.parametrize(
    ("body", "facts"),
    [
        ("import os; os._exit(7)", {"signal": None, "exit": 7}),
        ("import os; os.abort()", {"signal": "SIGABRT", "exit": None}),
        ("import ctypes; ctypes.string_at(0)", {"signal": "SIGSEGV", "exit": None}),
        ("import os; os.kill(os.getpid(), 9)", {"signal": "SIGKILL", "exit": None}),
        ("import os; os.execv('/bin/true', ['true'])", {"signal": None, "exit": 0}),
        (
            (
                "import sys; sys.setrecursionlimit(10**9)\n"
                "    class A: pass\n"
                "    A.__getattr__ = lambda s, n: getattr(s, 'x')\n"
                "    A().x"
            ),
            {"signal": "SIGSEGV", "exit": None},
        ),
    ],
    ids=["_exit", "abort", "segfault", "kill", "exec", "stack"],
)
def test_a_dead_process_is_named(start: Start, body: str, facts: dict[str, object]) -> None:
    """Exit statuses and signals are told apart."""
    kind, found = ended(start(f"def f():\n    {body}"))
    assert ("crashed", facts) == (kind, found)


@pytest.mark.parametrize(
    "body",
    [
        "return np.zeros(1 << 40)",
        "return np.ones(1 << 27)",
        "x = [0]\n    while True: x += x",
        "return 'x' * (1 << 40)",
        "raise MemoryError",
        "return [0] * (1 << 35)",
    ],
)
def test_too_much_memory_is_named(start: Start, body: str) -> None:
    """What does not fit the limit ends as `memory`, not as an exception of the student's."""
    worker = start(f"import numpy as np\ndef f():\n    {body}", memory=256 << 20)
    assert ("memory", {"limit": 256 << 20}) == ended(worker)


def test_a_caught_memory_error_is_fine(start: Start) -> None:
    """A student may try and step back."""
    worker = start(
        "import numpy as np\ndef f():\n    try: np.ones(1 << 40)\n"
        "    except MemoryError: return 'too big'"
    )
    assert "too big" == worker.call(ENTRY, [], {})


def test_memory_within_the_limit_is_there(start: Start) -> None:
    """The limit counts what the student adds, not what the warm worker holds."""
    worker = start(
        "import numpy as np\ndef f():\n    return float(np.ones(1 << 24).sum())", memory=256 << 20
    )
    assert float(1 << 24) == worker.call(ENTRY, [], {})


@pytest.mark.parametrize(
    "body", ["return 'x' * (2 << 20)", "return np.zeros(1 << 20)", "return g(b'x' * (2 << 20))"]
)
def test_a_result_larger_than_a_message(start: Start, body: str) -> None:
    """It ends the worker by name, with both sizes."""
    worker = start(f"import numpy as np\ndef f(g):\n    {body}", message=1 << 20)
    if "g(" in body:
        with pytest.raises((Ended, Raised)):
            worker.call(ENTRY, [len], {})
    else:
        kind, facts = ended(worker, 1)
        assert "wire" == kind
        assert str(1 << 20) in str(facts["problem"])


def test_an_argument_larger_than_a_message(start: Start) -> None:
    """It is refused here; the worker lives."""
    worker = start("def f(x): return 1", message=1 << 20)
    with pytest.raises(ValueError, match="more than a message"):
        worker.call(ENTRY, [np.zeros(1 << 20)], {})
    assert 1 == worker.call(ENTRY, [1], {})


def test_forked_children_do_not_answer(start: Start) -> None:
    """A child that returns from the student's function says nothing in its parent's name."""
    worker = start(
        "import os\n"
        "def f():\n"
        "    pid = os.fork()\n"
        "    if pid: os.waitpid(pid, 0)\n"
        "    return bool(pid)"
    )
    assert [True, True] == [worker.call(ENTRY, [], {}) for _ in range(2)]


def test_spawned_workers_keep_the_cpu_limit_by_the_kernel(launchers: dict[str, Launcher]) -> None:
    """Where no clock can be read, SIGXCPU ends busy code, and the wall clock what ignores it."""
    text = (
        "import signal\n"
        "def f(ignore):\n"
        "    if ignore: signal.signal(signal.SIGXCPU, signal.SIG_IGN)\n"
        "    while True: pass"
    )
    for ignore, clock, limit in [(False, "cpu", 1.0), (True, "wall", 5.0)]:
        with launchers["spawn"].start(Limits(cpu=1.0)) as worker:
            worker.execute("f.py", text)
            worker.bind("f")
            if ignore:  # once by the limit of the start, once by that of a check
                worker.begin(0)
            assert ("timeout", {"clock": clock, "limit": limit}) == ended(worker, ignore)


def test_memory_errors_end_the_session_in_this_process_too(launchers: dict[str, Launcher]) -> None:
    """Level none has no limits but the same outcomes."""
    with launchers["none"].start(Limits()) as worker:
        worker.execute("f.py", "def f():\n    raise MemoryError")
        worker.bind("f")
        assert "memory" == ended(worker)[0]

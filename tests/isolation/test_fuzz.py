"""Whatever bytes a worker sends, the judge ends with a named outcome, in time and in memory."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.isolation import ENTRY, Ended, NotPlain, Raised

if TYPE_CHECKING:
    from grader.isolation import Worker

    from .conftest import Start

# Writes each piece to the judge; after one it reads what came back, if it is told to.
HOSTILE = """
import os, time
def f(pieces, given=None):
    for data, read in pieces:
        while data: data = data[os.write(3, data):]
        if read: os.read(3, 1 << 16)
    time.sleep(100)
"""
KINDS = ("timeout", "memory", "crashed", "wire")


def framed(sizes: object, body: object, buffers: bytes = b"", lie: int = 0) -> bytes:
    """A message, its length off by `lie`."""
    header = json.dumps([sizes, body]).encode()
    return struct.pack("<I", max(0, len(header) + lie)) + header + buffers


TAG_NAMES = """value ref done raised notplain memory large loaded callback ready return array scalar
    dtype tensor rng l t d s fs f b u p i c slice range ... function torch.dtype"""
TAGS = st.sampled_from(TAG_NAMES.split())
KNOWN = st.sampled_from(["f8", "f4", "i8", "O", "V8", "C", "F", "PCG64", "float32", "E", "x"])
NUMBERS = st.sampled_from([0, 1, -1, 2, 8, 32, 1 << 20, 1 << 31, 1 << 62, 1 << 64, 10**400])
LEAVES = (
    st.none()
    | st.booleans()
    | NUMBERS
    | st.integers()
    | KNOWN
    | st.text(max_size=9)
    | st.floats(0, 9)
)


def _grown(trees: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    tagged = st.tuples(TAGS, st.lists(trees, max_size=5)).map(lambda pair: [pair[0], *pair[1]])
    return tagged | st.lists(trees, max_size=5) | st.dictionaries(st.text(max_size=3), trees)


TREES = st.recursive(LEAVES, _grown, max_leaves=20)
SIZES = st.lists(NUMBERS | st.integers(0, 64), max_size=3) | TREES
BYTES = st.binary(max_size=64)
REPLIES = st.tuples(
    st.sampled_from(["value", "ref", "raised", "loaded", "callback", "large", "notplain"]),
    st.lists(TREES, max_size=6),
).map(lambda pair: [pair[0], *pair[1]])
CALLBACKS = st.tuples(
    st.sampled_from([0, 0, 0, 1, -1]), st.lists(TREES, max_size=2), st.lists(TREES, max_size=2)
).map(lambda parts: ["callback", parts[0], parts[1], ["k"] * len(parts[2]), parts[2]])
MESSAGES = st.builds(
    framed, SIZES, REPLIES | CALLBACKS | TREES, BYTES, st.sampled_from([0, 0, 0, 0, -1, 1, 999])
)
PIECES = st.lists(st.tuples(MESSAGES | BYTES, st.booleans()), min_size=1, max_size=4)


def outcome(worker: Worker, *args: object) -> str:
    """How the call ends, by name; a worker that still lives answers again or ends."""
    try:
        worker.call(ENTRY, list(args), {})
    except Ended as ended:
        assert ended.kind in KINDS
        json.dumps(ended.facts)
        return ended.kind
    except (Raised, NotPlain) as said:
        return type(said).__name__
    return "value"


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(PIECES)
def test_every_message_has_a_named_outcome(start: Start, pieces: list[tuple[bytes, bool]]) -> None:
    """Random messages, well and ill formed, with callbacks: an outcome, soon, and nothing else."""
    worker = start(HOSTILE, cpu=0.05, message=1 << 20)
    begun = time.monotonic()
    called: list[object] = []
    for _ in range(2):  # the second call may find bytes left over from the first
        outcome(worker, [list(p) for p in pieces], lambda *a, **k: called.append((a, k)))
    worker.close()
    assert time.monotonic() - begun < 5


def test_a_flood_of_callbacks_ends_at_the_limit(start: Start) -> None:
    """A worker that writes and reads without end keeps nobody: clocks are read between messages."""
    flood = framed([], ["callback", 0, [], [], []]).hex()
    worker = start(
        "import os, threading\n"
        f"message = bytes.fromhex('{flood}') * 500\n"
        "def read():\n"
        "    while os.read(3, 1 << 16): pass\n"
        "def f(given):\n"
        "    threading.Thread(target=read, daemon=True).start()\n"
        "    while True: os.write(3, message)\n",
        cpu=0.5,
    )
    begun = time.monotonic()
    assert "timeout" == outcome(worker, lambda: None)
    assert time.monotonic() - begun < 10


def test_nested_callbacks_end(start: Start) -> None:
    """A callback that calls the worker, whose code calls it back, and so on: a named end."""
    worker = start("def f(given, n): return given(n)")

    def again(n: int) -> object:
        return worker.call(ENTRY, [again, n + 1], {})

    with pytest.raises((Ended, Raised, RecursionError)):
        worker.call(ENTRY, [again, 0], {})
    with pytest.raises(Ended):
        worker.call(ENTRY, [None, 0], {})


def test_a_reply_out_of_turn_is_a_reply(start: Start) -> None:
    """Two replies at once answer two questions; the judge asks no more of the order."""
    early = framed([], ["value", 1]) + framed([], ["value", 2])
    worker = start(HOSTILE, cpu=0.2)
    assert 1 == worker.call(ENTRY, [[[early, False]]], {})
    assert 2 == worker.call(ENTRY, [[]], {})
    assert "timeout" == outcome(worker, [])


MEMORY = """
import resource, sys, threading, time
from grader.isolation import ENTRY, Ended, Launcher, Limits, Raised
from tests.isolation.test_fuzz import HOSTILE, framed, outcome
MIB = 1 << 20
deep = b"[" * (2 * MIB) + b"]" * (2 * MIB)
import struct
def raw(body): return struct.pack("<I", len(body)) + body
worst = {
    "deep": raw(deep[: 4 * MIB]),
    "numbers": raw(b'[[],["value",["l"' + b",1" * (2 * MIB - 20) + b"]]]"),
    "lists": raw(b'[[],["value",["l"' + b",[]" * (MIB + 100000) + b"]]]"),
    "sizes": raw(b"[[" + b"0," * (2 * MIB - 20) + b'0],["done"]]'),
    "objects": raw(b'[[],["value",{' + b",".join(b'"%d":1' % n for n in range(300000)) + b"}]]"),
    "big number": raw(b'[[],["value",' + b"9" * (4 * MIB - 50) + b"]]"),
    "one buffer": framed([60 * MIB], ["value", ["b", 0]]) + bytes(60 * MIB),
    "packed": framed([48 * MIB], ["value", ["p", "l", "d", 0]]) + bytes(48 * MIB),
    "huge shape": framed([8], ["value", ["array", "f8", "C", 0, 1 << 40]]) + bytes(8),
    "endless": b"\\xff\\xff\\x3f\\x00" + b"[" * (3 * MIB),
    "text": framed([], ["raised", "E" * MIB, ["E" * MIB] * 2, "E" * (MIB // 2), []]),
}
with Launcher(()) as launcher:
    def one(data):
        with launcher.start(Limits(cpu=0.6, wall=3, memory=MIB << 10, message=64 * MIB)) as worker:
            worker.execute("f.py", HOSTILE)
            worker.bind("f")
            return outcome(worker, [[data, False]])
    one(b"x")
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, data in worst.items():
        begun = time.monotonic()
        kind = one(data)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        seconds = round(time.monotonic() - begun, 1)
        print(name.replace(" ", "_"), kind, (peak - base) // 1024, seconds)
"""


def test_memory_of_the_judge_is_bounded() -> None:
    """The worst messages of each kind: a name, seconds, and a multiple of the message limit."""
    done = subprocess.run(
        [sys.executable, "-c", MEMORY], capture_output=True, text=True, timeout=200, check=False
    )
    assert 0 == done.returncode, done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert 11 == len(rows)
    for name, kind, megabytes, seconds in rows:
        assert kind in (*KINDS, "value", "Raised"), name
        assert int(megabytes) < 64 * 4, rows
        assert float(seconds) < 12, rows

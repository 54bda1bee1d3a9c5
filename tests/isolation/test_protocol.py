"""A worker that breaks the protocol ends, by name and in time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from .test_ends import ended

if TYPE_CHECKING:
    from .conftest import Start


RAW = """
import os, struct, json, time
def send(header, *rest):
    header = header if isinstance(header, bytes) else json.dumps(header).encode()
    data = struct.pack("<I", len(header)) + header + b"".join(rest)
    while data: data = data[os.write(3, data):]
def f():
    {body}
    time.sleep(100)
"""


@pytest.mark.parametrize(
    "body",
    [
        "os.write(3, b'\\xff\\xff\\xff\\xff')",
        "os.write(3, b'GET / HTTP/1.1' * 99)",
        "send(b'nonsense')",
        "send([[], []])",
        "send([[], 1])",
        "send([[], ['unheard of']])",
        "send([[], ['value']])",
        "send([[], ['value', ['ref', 5]]])",
        "send([[], ['value', ['l', ['ref', -5, 'x']]]])",
        "send([[], ['value', 1, 2]])",
        "send([[], ['ref', 1.5, 'x']])",
        "send([[], ['ref', 7]])",
        "send([[], ['raised', 1, [], '', []]])",
        "send([[], ['raised', 'E', [[]], '', []]])",
        "send([[], ['raised', 'E', [], '', [['a', 'b', 'c', 'd']]]])",
        "send([[], ['loaded', [], 'function', 'x', 5]])",
        "send([[], ['loaded', [], 'unheard of', 'x', None]])",
        "send([[], ['large', 'x']])",
        "send([[], ['callback', 99, [], [], []]])",
        "send([[], ['callback', -1, [], [], []]])",
        "send([[], ['callback', 0, [], ['x'], []]])",
        "send([[], ['ready', []]])",
        "send([[1 << 62], ['value', ['b', 0]]])",
        "send([[8], ['value', ['array', 'O', 'C', 0, 1]]], b'x' * 8)",
        "send([[8], ['value', ['array', 'f8', 'C', 0, 9]]], b'x' * 8)",
        "send([[8], ['value', 1]], b'x' * 8)",
    ],
)
def test_a_worker_that_breaks_the_protocol(start: Start, body: str) -> None:
    """Whatever bytes it sends: the end is `wire`, at once, and nothing else happens here."""
    worker = start(RAW.format(body=body), cpu=1.0)
    kind, facts = ended(worker)
    assert "wire" == kind
    assert facts["problem"]


def test_a_message_that_never_ends(start: Start) -> None:
    """Announced bytes that do not come are waited for no longer than anything else."""
    worker = start(RAW.format(body="send([[800], ['value', ['b', 0]]], b'x')"), cpu=0.1)
    assert ("timeout", {"clock": "wall", "limit": 0.5}) == ended(worker)


def test_a_worker_that_does_not_read(start: Start) -> None:
    """Sending to it ends at the wall limit too."""
    worker = start(
        "import threading, os, time, sys\n"
        "def f():\n    return 1\n"
        "def stop():\n    import signal; time.sleep(0.2); os.kill(os.getpid(), signal.SIGSTOP)\n"
        "threading.Thread(target=stop, daemon=True).start()",
        cpu=0.2,
    )
    time.sleep(0.5)
    assert "timeout" == ended(worker, np.zeros(4 << 20))[0]


@pytest.mark.parametrize(
    "body", ["os.close(3)", "os.closerange(0, 99)", "os.dup2(os.open('/dev/null', 2), 3)"]
)
def test_a_worker_that_closes_its_socket(start: Start, body: str) -> None:
    """It is cut off and ends as crashed."""
    assert "crashed" == ended(start(f"import os\ndef f():\n    {body}"))[0]

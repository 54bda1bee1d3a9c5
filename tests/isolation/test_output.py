"""What a worker prints: kept in order, cut at a limit, never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from grader.isolation import ENTRY, Ended, Launcher, Limits

if TYPE_CHECKING:
    from .conftest import Start


def test_output(start_process: Start) -> None:
    """Text printed to either stream is kept in order, and cleared by `begin`."""
    worker = start_process(
        "import sys, os\n"
        "print('loading')\n"
        "def f(x):\n"
        "    print(x); print(x, file=sys.stderr); os.write(1, b'\\xff\\n"
        "')"
    )
    assert "loading\n" == worker.output()
    worker.begin(0)
    worker.call(ENTRY, ["é"], {})
    assert "é\né\n\ufffd\n" == worker.output()
    worker.begin(0)
    assert "" == worker.output()


def test_output_at_level_none(
    launchers: dict[str, Launcher], capfd: pytest.CaptureFixture[str]
) -> None:
    """In this process it goes to stderr: stdout is the page's."""
    with launchers["none"].start(Limits()) as worker:
        worker.execute("f.py", "print('hello')")
        assert "" == worker.output()
    assert ("", "hello\n") == capfd.readouterr()


def test_output_is_cut(start: Start) -> None:
    """Only the first bytes are kept, and the cut is said; the code runs on."""
    worker = start(
        "def f():\n    for i in range(100_000): print('line', i)\n    return 5", output=1000
    )
    assert 5 == worker.call(ENTRY, [], {})
    text = worker.output()
    assert text.startswith("line 0\nline 1\n")
    assert text.endswith("\n[... cut]")
    assert 1000 + len("\n[... cut]") == len(text)


def test_output_before_the_end_is_kept(start: Start) -> None:
    """What was printed before a crash, a kill or a missing newline can still be read."""
    for body in ("os._exit(1)", "ctypes.string_at(0)", "time.sleep(9)"):
        worker = start(f"import os, ctypes, time\ndef f():\n    print('here'); {body}", cpu=0.1)
        with pytest.raises(Ended):
            worker.call(ENTRY, [], {})
        assert "here\n" == worker.output()


def test_closed_streams_do_no_harm(start: Start) -> None:
    """A student may close or replace the streams."""
    worker = start(
        "import sys, os\n"
        "def f():\n"
        "    sys.stdout.close(); sys.stderr = None; os.close(1); os.close(2)\n"
        "    return 1"
    )
    assert [1, 2] == [worker.call(ENTRY, [], {}), worker.value(worker.put(2))]

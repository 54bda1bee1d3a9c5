"""Programs that read what a student wrote: what goes in, what comes back, what the fence keeps."""

import sys

import pytest

from grader.isolation.compiling import run_confined

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a sandbox needs Linux")
OUTSIDE = "/etc/passwd"


def run(*commands, level="sandbox", files=None, wanted=(), seconds=5.0):
    """Commands in a folder of their own."""
    return run_confined(
        commands, level=level, files=files or {}, wanted=wanted, programs=[], seconds=seconds
    )


@pytest.mark.parametrize("level", ["process", "sandbox"])
def test_files_go_in_and_come_back(level):
    """Commands run in turn in one folder; what the last printed is kept."""
    done = run(
        ["cp", "a/b.txt", "c.txt"], ["cat", "c.txt"], level=level, files={"a/b.txt": b"hello"},
        wanted=["c.txt", "missing"],
    )  # fmt: skip

    assert ((0, 0), b"hello", {"c.txt": b"hello"}) == (done.statuses, done.out, done.files)


def test_the_first_failure_ends_it():
    """Later commands do not run; its words are kept."""
    done = run(["cat", "nothing"], ["touch", "after"], wanted=["after"])

    assert 1 == len(done.statuses)
    assert b"nothing" in done.err
    assert {} == done.files


def test_nothing_outside_is_read_or_written(tmp_path):
    """Neither the machine's files nor those of others; no other program's memory."""
    done = run(["cat", OUTSIDE])
    assert (1, b"") == (done.statuses[0], done.out)
    tmp_path.chmod(0o777)
    assert 0 != run(["touch", str(tmp_path / "new")]).statuses[0]
    assert 0 == run(["touch", str(tmp_path / "new")], level="process").statuses[0]
    assert 0 != run(["ls", "/home"]).statuses[0]


def test_a_link_is_not_followed():
    """What a compiler left in place of its result is a plain file or nothing."""
    done = run(["ln", "-s", OUTSIDE, "result"], wanted=["result"])

    assert ((0,), {}) == (done.statuses, done.files)


def test_time_ends():
    """A compiler kept busy is ended by its CPU time."""
    done = run(["sh", "-c", "while :; do :; done"], seconds=1.0)

    assert done.late or done.statuses[0] != 0


def test_no_network():
    """No socket can be made; without the fence one can."""
    connect = ["bash", "-c", "echo > /dev/tcp/127.0.0.1/9"]

    assert b"refused" in run(connect, level="process").err
    assert b"not permitted" in run(connect).err

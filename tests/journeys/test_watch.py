"""`grade watch` as a student sits before it: saves, keys, and every way out."""

import shutil
import signal
import subprocess

import pytest

from .conftest import TINY
from .sitting import Sitting

RIGHT = "def double(x, times=1):\n    return x * 2**times\n"
WRONG = "def double(x, times=1):\n    return x * 3**times\n"
ASLEEP = """
import os, time
def double(x, times=1):
    os.mkdir({begun!r})
    time.sleep(1000)
"""
FAILS = "fail: matches the reference"


@pytest.fixture
def file(work):
    """The file of the first exercise in a working copy of the tiny course."""
    shutil.copytree(TINY / "exercises", work / "exercises")
    return work / "exercises" / "basics" / "double.py"


def test_a_save_is_checked_and_nothing_moves_on_by_itself(work, file):
    """Failing, passing, failing again: the same exercise stays; `n` goes on to the next."""
    with Sitting(work) as sitting:
        sitting.until("not begun", "double.py")
        file.write_text(WRONG)
        sitting.until(FAILS)
        file.write_text(RIGHT)
        page = sitting.until("checks passed", "n goes on to counter")
        assert page.startswith("double ")
        file.write_text(WRONG)
        sitting.until(FAILS)
        sitting.press("n")
        sitting.until("not begun", "counter.py")


def test_editors_save_in_many_ways(work, file):
    """Another file put in its place, one emptied first, two saves at once, and the last counts."""
    with Sitting(work, "double") as sitting:
        sitting.until("not begun")
        draft = file.with_suffix(".tmp")
        draft.write_text(WRONG)
        draft.replace(file)
        sitting.until(FAILS)
        with file.open("w") as emptied:
            emptied.flush()
            emptied.write(RIGHT)
        sitting.until("checks passed")
        file.write_text(RIGHT)
        file.write_text(WRONG)
        sitting.until(FAILS)


def test_half_a_file_and_none_are_a_sentence_each(work, file):
    """A syntax error, a deleted file: said, and the next save is checked as ever."""
    with Sitting(work, "double") as sitting:
        sitting.until("not begun")
        file.write_text("def double(x, times=1:\n    return")
        sitting.until("error: syntax error in line 1")
        file.unlink()
        sitting.until("todo: there is no file")
        file.write_text(RIGHT)
        sitting.until("checks passed")


def test_a_save_calls_off_what_does_not_end(work, file, tmp_path):
    """The run of an answer that sleeps, far within its limit, is given up for the next save's."""
    course = tmp_path / "patient"
    shutil.copytree(TINY, course)
    text = (course / "course.toml").read_text()
    text = text.replace("cpu = 1", "cpu = 100").replace("wall = 20", "wall = 1000")
    (course / "course.toml").write_text(text)
    with Sitting(work, "double", GRADSTEPS_COURSE=str(course)) as sitting:
        sitting.until("not begun")
        file.write_text(ASLEEP.format(begun=str(tmp_path / "begun")))
        sitting.wait((tmp_path / "begun").exists, "begun")
        file.write_text(RIGHT)
        sitting.until("checks passed")


def test_only_what_was_named_is_followed(work, file):
    """With a target other files are left alone; without one, what is saved is what is shown."""
    counter = file.with_name("counter.py")
    text = counter.read_text().replace("raise NotImplementedError", "return NotImplementedError")
    with Sitting(work, "double") as sitting, Sitting(work) as free:
        sitting.until("not begun")
        free.until("not begun", "double.py")
        counter.write_text(text)
        free.until("counter.py", lacks="not begun")
        file.write_text(WRONG)
        sitting.until(FAILS)
        assert "counter.py" not in sitting.seen


def test_keys_show_pages(work, file):
    """A hint below the result, the statement, the list; arrows and strangers do nothing."""
    with Sitting(work, "double") as sitting:
        sitting.until("not begun")
        sitting.press("\x1b[Ax")
        sitting.press("s")
        sitting.until("same shape and dtype")
        sitting.press("l")
        sitting.until("counter", "total")
        sitting.press("r")
        sitting.until("not begun")
        sitting.press("h")
        sitting.until("not begun", "hint")


def test_it_speaks_chinese(work, file):
    """Pages and keys."""
    with Sitting(work, "double", "--lang", "zh") as sitting:
        file.write_text(RIGHT)
        sitting.until("h 提示", "n 转到 counter")


@pytest.mark.parametrize(
    ("end", "status"), [("q", 0), ("\x04", 0), ("\x03", 130), (signal.SIGTERM, 143)]
)
def test_the_terminal_is_as_before(work, file, tmp_path, end, status):
    """Quit, end of input, Ctrl-C and a signal during a run: no process stays, no setting either."""
    with Sitting(work, "double") as sitting:
        sitting.until("not begun")
        assert sitting.after != sitting.before
        file.write_text(ASLEEP.format(begun=str(tmp_path / "begun")))
        sitting.wait((tmp_path / "begun").exists, "begun")
        if isinstance(end, str):
            sitting.press(end)
        else:
            sitting.process.send_signal(end)

        assert status == sitting.ended()
        assert sitting.before == sitting.after
        left = subprocess.run(
            ["pgrep", "-s", str(sitting.process.pid)], capture_output=True, check=False
        )
        assert b"" == left.stdout
        assert "Traceback" not in sitting.seen


def test_without_a_terminal_it_says_so(grade, file):
    """In a pipe there is nobody to press a key: one sentence, status 2."""
    ran = grade("watch", "double")

    assert 2 == ran.status
    assert "`grade watch` needs a terminal; `grade run double` checks once" in ran.err


def test_a_folder_without_exercises_is_refused(tmp_path):
    """Nothing to follow: the way to a working copy, status 2."""
    empty = tmp_path / "empty"
    empty.mkdir()
    with Sitting(empty) as sitting:
        assert 2 == sitting.ended()
        assert "`grade init DIR` makes a working copy" in sitting.seen

"""The diary of a working copy: what `list`, `next` and `hint` know, and what harms it."""

import hashlib
import json
import os
import re
import shutil
import subprocess

import pytest

from grader.cli import progress
from grader.course import load

from .conftest import GRADE, TINY

RIGHT = "def double(x, times=1):\n    return x * 2**times\n"
WRONG = "def double(x, times=1):\n    return x * 3**times\n"


@pytest.fixture
def copy(work):
    """A working copy of the tiny course's stubs."""
    shutil.copytree(TINY / "exercises", work / "exercises")
    return work


@pytest.fixture
def diary(copy):
    """Where it is."""
    return copy / ".gradsteps" / "progress.jsonl"


def answer(copy, text):
    """Write the first exercise's file."""
    (copy / "exercises" / "basics" / "double.py").write_text(text)


def line(**facts):
    """A line about `double` as the grader writes them."""
    known = {"when": "2026-11-22T00:00:00.000Z", "course": "tiny", "exercise": "double"}
    return json.dumps(known | facts) + "\n"


def graded(status, file, **facts):
    """A line that says that a file was checked."""
    known = {"status": status, "points": 0, "of": 6, "file": file, "version": "1", "scope": "all"}
    return line(**known | facts)


def test_tries_and_hints_are_told(grade, copy):
    """Two different wrong answers and the first once more are two tries; `next` and `list` say."""
    for text in (WRONG, "x = 1\n"):
        answer(copy, text)
        grade("run", "double")
    grade("hint", "double")
    answer(copy, WRONG)

    assert "2 tries, 1 hint" in grade("next").out
    assert "failed, 2 tries, 1 hint" in grade("list").out
    assert "hint 2 of" in grade("hint", "double").out


def test_lines_are_only_added(grade, copy, diary):
    """What stands there stays, whatever it is; the same state again adds nothing."""
    answer(copy, WRONG)
    grade("run", "double")
    before = diary.read_text()
    grade("run", "double")
    assert before == diary.read_text()

    diary.write_text("# mine\n" + before + '{"torn": ')
    answer(copy, RIGHT)
    grade("run", "double")
    assert diary.read_text().startswith("# mine\n" + before + '{"torn": \n{')
    assert re.search(r"passed, 20\d\d-\d\d-\d\d, 2 tries ", grade("list").out)


def test_two_machines_diaries_are_one(copy, diary):
    """In any order, with lines twice, and in the copy a syncing program laid beside it."""
    course = load(TINY)
    here = [graded("fail", "a"), graded("pass", "b", when="2026-11-22T02:00:00Z"), line(hint=1)]
    there = [graded("pass", "c", when="2026-11-21T09:00:00Z"), graded("fail", "a"), line(hint=3)]
    diary.parent.mkdir()
    diary.write_text("".join([*here, *there]))
    together = progress.history(course, copy)
    diary.write_text("".join(reversed(here)))
    diary.with_name("progress (conflicted copy).jsonl").write_text("".join(there))
    beside = progress.history(course, copy)

    assert together == beside
    past = beside["double"]
    assert ({"a", "b", "c"}, 3) == (past.tries, past.hints)
    assert past.first_passed.startswith("2026-11-21T09:00:00")


def test_many_processes_write_at_once(copy, diary):
    """Every line of every process is there, whole."""
    env = {**os.environ, "GRADSTEPS_COURSE": str(TINY)}
    names = ("double", "counter", "total")
    started = [
        subprocess.Popen([GRADE, "hint", name], cwd=copy, env=env, stdout=subprocess.DEVNULL)
        for name in names
    ]
    assert [0, 0, 0] == [one.wait() for one in started]

    said = [json.loads(text)["exercise"] for text in diary.read_text().splitlines()]
    assert sorted(names) == sorted(said)


@pytest.mark.parametrize(
    "text",
    [
        "\x00\xff{]",
        '[1, 2]\n"x"\n7\nnull\n{}\n',
        graded("splendid", "a") + graded(["pass"], "a") + line(hint=0) + line(hint=[1]),
        graded("pass", "a", points="many") + graded("pass", "a", points=1e999),
        graded("pass", "a").replace('"points": 0', '"points": 1' + "0" * 400),
        graded("pass", "a", when="yesterday") + graded("pass", "a", when=7),
        graded("pass", "a", course="another") + graded("pass", "a", exercise="stranger"),
        "[" * 100_000,
    ],
    ids=["bytes", "kinds", "values", "points", "huge", "times", "others", "deep"],
)
def test_edits_by_hand_harm_nothing(copy, diary, text):
    """Lines that are none, or say what cannot be, are passed over; the next is read."""
    diary.parent.mkdir()
    diary.write_bytes(text.encode("latin-1") + b"\n" + graded("fail", "b").encode())
    past = progress.history(load(TINY), copy)

    assert {"double"} == set(past)
    assert {"b"} == past["double"].tries


def test_nothing_is_written_through_a_link_or_into_anothers_folder(grade, copy, diary, tmp_path):
    """A link in the diary's place is left alone; `--submission` leaves no trace in a folder."""
    precious = tmp_path / "precious"
    precious.write_text("mine\n")
    diary.parent.mkdir()
    diary.symlink_to(precious)
    progress.note_hint(load(TINY), copy, "double", 1)
    assert "mine\n" == precious.read_text()

    other = tmp_path / "other"
    shutil.copytree(copy / "exercises", other / "exercises")
    (other / "exercises" / "basics" / "double.py").write_text(WRONG)
    assert 1 == grade("run", "double", "--submission", other).status
    assert ["exercises"] == [path.name for path in other.iterdir()]


def test_another_version_of_the_course_is_checked_again(copy, diary):
    """What an earlier version's checks said of a file is not taken for what these say."""
    answer(copy, RIGHT)
    file = hashlib.sha256(RIGHT.encode()).hexdigest()[:16]
    diary.parent.mkdir()
    diary.write_text(graded("pass", file, version="0"))
    assert {} == progress.recall(load(TINY), copy)

    diary.write_text(graded("pass", file))
    assert {"double"} == set(progress.recall(load(TINY), copy))

"""`grade class` on a small class: what is graded, what is not graded again, what would move."""

from __future__ import annotations

import dataclasses
import signal
import sqlite3

import pytest
from click.testing import CliRunner

from grader.cli.classes import class_command
from grader.fleet.store import Store
from grader.results import Student
from grader.run import Grader, Secret
from grader.submissions import open_submission

from .making import COURSE, environment, grade, own_course, source, student, tiny

ROSTER = "id,name,email\nann,Ann A,ann@x.edu\nben,B,\nCEM,C,\ndee,D,\nfay,F,\ngus,G,\n"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class of six: right, wrong, a file short, a damaged zip, a stranger, a single file."""
    base = tmp_path_factory.mktemp("class")
    folder = base / "submissions"
    student(folder, "ann")
    student(folder, "ben", wrong=True)
    student(folder, "cem", without=("total",))
    (folder / "dee.zip").write_bytes(b"PK\x03\x04 no zip at all")
    student(folder, "eve")
    (folder / "fay.py").write_text(source("counter", "fay"))
    (folder / "notes.txt").write_text("of the instructor")
    (base / "roster.csv").write_text(ROSTER)
    course = own_course(base / "course")
    said = grade(
        "class", folder, "--out", base / "results", "--roster", base / "roster.csv", course=course
    )
    return base, said


def students(base, name="results"):
    """Every student of a store, by id."""
    with Store.read(base / name) as store:
        return {graded.student.id: graded for graded in store.graded()}


def test_everybody_gets_a_result(graded):
    """Matched, unmatched and missing students are all there; nobody is dropped."""
    base, (status, page, lines) = graded
    found = students(base)

    assert 0 == status, page + lines
    assert ["CEM", "ann", "ben", "dee", "eve", "fay", "gus"] == list(found)
    assert Student("ann", "Ann A", "ann@x.edu") == found["ann"].student
    assert [False] == [one.student.matched for one in found.values() if one.student.id == "eve"]
    assert ["gus"] == [name for name, one in found.items() if one.missing]
    assert {"ann": 12.0, "CEM": 10.0, "dee": 0.0, "eve": 12.0, "fay": 4.0} == {
        name: one.results.points for name, one in found.items() if name not in ("ben", "gus")
    }
    assert "nobody in the roster answers to: eve" in page
    assert "in the roster, handed in nothing: gus" in page
    assert "notes.txt is no submission" in page


def test_a_damaged_zip_is_the_students_own(graded):
    """It earns nothing, says why, and is no fault of the grader's."""
    found = students(graded[0])["dee"]

    assert found.fault is None
    assert {"unreadable"} == {one.reason.kind for one in found.results.exercises}


def test_one_line_a_student_in_a_pipe(graded):
    """The log of a pipe says each student's points once."""
    lines = graded[1][2].splitlines()

    assert 7 == len(lines)
    assert "ann: 12 of 12" in lines
    assert "gus: nothing handed in" in lines


def test_a_class_is_graded_as_a_single_submission_is(graded):
    """Statuses, points, causes and differences are those of `grade run`."""
    base, _ = graded
    course = tiny()
    with Grader(course, level="sandbox", secret=Secret(bytes(range(16)))) as grader:
        single = grader.grade(
            open_submission(base / "submissions" / "ben", course), [*course.exercises]
        )

    together = students(base)["ben"].results

    assert untimed(single) == untimed(together)
    assert single.isolation == together.isolation
    assert single.versions == together.versions
    assert single.seed == together.seed


def untimed(results):
    """Exercises without how long they took."""
    return [
        dataclasses.replace(
            one,
            seconds=0.0,
            checks=tuple(dataclasses.replace(check, seconds=0.0) for check in one.checks),
        )
        for one in results.exercises
    ]


def test_what_changed_is_all_that_is_graded_again(graded):
    """A second run grades nothing; after a check changed only its exercise, and OLD stays."""
    base, _ = graded
    words = ["class", base / "submissions", "--roster", base / "roster.csv"]
    course = base / "course"
    before = students(base)

    status, page, _ = grade(*words, "--out", base / "results", course=course)

    assert 0 == status
    assert " 0 exercises graded, 18 known already" in page
    assert before == students(base)

    checks = course / "exercises" / "basics" / "test_double.py"
    text = checks.read_text(encoding="utf-8")
    checks.write_text(text.replace("@check(points=2)", "@check(points=4)", 1), encoding="utf-8")
    content = (base / "results" / "class.sqlite").read_bytes()

    status, page, _ = grade(*words, "--diff", base / "results", course=course)

    assert 0 == status, page
    assert "6 exercises graded, 12 known already" in page
    assert "1 student of 7 would move" in page
    assert ["ben"] == [line.split()[0] for line in page.splitlines() if "->" in line][1:2]
    assert content == (base / "results" / "class.sqlite").read_bytes()
    assert before == students(base)


def test_results_of_other_exercises_are_not_mixed(graded):
    """One store holds one set of exercises of one course."""
    base, _ = graded

    status, _, said = grade("class", base / "submissions", "double", "--out", base / "results")

    assert 2 == status
    assert "holds results of other exercises; name another folder" in said


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["empty", "--out", "r"], 3, "empty holds no submission"),
        (["empty"], 2, "--out says where results go"),
        (["nowhere", "--out", "r"], 2, "'nowhere' does not exist"),
        (["empty", "--out", "r", "--diff", "r"], 2, "--diff writes nothing into the results"),
        (["subs", "--diff", "empty"], 2, "holds no results of a class"),
        (["subs", "--out", "broken"], 2, "cannot be written: file is not a database"),
        (["subs", "--out", "r", "--timezone", "Mars/Base"], 2, "names no time zone"),
        (["subs", "nope", "--out", "r"], 2, "no exercise or chapter `nope`"),
        (["subs", "--out", "r", "--roster", "subs/a.py"], 2, "names no column `id`"),
    ],
)
def test_a_wrong_call_is_one_sentence(tmp_path, monkeypatch, words, status, says):
    """It names what is wrong; nothing is graded."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "class.sqlite").write_bytes(b"no database, whatever its name" * 100)
    (tmp_path / "subs").mkdir()
    (tmp_path / "subs" / "a.py").write_text("x = 1")

    handler = signal.getsignal(signal.SIGTERM)
    try:
        done = CliRunner().invoke(class_command, words, env=environment(COURSE))
    finally:
        signal.signal(signal.SIGTERM, handler)

    assert status == done.exit_code
    assert says in " ".join(done.output.split())


def test_the_store_can_be_asked_in_sql(graded):
    """The documented tables answer a plain query, and nobody else on the machine may ask."""
    base, _ = graded
    path = base / "results" / "class.sqlite"
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "select exercise, sum(points) from grade group by exercise order by exercise"
        ).fetchall()

    assert ["counter", "double", "total"] == [name for name, _ in rows]
    assert 0o600 == path.stat().st_mode & 0o777


def test_recordings_are_private(graded):
    """The recordings hold what students must not see: nobody else may read them."""
    folder = graded[0] / "results" / "recordings"

    assert 0o700 == folder.stat().st_mode & 0o777
    assert {0o600} == {path.stat().st_mode & 0o777 for path in folder.iterdir()}


def test_a_broken_course_grades_nobody(tmp_path):
    """A solution that fails its own check is found before any student is judged by it."""
    course = own_course(tmp_path / "course")
    solution = course / "solutions" / "basics" / "double.py"
    text = solution.read_text(encoding="utf-8")
    solution.write_text(text.replace("x * 2**times", "x * 3**times"), encoding="utf-8")
    student(tmp_path / "submissions", "ann")

    status, page, said = grade(
        "class", tmp_path / "submissions", "double", "--out", tmp_path / "r", course=course
    )

    assert (3, "") == (status, page)
    assert "the course is broken at `double`" in said
    with Store.read(tmp_path / "r") as store:
        assert [] == [*store.graded()]

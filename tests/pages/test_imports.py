"""What Canvas and Moodle make of our files: every grade with its student, none with another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.pages.exports import (
    GradebookError,
    Refused,
    Wanted,
    canvas,
    moodle,
    read_gradebook,
    sheet,
    spreadsheet,
)
from grader.results import Student
from grader.results.reasons import reason

from . import importers, making
from .classes import FACTS, graded
from .grades import ASSIGNMENTS, BOOKS, CANVAS_STUDENTS, CLASS, made, read, work


def test_canvas_reads_the_grades_of_the_right_students():
    """Without a gradebook Canvas finds students by login, and makes an assignment per chapter."""
    stored = importers.canvas(canvas(made(CLASS)).text, CANVAS_STUDENTS, {})

    assert "1.5" == stored["1001", ("new", "Backpropagation")]
    assert {("1002", ("new", "Optimizers")): "20"}.items() <= stored.items()
    assert "2.25" == stored["1003", ("new", "Attention")]
    assert 9 == len(stored)


@pytest.mark.parametrize(("column", "key"), [("SIS User ID", "sis"), ("ID", "id")])
def test_canvas_reads_other_ids(column, key):
    """The ids may be what Canvas calls SIS User ID or ID."""
    students = [work(student[key], 1, 2, 3) for student in CANVAS_STUDENTS]
    stored = importers.canvas(canvas(made(students), None, column).text, CANVAS_STUDENTS, {})

    assert {"1001", "1002", "1003", "1004"} == {user for user, _ in stored}


def test_canvas_fills_its_own_gradebook():
    """With Canvas' own export, its assignments are filled and its students keep their ids."""
    book = read_gradebook((BOOKS / "canvas.csv").read_bytes())
    given = made(CLASS, titles={"attention": "Attention, please"})
    exported = canvas(given, book)
    stored = importers.canvas(exported.text, CANVAS_STUDENTS, ASSIGNMENTS)

    assert () == exported.made
    assert {
        ("1001", "Backpropagation"): "1.5",
        ("1001", "Optimizers"): "4",
        ("1001", "Attention, please"): "8",
        ("1002", "Backpropagation"): "0",
        ("1002", "Optimizers"): "20",
        ("1002", "Attention, please"): "10",
        ("1003", "Backpropagation"): "20",
        ("1003", "Optimizers"): "0.0001",
        ("1003", "Attention, please"): "2.25",
    } == stored
    assert ['\'="=HYPERLINK(1)"'] == [row[0] for row in read(exported.text) if row[1] == "1003"]


def test_canvas_export_is_this_one(golden):
    """The file does not change by itself."""
    golden("canvas.csv", canvas(made(CLASS)).text.replace("\r\n", "\n"))


def test_a_namesake_gets_nothing():
    """A login that Canvas does not know is no student, even where a name is."""
    student = work("nobody", 1, 2, 3, name="Ben Bar")
    stored = importers.canvas(canvas(made([student])).text, CANVAS_STUDENTS, {})

    assert {("new", "nobody")} == {user for user, _ in stored}


def test_who_has_no_grade_is_not_in_the_file():
    """No cell is empty, for it would erase a grade; who is left out is named with the reason."""
    students = [
        CLASS[0],
        graded("hal", None, submission=""),
        work("ida", 1, 2, 3, matched=False),
        work("=1+1", 1, 2, 3),
        work("12.345", 1, 2, 3),
        work("Points Possible", 1, 2, 3),
        graded("gil", None, fault=reason("crashed", signal="SIGKILL", exit=None)),
    ]
    exported = canvas(made(students, allow_incomplete=True))
    bad = "has an id that the importer would not read as it is"

    assert [["ada"]] == [row[:1] for row in read(exported.text)[2:]]
    assert (
        ("hal", "handed in nothing"), ("ida", "not in the roster"), ("=1+1", bad),
        ("12.345", bad), ("Points Possible", bad), ("gil", "not graded"),
    ) == exported.left_out  # fmt: skip


def test_nothing_handed_in_can_be_zero():
    """On request a missing submission is 0 points, even before the first one that is there."""
    students = [graded("abe", None, submission=""), *CLASS]
    stored = importers.canvas(canvas(made(students, zero=True)).text, [], {})

    assert "0" == stored[("new", "abe"), ("new", "Attention")]
    assert [["abe", "", "", "no"]] == [
        [row[0], *row[7:9], row[5]] for row in read(spreadsheet(made(students)))[2:3]
    ]


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("Final Score", "Canvas takes `Final Score` for a total of its own"),
        ("Attention", "several columns have the title `Attention`"),
    ],
)
def test_titles_that_canvas_would_misread_are_refused(title, says):
    """A column that Canvas would drop, or two of one name, would lose grades in silence."""
    with pytest.raises(Refused, match=says) as refused:
        canvas(made(CLASS, titles={"optimizers": title}))

    assert "--title" in refused.value.hint


def test_a_number_in_a_title_must_be_meant():
    """`Part (2)` is assignment 2 to Canvas: refused as the course's title, taken as the user's."""
    chapters = tuple(replace(c, title="Part (70812)") for c in making.CHAPTERS[1:2])
    given = sheet(replace(FACTS, chapters=chapters), CLASS, Wanted())
    meant = made(CLASS, titles={"optimizers": "Part (70812)"})

    with pytest.raises(Refused, match="for the assignment of that number"):
        canvas(given)
    stored = importers.canvas(canvas(meant).text, CANVAS_STUDENTS, ASSIGNMENTS)
    assert "20" == stored["1002", "Optimizers"]


def test_moodle_reads_the_grades_of_the_right_students():
    """Moodle finds students by ID number and takes the columns for grade items."""
    mapping = {"Backpropagation": "b", "Optimizers": "o", "Attention": "a"}
    text = moodle(made(CLASS)).text
    stored = importers.moodle(text, {"ada": 1, "ben": 2, "cem": 3}, mapping, "ID number")

    assert {(1, "b"): 1.5, (2, "o"): 20.0, (3, "a"): 2.25}.items() <= stored.items()
    assert 9 == len(stored)


def test_moodle_fills_its_own_gradebook():
    """With Moodle's own export, its columns are filled and students found by number or address."""
    book = read_gradebook((BOOKS / "moodle.csv").read_bytes())
    students = [
        work("s-0001", 1.5, 4, 8),
        work("ben", 0, 20, 10),
        work("cem@example.edu", 2, 0, 2.25),
        work("zoe", 1, 1, 1),
    ]
    exported = moodle(made(students), book)
    header = read(exported.text)[0]
    mapping = {"Quiz: Backpropagation (Real)": "b", "Assignment: Attention (Real)": "a"}
    users = {f"{name}@example.edu": name for name in ("ada", "ben", "cem")}
    stored = importers.moodle(exported.text, users, mapping, "Email address")

    assert (("zoe", "not in the gradebook"),) == exported.left_out
    assert {
        ("ada", "b"): 1.5, ("ada", "a"): 8, ("ben", "b"): 0, ("ben", "a"): 10,
        ("cem", "b"): 2, ("cem", "a"): 2.25,
    } == stored  # fmt: skip
    assert "Last downloaded from this course" in header
    assert ["Ben", "'=cmd()", "S-0002"] == read(exported.text)[2][:3]


def test_moodle_undoes_imports_with_more_than_100_points():
    """Refused before Moodle refuses; scaled, the same grades pass."""
    total = {"by": "total", "titles": {"deep-learning": "Course"}}
    students = [work("ada", 60, 40, 20)]
    with pytest.raises(Refused, match="takes no more than 100") as refused:
        moodle(made(students, **total))
    text = moodle(made([work("ada", 1, 4, 20)], **total, out_of=100)).text

    assert "--out-of 100" in refused.value.hint
    assert {(1, "c"): 50.0} == importers.moodle(text, {"ada": 1}, {"Course": "c"}, "ID number")


@pytest.mark.parametrize("name", ["0", "", "\tada", "@ada", "a\u202eda", "ada\n"])
def test_moodle_never_gives_grades_to_the_student_before(name):
    """An id that Moodle takes for nothing, or not as it stands, is left out."""
    exported = moodle(made([CLASS[0], work(name, 9, 9, 9)]))
    stored = importers.moodle(exported.text, {"ada": 1}, {"Attention": "a"}, "ID number")

    assert {(1, "a"): 8.0} == stored
    assert [name] == [student for student, _ in exported.left_out]


def test_addresses_may_name_students_to_moodle():
    """With Email address as its column, who has none is left out."""
    students = [CLASS[0], replace(CLASS[1], student=Student("ben"))]
    exported = moodle(made(students), None, "Email address")

    assert "ada@example.edu" == read(exported.text)[1][1]
    assert (("ben", "has no e-mail address"),) == exported.left_out


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no header"),
        (b"\xff\xfe", "byte 0 is not UTF-8"),
        (b"Student,ID,Section\nada\n", "row 2 has 1 cells"),
        (b"Name,Mail\nx,y\n", "no columns `Student`"),
        (b"Student,ID,SIS Login ID,Section\na,1,ada,\nb,2,ADA,\n", "2 rows answer to `ada`"),
        (
            b"Student,ID,Section,Attention (1),Attention (2)\na,ada,,,\n",
            "could each be `Attention`",
        ),
    ],
)
def test_a_gradebook_that_is_none_is_refused(data, says):
    """A file that Canvas did not export, or that does not tell students apart, says so."""
    with pytest.raises(GradebookError, match=says):
        canvas(made(CLASS), read_gradebook(data))


def test_two_students_are_never_one_row():
    """Two ids that the gradebook has for one person would overwrite each other's grades."""
    book = read_gradebook((BOOKS / "canvas.csv").read_bytes())
    students = [work("S-0001", 1, 2, 3), work("ada", 4, 5, 6)]

    with pytest.raises(GradebookError, match="`S-0001` and `ada` are one student"):
        canvas(made(students, titles={"attention": "Attention, please"}), book)


def test_gradebooks_with_semicolons_are_read():
    """Where the decimal mark is a comma, exports have semicolons."""
    book = read_gradebook("\ufeffStudent;ID;SIS Login ID;Section\nx;7;ada;S\n".encode())
    stored = importers.canvas(
        canvas(made(CLASS[:1]), book).text, [{"id": "7", "name": "x"}], {"1": "Attention"}
    )

    assert "8" == stored["7", "Attention"]

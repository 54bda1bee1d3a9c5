"""The layouts classes are collected in, as the systems write them."""

from __future__ import annotations

import os
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from grader.fleet.grading import programs
from grader.fleet.intake.collect import collect
from grader.fleet.intake.gradescope import scalar
from grader.fleet.intake.handed import IntakeError
from grader.fleet.intake.roster import read_roster
from grader.fleet.tasks import Absent, Read
from grader.submissions import Program

from .making import source, student, tiny

if TYPE_CHECKING:
    from pathlib import Path

METADATA = """---
submission_101:
  :submitters:
  - :name: Ann O'Neil
    :sid: '0012'
    :email: ann@x.edu
  :created_at: 2026-11-30 04:05:06.789012345 Z
  :score: 3.0
  :status: processed
  :history:
  - :id: 99
    :created_at: 2026-11-29 01:00:00.000000000 Z
    :submitters:
    - :name: Not Me
submission_102:
  :submitters:
  - :name: "Zo\\u00eb: \\"Z\\""
    :sid:
    :email: zoe@x.edu
  - :name: 'Ben ''B'' Bo'
    :sid: '7'
    :email: ben@x.edu
  :created_at: 2026-12-02 04:05:06 Z
submission_103:
  :submitters: []
  :created_at: 2026-12-02 04:05:06 Z
"""


def found(path: Path, **options):
    """The submissions of a class: by student, which exercises have a program."""
    collection = collect(path, tiny(), UTC, **options)
    names = tuple(exercise.id for exercise in tiny().exercises)
    return collection, {
        one.student: [
            name
            for name, program in programs(Read(0, one.label, one.place, names), tiny())
            if isinstance(program, Program)
        ]
        for one in collection.handed
    }


def zipped(path: Path, files: dict[str, str | bytes]) -> Path:
    """A zip of these files."""
    with zipfile.ZipFile(path, "w") as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return path


def unpacked(path: Path, files: dict[str, str]) -> Path:
    """A folder of these files."""
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(content)
    return path


def test_folders_and_files_of_students(tmp_path):
    """A folder, a zip, a file for each; no time is taken from what a student could write."""
    student(tmp_path, "ann", without=("total",))
    (tmp_path / "ann" / "timestamp.txt").write_text("2026-11-30 12:00:00 UTC")
    (tmp_path / os.fsdecode(b"zo\xeb.py")).write_text(source("double"))
    zipped(tmp_path / "ben.zip", {"hw/double.py": source("double")})
    (tmp_path / "cem.py").write_text(source("double"))
    (tmp_path / ".DS_Store").write_bytes(b"")

    collection, there = found(tmp_path)

    assert "students" == collection.layout
    assert ["double", "counter"] == there["ann"]
    assert (["double"], ["double"]) == (there["ben"], there["cem"])
    assert ["ann", "ben", "cem", "zo\\udceb"] == [*there]
    assert {None} == {one.submitted for one in collection.handed}


def test_results_among_the_submissions_are_nobodys(tmp_path):
    """`grade class . --out results` twice grades no student of that name."""
    unpacked(tmp_path, {"ann/double.py": source("double"), "results/class.sqlite": ""})

    assert {"ann": ["double"]} == found(tmp_path, results=tmp_path / "results")[1]
    assert ["ann", "results"] == [*found(tmp_path, results=tmp_path / "elsewhere")[1]]


def test_attempts_are_asked_for(tmp_path):
    """Each folder named for a time is one; what is not is remarked."""
    files = {
        "dee/2026-11-30T10-00-00+0800/counter.py": source("counter"),
        "dee/2026-11-29T10-00-00+0800/double.py": source("double"),
        "dee/last/double.py": source("double"),
    }

    collection, there = found(unpacked(tmp_path, files), layout="attempts")

    assert {"dee": ["counter"]} == there
    times = [one.submitted for one in collection.handed]
    assert [datetime(2026, 11, day, 2, tzinfo=UTC) for day in (29, 30)] == times
    assert ("dee/last is no folder named for a time",) == collection.remarks


def test_no_students_files_make_a_class_another_layout(tmp_path):
    """An export's metadata or nbgrader's timestamps within one folder change nothing for others."""
    files = {
        "aaa/submission_metadata.yml": METADATA,
        "aaa/ps1/timestamp.txt": "2026-11-30 12:00:00 UTC",
        "aaa/double.py": source("double"),
        "ben/double.py": source("double"),
    }

    collection, there = found(unpacked(tmp_path, files))

    assert ("students", {"aaa": ["double"], "ben": ["double"]}) == (collection.layout, there)


def test_ones_own_submission_is_no_class(tmp_path):
    """Its chapters are not taken for students."""
    with pytest.raises(IntakeError, match="is one submission, not a folder of them"):
        found(student(tmp_path, "ann").parents[1])


def test_nbgrader(tmp_path):
    """submitted/, or the course around it; of several assignments one has to be named."""
    files = {
        "submitted/ann/hw1/double.py": source("double"),
        "submitted/ann/hw1/timestamp.txt": "2026-11-30 12:00:00.5 UTC",
        "submitted/ben/hw1/counter.py": source("counter"),
        "gradebook.db": "",
    }
    unpacked(tmp_path, files)

    for folder in (tmp_path, tmp_path / "submitted"):
        collection, there = found(folder)
        assert ("nbgrader", {"ann": ["double"], "ben": ["counter"]}) == (collection.layout, there)
    assert datetime(2026, 11, 30, 12, 0, 0, 500000, UTC) == collection.handed[0].submitted

    unpacked(tmp_path, {"submitted/ann/hw2/total.py": source("total")})
    with pytest.raises(IntakeError, match="--assignment one of: hw1, hw2"):
        found(tmp_path)
    assert {"ann": ["total"]} == found(tmp_path, assignment="hw2")[1]


@pytest.mark.parametrize("make", [zipped, unpacked])
def test_gradescope(tmp_path, make):
    """The zip as it is downloaded, and unpacked; a group's work is each member's."""
    top = "assignment_5_export/"
    files = {
        f"{top}submission_metadata.yml": METADATA,
        f"{top}submission_101/double.py": source("double"),
        f"{top}submission_102/hw/counter.py": source("counter"),
        f"{top}submission_999/double.py": source("double"),
        f"__MACOSX/{top}._submission_metadata.yml": "",
    }

    collection, there = found(make(tmp_path / "export.zip", files))

    assert {"0012": ["double"], "7": ["counter"], "zoe@x.edu": ["counter"]} == there
    assert ["Ann O'Neil", "Ben 'B' Bo", 'Zoë: "Z"'] == [one.name for one in collection.handed]
    assert (
        datetime(2026, 11, 30, 4, 5, 6, 789012, UTC) == collection.handed[0].submitted
    )  # not the history's
    assert [
        "submission_103 names no submitter and is not graded",
        "submission_999 is not in submission_metadata.yml and is not graded",
    ] == [*collection.remarks]


@pytest.mark.parametrize("make", [zipped, unpacked])
def test_canvas(tmp_path, make):
    """Flat files, several a student, one handed in again, one late, one a zip among others."""
    inner = zipped(tmp_path / "inner.zip", {"work/total.py": source("total")}).read_bytes()
    files = {
        "oneilann_1201_88213_double-2.py": source("double"),
        "oneilann_1201_88214_counter.py": source("counter"),
        "lee_kim_LATE_77_9_double.py": source("double"),
        "bo_78_text.html": "<p>sorry</p>",
        "anon_5_6_report.pdf": "%PDF",
    }
    path = make(tmp_path / "submissions.zip", files)
    if path.is_dir():
        (path / "lee_kim_LATE_77_10_rest.zip").write_bytes(inner)
    else:
        with zipfile.ZipFile(path, "a") as opened:
            opened.writestr("lee_kim_LATE_77_10_rest.zip", inner)

    collection, there = found(path)

    assert "canvas" == collection.layout
    assert {"1201": ["double", "counter"], "77": ["double", "total"], "5": []} == there
    assert "lee_kim" == next(one.name for one in collection.handed if one.student == "77")
    assert "bo_78_text.html is no file that a student handed in" in collection.remarks
    assert any("marks 2 files LATE" in remark for remark in collection.remarks)


def test_what_is_no_class_is_refused(tmp_path):
    """A zip of something else, and a file that is no zip."""
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04")

    with pytest.raises(IntakeError, match="no export of Gradescope or Canvas"):
        found(zipped(tmp_path / "y.zip", {"ann/double.py": ""}))
    with pytest.raises(IntakeError, match="no zip that can be read"):
        found(tmp_path / "x.zip")


def test_an_export_with_too_much_for_one_student(tmp_path):
    """What unpacks to more than a submission may have is that student's problem, and no other's."""
    path = tmp_path / "submissions.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("ann_1_1_double.py", b"#" * (65 << 20))
        opened.writestr("ben_2_2_double.py", source("double"))
    names = ("double",)

    said = {
        one.student: programs(Read(0, one.label, one.place, names), tiny())[0][1]
        for one in collect(path, tiny(), UTC).handed
    }

    assert isinstance(said["1"], Absent)
    assert "too_large" == said["1"].kind
    assert isinstance(said["2"], Program)


def test_a_damaged_file_in_an_export_is_its_students(tmp_path):
    """Bytes that do not unpack are that student's problem, and no other's."""
    path = tmp_path / "submissions.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("ann_1_1_double.py", source("double") * 9)
        opened.writestr("ben_2_2_double.py", source("double"))
    content = bytearray(path.read_bytes())
    start = content.index(b"double.py") + len("double.py")
    content[start : start + 40] = b"\xff" * 40
    path.write_bytes(content)

    said = {
        one.student: programs(Read(0, one.label, one.place, ("double",)), tiny())[0][1]
        for one in collect(path, tiny(), UTC).handed
    }

    assert isinstance(said["1"], Absent)
    assert "unreadable" == said["1"].kind
    assert isinstance(said["2"], Program)


def roster(tmp_path, text):
    """A roster, read."""
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode("utf-8-sig"))
    return read_roster(path, UTC)


def test_a_roster_matches_by_whatever_identifies(tmp_path):
    """Canvas's own gradebook export: id, login, number and mail; alike in upper and lower case."""
    there = roster(
        tmp_path,
        "Student,ID,SIS User ID,SIS Login ID,Section,Email,submitted\r\n"
        "    Points Possible,,,,,,\r\n"
        '"O\'Neil, Ann",1201,u1,Ann9,A,Ann@X.edu,2026-11-30T12:00Z\r\n'
        '"Bo, Ben",1202,u2,ben,A,,\r\n',
    )
    canvas = unpacked(tmp_path / "c", {"oneilann_1201_88213_double.py": source("double")})
    students = unpacked(
        tmp_path / "s", {"ANN9/double.py": source("double"), "zed/double.py": source("double")}
    )

    matched = [there.student(one) for path in (canvas, students) for one in found(path)[0].handed]

    assert ["u1", "u1", "zed"] == [one.id for one in matched]
    assert [True, True, False] == [one.matched for one in matched]
    assert ("O'Neil, Ann", "Ann@X.edu") == (matched[0].name, matched[0].email)
    assert {"u1": datetime(2026, 11, 30, 12, tzinfo=UTC)} == there.submitted


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "names no column"),
        ("who,what\na,b\n", "names no column"),
        ("id,name\na,x\na,y\n", "line 3: `a` is there twice"),
        ("id,name\n,x\n", "line 2: no id"),
        ("id,submitted\na,soon\n", "line 2: `submitted` is no time"),
    ],
)
def test_a_wrong_roster_is_refused(tmp_path, text, says):
    """The sentence names the line."""
    with pytest.raises(IntakeError, match=says):
        roster(tmp_path, text)


def test_what_identifies_two_matches_neither(tmp_path):
    """A shared mail address decides nothing."""
    there = roster(tmp_path, "id,email\na,x@x\nb,x@x\n")

    assert {"a": "a", "b": "b"} == there.aliases


@pytest.mark.parametrize(
    ("written", "text"),
    [("'it''s'", "it's"), ('"\\u00eb\\x41\\"\\\\"', 'ëA"\\'), ("~", ""), (" plain ", "plain")],
)
def test_scalars_of_yaml(written, text):
    """Plain, single and double quoted, null."""
    assert text == scalar(written)

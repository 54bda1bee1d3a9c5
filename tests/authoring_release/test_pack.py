"""The hand-in zip holds the student's sources and nothing else, and always the same bytes."""

import io
import os
import zipfile

import pytest

from grader.authoring.init import init
from grader.authoring.pack import pack
from grader.submissions import Problem, open_submission

RIGHT = "def double(x, times=1):\n    return x * 2**times\n"


@pytest.fixture
def work(tiny, tmp_path):
    """A working copy with one answer, and what else lies around."""
    folder = tmp_path / "work"
    init(tiny, folder)
    (folder / "exercises/basics/double.py").write_text(RIGHT)
    (folder / "exercises/basics/notes.txt").write_text("private")
    (folder / "exercises/basics/helper.py").write_text("private = 1")
    (folder / ".env").write_text("private")
    return folder


def names(packed, tmp_path):
    """The members of the zip."""
    (tmp_path / "x.zip").write_bytes(packed.data)
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        return archive.namelist()


def test_only_exercise_files_are_packed(tiny, work, tmp_path):
    """Notes, environments and other files stay at home."""
    expected = [f"exercises/basics/{name}.py" for name in ("counter", "double", "total")]

    assert expected == names(pack(work, tiny), tmp_path)


def test_the_same_sources_make_the_same_bytes(tiny, work):
    """Times, modes and order of the files do not show."""
    first = pack(work, tiny)
    for path in work.rglob("*.py"):
        os.utime(path, (1, 1))
        path.chmod(0o600)

    assert first.data == pack(work, tiny).data
    with zipfile.ZipFile(io.BytesIO(first.data)) as archive:
        assert {(1980, 1, 1, 0, 0, 0)} == {member.date_time for member in archive.infolist()}
    assert first.sha256 == pack(work, tiny).sha256


def test_files_are_packed_where_a_grader_looks_first(tiny, work, tmp_path):
    """A file found under a bare name goes to its exercise's place."""
    (work / "exercises/basics/double.py").rename(work / "double.py")

    assert "exercises/basics/double.py" in names(pack(work, tiny), tmp_path)


def test_the_zip_is_the_same_submission(tiny, work, tmp_path):
    """What is graded from the zip is what lies in the folder."""
    (tmp_path / "x.zip").write_bytes(pack(work, tiny).data)
    there, here = open_submission(tmp_path / "x.zip", tiny), open_submission(work, tiny)
    for exercise in tiny.exercises:
        assert here.program(exercise) == there.program(exercise)


def test_a_missing_exercise_is_named(tiny, work):
    """The rest is packed, and what is not is said."""
    (work / "exercises/basics/total.py").unlink()

    assert ("total",) == pack(work, tiny).missing


def test_links_out_are_refused(tiny, work, tmp_path):
    """A link that leaves the copy is not followed into the zip."""
    (tmp_path / "secret.py").write_text("secret = 1")
    (work / "exercises/basics/double.py").unlink()
    (work / "exercises/basics/double.py").symlink_to(tmp_path / "secret.py")
    with pytest.raises(Problem) as caught:
        pack(work, tiny)

    assert "outside_link" == caught.value.kind


def test_what_is_too_large_is_refused(tiny, work):
    """A source of megabytes is no source."""
    (work / "exercises/basics/double.py").write_text("x = 1\n" * 400_000)
    with pytest.raises(Problem) as caught:
        pack(work, tiny)

    assert "too_large" == caught.value.kind


def test_two_different_answers_are_refused(tiny, work):
    """Where a grader could not tell which file counts, the student is asked."""
    (work / "exercises/basics/double.py").unlink()
    for number, folder in enumerate(("a", "b")):
        (work / folder).mkdir()
        (work / folder / "double.py").write_text(RIGHT + f"# {number}\n")
    with pytest.raises(Problem) as caught:
        pack(work, tiny)

    assert "ambiguous" == caught.value.kind


def test_a_file_that_is_no_text_is_still_handed_in(tiny, work, tmp_path):
    """The grader says what is wrong with it; nothing is left out behind a student's back."""
    (work / "exercises/basics/double.py").write_bytes(b"\xff\xfe\xfa")

    assert "exercises/basics/double.py" in names(pack(work, tiny), tmp_path)

"""A working copy is made, and brought up to date without losing a student's line."""

import shutil

import pytest

from grader.authoring.init import InTheWayError, init
from grader.authoring.init_merge import merged
from grader.authoring.release import student_tree
from grader.course import load

DOUBLE = "exercises/basics/double.py"
WORK = '''"""Twice an array."""


def double(x, times=1):
    """Return x doubled `times` times: x * 2 ** times, same shape and dtype, x unchanged."""
    return x * 2**times  # mine
'''


def files(folder):
    """Every file below a folder and its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def said(done):
    """What became of each file that something became of."""
    return {one.path: one.what for one in done if one.what != "unchanged"}


@pytest.fixture
def copy(tiny, tmp_path):
    """A fresh working copy."""
    init(tiny, tmp_path / "work")
    return tmp_path / "work"


def changed(tiny, old="Return x doubled", new="Return the array x doubled"):
    """Change the statement of an exercise, in the stub."""
    stub = tiny.root / DOUBLE
    text = stub.read_text()
    assert old in text
    stub.write_text(text.replace(old, new))


def test_a_new_copy_holds_stubs_and_readmes(tiny, copy):
    """Nothing but what students write in and read; no checks, no sealed data."""
    names = {name for name in files(copy) if not name.startswith(".gradsteps/")}

    assert {
        ".gitignore",
        "exercises/basics/README.md",
        "exercises/basics/README.zh.md",
        "exercises/basics/counter.py",
        "exercises/basics/double.py",
        "exercises/basics/total.py",
    } == names
    assert (tiny.root / DOUBLE).read_bytes() == (copy / DOUBLE).read_bytes()


def test_both_kinds_of_course_make_the_same_copy(tiny, copy, make, tmp_path):
    """An instructor's tree and the tree released from it give the same working copy."""
    make(student_tree, tiny, tmp_path / "tree")
    init(load(tmp_path / "tree"), tmp_path / "other")

    assert files(copy) == files(tmp_path / "other")


def test_twice_is_once(tiny, copy):
    """A second run changes no byte, whatever the student did and whatever had changed."""
    (copy / DOUBLE).write_text(WORK.replace("Return x doubled", "I return x doubled"))
    (copy / "exercises/basics/total.py").unlink()
    changed(tiny)
    init(tiny, copy)
    once = files(copy)

    assert {DOUBLE: "kept"} == said(init(tiny, copy))
    assert once == files(copy)


def test_an_untouched_stub_is_replaced(tiny, copy):
    """Where the student did nothing, the new stub takes the old one's place."""
    changed(tiny)

    assert {DOUBLE: "updated"} == said(init(tiny, copy))
    assert (tiny.root / DOUBLE).read_bytes() == (copy / DOUBLE).read_bytes()


def test_line_ends_are_no_work(tiny, copy):
    """A stub that an editor saved with other line ends is still untouched."""
    stub = copy / DOUBLE
    stub.write_bytes(stub.read_bytes().replace(b"\n", b"\r\n"))
    assert {} == said(init(tiny, copy))

    changed(tiny)
    assert {DOUBLE: "updated"} == said(init(tiny, copy))


def test_a_new_stub_with_other_line_ends_is_not_work(tiny, copy):
    """A student who already has the new text is asked nothing."""
    changed(tiny)
    (copy / DOUBLE).write_bytes((tiny.root / DOUBLE).read_bytes().replace(b"\n", b"\r\n"))

    assert {} == said(init(tiny, copy))


def test_work_is_merged_with_a_new_statement(tiny, copy):
    """Work elsewhere in the file stays, the statement is the new one, the old text is beside."""
    name = "exercises/basics/counter.py"
    stub = (copy / name).read_text()
    head, _, tail = stub.rpartition('        raise NotImplementedError("counter")\n')
    mine = f"{head}        return self.plus(other)  # mine\n{tail}"
    (copy / name).write_text(mine)
    (tiny.root / name).write_text(stub.replace("Count in place", "Count arrays in place"))
    done = init(tiny, copy)

    assert {name: "merged"} == said(done)
    assert mine.replace("Count in place", "Count arrays in place") == (copy / name).read_text()
    assert mine == (copy / f"{name}.before").read_text()


def test_a_merge_takes_both_changes():
    """Changes apart from each other are both made."""
    old, new = "a\nb\nc\nd\n", "A\nb\nc\nd\n"

    assert "A\nb\nc\nD\ne\n" == merged(old, new, "a\nb\nc\nD\ne\n")
    assert "A\nb\nc\nd\n" == merged(old, new, new)
    assert merged(old, new, "A2\nb\nc\nd\n") is None
    assert merged(old, new, "a\nB\nc\nd\n") is None  # neighbors: too near to be sure


def test_work_in_the_same_place_is_kept_and_the_new_stub_laid_beside(tiny, copy):
    """The student's file stays byte for byte; the new stub is a file of its own."""
    mine = WORK.replace("Return x doubled", "I return x doubled")
    (copy / DOUBLE).write_text(mine)
    changed(tiny)
    done = init(tiny, copy)

    assert {DOUBLE: "beside"} == said(done)
    assert mine == (copy / DOUBLE).read_text()
    assert (tiny.root / DOUBLE).read_bytes() == (copy / f"{DOUBLE}.new").read_bytes()


def test_nothing_a_student_laid_down_is_overwritten(tiny, copy):
    """A file already called .new keeps its text; the stub takes the next name."""
    (copy / DOUBLE).write_text(WORK.replace("Return x doubled", "I return x doubled"))
    (copy / f"{DOUBLE}.new").write_text("my notes")
    changed(tiny)
    done = init(tiny, copy)

    assert "my notes" == (copy / f"{DOUBLE}.new").read_text()
    assert ["double.py.new2"] == [one.beside for one in done if one.beside]


def test_a_copy_without_memory_keeps_everything(tiny, copy):
    """Where .gradsteps is gone, every file that differs is taken for work."""
    (copy / DOUBLE).write_text(WORK)
    shutil.rmtree(copy / ".gradsteps")

    assert {DOUBLE: "beside"} == said(init(tiny, copy))
    assert WORK == (copy / DOUBLE).read_text()


def test_a_lost_stub_comes_back_unless_a_notebook_took_its_place(tiny, copy):
    """A deleted file is laid out again; beside a notebook of its name it would win over it."""
    (copy / DOUBLE).unlink()
    assert {DOUBLE: "restored"} == said(init(tiny, copy))

    (copy / DOUBLE).rename((copy / DOUBLE).with_suffix(".ipynb"))
    assert {} == said(init(tiny, copy))


def test_a_withdrawn_exercise_keeps_its_file(tiny, copy):
    """What a course no longer has is said once; the file stays."""
    text = (tiny.root / "course.toml").read_text()
    start = text.index('[[chapter.exercise]]\nid = "total"')
    (tiny.root / "course.toml").write_text(text[:start])
    smaller = load(tiny.root)

    assert {"exercises/basics/total.py": "withdrawn"} == said(init(smaller, copy))
    assert {} == said(init(smaller, copy))
    assert (copy / "exercises/basics/total.py").exists()


def test_what_is_in_the_way_stops_it_before_it_begins(tiny, tmp_path):
    """Files for folders, folders for files, links out, another course: nothing is written."""
    ways = {}
    for name in ("file", "folder", "link", "course", "other"):
        ways[name] = tmp_path / name
        ways[name].mkdir()
    (ways["file"] / "exercises").write_text("a file")
    (ways["folder"] / DOUBLE).mkdir(parents=True)
    (ways["link"] / "exercises").symlink_to(tmp_path)
    (ways["course"] / "course.toml").write_text("")
    (ways["other"] / ".gradsteps").mkdir()
    (ways["other"] / ".gradsteps" / "course").write_text("another\n")
    (tmp_path / "plain").write_text("x")
    for way in (*ways.values(), tmp_path / "plain"):
        before = files(tmp_path)
        with pytest.raises(InTheWayError):
            init(tiny, way)

        assert before == files(tmp_path), way

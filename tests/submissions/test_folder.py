"""Folders: links, things that are no files, sizes, what is not searched."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from grader.submissions import Problem, open_submission
from grader.submissions.folder import read_file
from grader.submissions.source import SOURCE_LIMIT

from . import making
from .making import ADAM, ANSWER, SOFTMAX, STUB

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.course import Course

    Ask = Callable[..., Any]

PLACE = "exercises/attention/softmax.py"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty submission, with another student's beside it."""
    making.write(tmp_path / "other", {PLACE: ANSWER, "softmax.py": ANSWER})
    (tmp_path / "s" / PLACE).parent.mkdir(parents=True)
    return tmp_path / "s"


def test_links_inside_are_followed(program: Ask, root: Path) -> None:
    """A link to another file of the submission, or through a folder of it, is that file."""
    making.write(root, {"mine/new.py": ANSWER})
    (root / PLACE).symlink_to("../../mine/new.py")
    assert (program(root).path, program(root).parts[0].text) == (PLACE, ANSWER)
    (root / "optimizers").symlink_to(root / "mine")
    (root / "mine/adam.py").symlink_to(root / "mine/new.py")
    assert program(root, ADAM).path == "optimizers/adam.py"


@pytest.mark.parametrize(
    "target",
    ["../../../other/softmax.py", "/etc/passwd", "/dev/zero", "/nowhere/softmax.py", "../../.."],
)
def test_links_that_leave(problem: Ask, root: Path, target: str) -> None:
    """A link that leaves the submission is refused by name and target, whatever is there."""
    (root / PLACE).symlink_to(target)
    assert problem(root) == ("outside_link", PLACE, {"path": PLACE, "target": target})


def test_a_folder_that_leaves(problem: Ask, root: Path) -> None:
    """A linked folder on the way is refused too, and named."""
    (root / "exercises/attention").rmdir()
    (root / "exercises/attention").symlink_to("../../other/exercises/attention")
    facts = {"path": "exercises/attention", "target": "../../other/exercises/attention"}
    assert problem(root) == ("outside_link", PLACE, facts)


def test_bare_links_that_leave(problem: Ask, root: Path) -> None:
    """A link found by its bare name is refused as well; a linked folder is not searched."""
    (root / "mine").symlink_to("../other")
    assert problem(root)[0] == "missing_file"
    making.write(root, {"hw/notes.txt": ""})
    (root / "hw/softmax.py").symlink_to("../../other/softmax.py")
    facts = {"path": "hw/softmax.py", "target": "../../other/softmax.py"}
    assert problem(root) == ("outside_link", "hw/softmax.py", facts)


def test_links_to_nothing(problem: Ask, root: Path) -> None:
    """A link to nothing and a link in a circle say so."""
    (root / PLACE).symlink_to("gone.py")
    assert problem(root) == ("unreadable", PLACE, {"problem": "is a link to nothing"})
    (root / PLACE).unlink()
    (root / PLACE).symlink_to("softmax.py")
    assert problem(root) == ("unreadable", PLACE, {"problem": "is a link in a circle"})


def test_folders_in_a_circle(problem: Ask, root: Path) -> None:
    """A folder that links to its parent is searched once."""
    (root / "exercises/attention/up").symlink_to("..")
    assert problem(root)[0] == "missing_file"


@pytest.mark.parametrize("place", [PLACE, "hw/softmax.py"])
def test_no_files(problem: Ask, root: Path, place: str) -> None:
    """A pipe, a socket or a folder of that name is an error of its own, never a hang."""
    (root / place).parent.mkdir(exist_ok=True)
    (root / place).mkdir()
    assert problem(root) == ("unreadable", place, {"problem": "is a folder"})
    (root / place).rmdir()
    os.mkfifo(root / place)
    assert problem(root) == ("unreadable", place, {"problem": "is a named pipe"})
    (root / place).unlink()
    with socket.socket(socket.AF_UNIX) as listening:
        (root / "s").mkdir(exist_ok=True)
        os.chdir(root / place.rpartition("/")[0])  # a socket's path is short
        listening.bind("softmax.py")
        assert problem(root) == ("unreadable", place, {"problem": "is a socket"})


@pytest.fixture(autouse=True)
def _back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_device(problem: Ask) -> None:
    """A device given as the submission is refused before it is opened."""
    assert problem(Path("/dev/zero")) == ("unreadable", "zero", {"problem": "is a device"})


def test_a_file_beside_a_folder(program: Ask, root: Path) -> None:
    """A folder named like the file does not hide a file elsewhere."""
    making.write(root, {"hw/a/softmax.py": ANSWER})
    (root / "hw/softmax.py").mkdir()
    assert program(root).path == "hw/a/softmax.py"


def test_permissions(course: Course) -> None:
    """What may not be read is said to be so: file, folder on the way, folder searched."""
    with tempfile.TemporaryDirectory() as place:
        root = making.write(Path(place) / "s", {PLACE: ANSWER, "hw/adam.py": "x = 1"})
        Path(place).chmod(0o755)
        user = os.geteuid()

        def said(exercise: Any) -> object:
            if user == 0:
                os.seteuid(65534)  # root may read everything
            try:
                with pytest.raises(Problem) as caught:
                    open_submission(root, course).program(exercise)
            finally:
                os.seteuid(user)
            return making.told(caught.value)

        denied = {"problem": "permission denied"}
        (root / PLACE).chmod(0)
        assert said(SOFTMAX) == ("unreadable", PLACE, denied)
        (root / "exercises").chmod(0)
        assert said(SOFTMAX) == ("unreadable", PLACE, denied)
        (root / "exercises").chmod(0o755)
        (root / "hw").chmod(0)
        assert said(ADAM) == ("unreadable", "hw", denied)
        (root / "hw").chmod(0o755)


def test_sizes(program: Ask, problem: Ask, root: Path) -> None:
    """A source of the limit is read, a longer one refused, however little is stored of it."""
    making.write(root, {PLACE: "x = 1\n" + "#" * (SOURCE_LIMIT - 6)})
    assert len(program(root).parts[0].text) == SOURCE_LIMIT
    os.truncate(root / PLACE, 1 << 40)
    facts = {"bytes": 1 << 40, "limit": SOURCE_LIMIT}
    assert problem(root) == ("too_large", PLACE, facts)
    assert problem(root / PLACE)[0] == "too_large"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_files_without_a_size() -> None:
    """A file that grows after its size was read, as those of /proc seem to, is cut off."""
    with pytest.raises(Problem) as caught:
        read_file(Path("/proc/self/status"), 10, "status")
    assert making.told(caught.value) == ("too_large", "status", {"bytes": 11, "limit": 10})


@pytest.mark.parametrize(
    "folder",
    ["__MACOSX", ".ipynb_checkpoints", "__pycache__", ".git", ".old", "venv", "hw/node_modules"],
)
def test_skipped(problem: Ask, root: Path, folder: str) -> None:
    """What no student wrote is not searched."""
    making.write(root, {f"{folder}/softmax.py": ANSWER, f"{folder}/attention.ipynb": "{"})
    making.write(root, {"hw/._softmax.py": "\0\5\7"})
    assert problem(root)[0] == "missing_file"


@pytest.mark.parametrize("mark", ["pyvenv.cfg", "conda-meta/history"])
def test_environments(problem: Ask, root: Path, mark: str) -> None:
    """An environment is known by what lies at its top, whatever its name."""
    making.write(root, {f"my/{mark}": "", "my/lib/softmax.py": ANSWER})
    assert problem(root)[0] == "missing_file"


def test_depth(program: Ask, problem: Ask, root: Path) -> None:
    """Folders are searched twelve deep."""
    making.write(root, {f"{'d/' * 12}softmax.py": ANSWER, f"{'d/' * 13}adam.py": "x = 1"})
    assert program(root).path == f"{'d/' * 12}softmax.py"
    assert problem(root, ADAM)[0] == "missing_file"


def test_many_files(program: Ask, problem: Ask, root: Path) -> None:
    """A search that gives up says so, and needs none for a file in its place."""
    (root / "data").mkdir()
    for number in range(20_001):
        (root / f"data/{number}").touch()
    making.write(root, {PLACE: ANSWER})
    assert program(root).path == PLACE
    problem_of_adam = ("unreadable", "data", {"problem": "has more than 20000 files"})
    assert problem(root, ADAM) == problem_of_adam


def test_the_courses_answers(course: Course) -> None:
    """In a checkout of the course, a missing stub is not found among the solutions."""
    making.write(course.root, {"solutions/attention/softmax.py": ANSWER})
    (course.root / SOFTMAX.stub).unlink()
    with pytest.raises(Problem) as caught:
        open_submission(course.root, course).program(SOFTMAX)
    assert caught.value.kind == "missing_file"
    demo = making.write(course.root / "solutions/demo", {"softmax.py": ANSWER})
    assert open_submission(demo, course).program(SOFTMAX).path == "softmax.py"


def test_names_do_not_reach_the_page_raw(program: Ask, root: Path) -> None:
    """Terminal controls, line ends and bytes that are not text in a name are written as escapes."""
    folder = os.fsencode(root) + b"/a\x1b[2J\n\xff\xe2\x80\xae"
    Path(os.fsdecode(folder)).mkdir()
    Path(os.fsdecode(folder + b"/softmax.py")).write_text(ANSWER)
    shown = "a\\x1b[2J\\n\\udcff\\u202e/softmax.py"
    found = program(root)
    assert (shown, shown) == (found.path, found.parts[0].label)


def test_nothing_there(problem: Ask, tmp_path: Path) -> None:
    """A submission that is not there is not a traceback."""
    gone = problem(tmp_path / "gone")
    assert gone == ("unreadable", "gone", {"problem": "no such file or directory"})


def test_nothing_is_written(program: Ask, root: Path) -> None:
    """Reading a submission leaves it as it was."""
    making.write(root, {PLACE: STUB, "hw/attention.ipynb": making.notebook()})
    before = sorted(root.rglob("*"))
    program(root)
    assert sorted(root.rglob("*")) == before

"""Zips: read in memory, whatever they hold."""

from __future__ import annotations

import io
import random
import stat
import struct
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from grader.submissions import Problem, open_submission
from grader.submissions.source import SOURCE_LIMIT

from . import making
from .making import ADAM, ANSWER, BACKWARD, SOFTMAX, zipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from grader.course import Course

    Ask = Callable[..., Any]

PLACE = "exercises/attention/softmax.py"


@pytest.fixture
def hand_in(tmp_path: Path) -> Callable[..., Path]:
    """A zip on disk."""

    def make(files: Any, name: str = "ann.zip") -> Path:
        data = files if isinstance(files, bytes) else zipped(files)
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return make


def entry(name: str, mode: int) -> zipfile.ZipInfo:
    """An entry with a Unix mode."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


@pytest.mark.parametrize("name", ["ann.zip", "ann.ZIP", "ann", "ann.py"])
def test_told_by_content(program: Ask, hand_in: Ask, name: str) -> None:
    """A zip is one whatever it is called."""
    assert program(hand_in({PLACE: ANSWER}, name)).parts[0].text == ANSWER


@pytest.mark.parametrize(
    ("written", "path"),
    [
        (PLACE, PLACE),
        (f"./{PLACE}", PLACE),
        ("attention\\softmax.py", "attention/softmax.py"),
        (f"ann-hw1/{PLACE}", f"ann-hw1/{PLACE}"),
        (f"ann/hw1/{PLACE}", f"ann/hw1/{PLACE}"),
        ("hw/day 1/softmax.py", "hw/day 1/softmax.py"),
    ],
)
def test_names(program: Ask, hand_in: Ask, written: str, path: str) -> None:
    """Dots, backslashes and one folder around everything are read as what they mean."""
    assert program(hand_in({written: ANSWER})).path == path


@pytest.mark.parametrize(
    "name",
    ["../softmax.py", "/softmax.py", "a/../../softmax.py", "C:\\softmax.py", "..\\softmax.py"],
)
def test_names_that_leave(problem: Ask, hand_in: Ask, name: str) -> None:
    """An entry outside the zip's folder is no file of the submission, and is named."""
    kind, path, facts = problem(hand_in({name: ANSWER, "b.txt": ""}))
    told = (kind, path, facts["problem"])
    assert told == ("unreadable", name.replace("\\", "/"), "has a name that leaves the zip")


def test_names_that_leave_hide_nothing(program: Ask, hand_in: Ask) -> None:
    """Such an entry does not take the place of a file."""
    assert program(hand_in({"../softmax.py": "1", "hw/softmax.py": ANSWER})).path == "hw/softmax.py"


def test_junk(problem: Ask, hand_in: Ask) -> None:
    """What a Mac, Jupyter, git or an environment puts into a zip is not searched."""
    names = [
        "__MACOSX/softmax.py",
        ".ipynb_checkpoints/softmax.py",
        ".git/softmax.py",
        "._softmax.py",
    ]
    names += ["my/pyvenv.cfg", "my/lib/softmax.py", "you/conda-meta/x", "you/softmax.py"]
    names += ["d/" * 14 + "softmax.py", "x/" * 30_000 + "softmax.py"]
    assert problem(hand_in(dict.fromkeys(names, ANSWER)))[0] == "missing_file"


def test_depth(program: Ask, hand_in: Ask) -> None:
    """Folders are searched twelve deep, as on disk."""
    names = [f"{'d/' * 12}softmax.py", f"{'d/' * 13}adam.py", "a.txt"]
    path = hand_in(dict.fromkeys(names, ANSWER))
    assert program(path).path == names[0]
    with pytest.raises(Problem):
        program(path, ADAM)


def test_duplicates(program: Ask, problem: Ask, hand_in: Ask) -> None:
    """Two entries of one name are refused where they differ, and one where they are the same."""
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = _twice(PLACE, ANSWER, "x = 1")
    said = "is in the zip twice, with different contents"
    assert problem(hand_in(twice)) == ("unreadable", PLACE, {"problem": said})
    with pytest.warns(UserWarning, match="Duplicate"):
        same = _twice(PLACE, ANSWER, ANSWER)
    assert program(hand_in(same)).parts[0].text == ANSWER


def _twice(name: str, *contents: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for content in contents:
            archive.writestr(name, content)
    return data.getvalue()


def test_links(program: Ask, problem: Ask, hand_in: Ask) -> None:
    """A link inside a zip is followed to another entry, and refused where it leaves."""
    link = entry(PLACE, stat.S_IFLNK | 0o777)
    found = program(hand_in({"mine/new.py": ANSWER, link: "../../mine/new.py"}))
    assert (found.path, found.parts[0].text) == (PLACE, ANSWER)
    for target in ("../../../x.py", "/etc/passwd", "../../.."):
        facts = {"path": PLACE, "target": target}
        assert problem(hand_in({link: target})) == ("outside_link", PLACE, facts)
    assert problem(hand_in({link: "gone.py"}))[2] == {"problem": "is a link to nothing"}
    assert problem(hand_in({link: "softmax.py"}))[2] == {"problem": "is a link in a circle"}
    assert problem(hand_in({link: "..", "exercises/a": ""}))[2] == {"problem": "is a folder"}
    assert problem(hand_in({link: "x" * 5000}))[0] == "too_large"


@pytest.mark.parametrize("mode", [stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_no_files(problem: Ask, hand_in: Ask, mode: int) -> None:
    """An entry that claims to be a pipe or device is no file."""
    said = ("unreadable", PLACE, {"problem": "is not a file"})
    assert problem(hand_in({entry(PLACE, mode): ""})) == said


def test_a_folder_of_that_name(problem: Ask, hand_in: Ask) -> None:
    """A folder named like the file is no file, in its place or anywhere."""
    for name in (f"{PLACE}/a.txt", f"{PLACE}/", "hw/softmax.py/a.txt"):
        kind, _, facts = problem(hand_in({name: "", "b.txt": ""}))
        assert (kind, facts) == ("unreadable", {"problem": "is a folder"})


def test_encrypted(problem: Ask, hand_in: Ask) -> None:
    """An encrypted entry is said to be that."""
    data = bytearray(zipped({PLACE: ANSWER}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert problem(hand_in(bytes(data))) == ("unreadable", PLACE, {"problem": "is encrypted"})


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_without_a_bound(problem: Ask, hand_in: Ask, method: int) -> None:
    """Methods that zipfile cannot unpack bit by bit are refused."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        archive.writestr(PLACE, ANSWER)
    said = ("unreadable", PLACE, {"problem": "is packed in an unusual way"})
    assert problem(hand_in(data.getvalue())) == said


def test_sizes(problem: Ask, program: Ask, hand_in: Ask) -> None:
    """One long source, a zip that unpacks to too much, and one packed beyond reason are refused."""
    noise = random.Random(0).randbytes(1 << 13) * 128  # 1 MiB, packed to a seventieth
    data = zipped({PLACE: noise + b"x"})
    facts = {"bytes": (1 << 20) + 1, "limit": SOURCE_LIMIT}
    assert problem(hand_in(data)) == ("too_large", PLACE, facts)
    plenty = {f"{number}.bin": noise for number in range(64)} | {PLACE: ANSWER}
    assert program(hand_in(zipped(dict(list(plenty.items())[1:])))).path == PLACE
    kind, path, facts = problem(hand_in(zipped(plenty)))
    assert (kind, path) == ("too_large", "ann.zip")
    bomb = zipped({PLACE: ANSWER, "data.bin": bytes(50 << 20)})
    kind, path, facts = problem(hand_in(bomb))
    assert (kind, path) == ("too_large", "ann.zip")
    assert facts["bytes"] == (50 << 20) + len(ANSWER) > facts["limit"]


def test_lying_sizes(problem: Ask, hand_in: Ask) -> None:
    """An entry that unpacks to more than it says is damaged; no more is unpacked than it says."""
    data = bytearray(zipped({PLACE: "x = 1\n" * 100_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(signature) + offset, 60)
    assert problem(hand_in(bytes(data)))[2] == {"problem": "is damaged in the zip"}


def test_many_entries(problem: Ask, hand_in: Ask) -> None:
    """A zip of more than 20,000 entries is refused before it is listed."""
    said = {"problem": "has more than 20000 files"}
    assert problem(hand_in({str(n): "" for n in range(20_001)})) == ("unreadable", "ann.zip", said)


def test_a_zip_in_a_zip(problem: Ask, hand_in: Ask) -> None:
    """A zip inside is not opened."""
    assert problem(hand_in({"inner.zip": zipped({PLACE: ANSWER})}))[0] == "missing_file"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("ann.zip", b"", "is a damaged zip"),
        ("ann.zip", b"not a zip", "is a damaged zip"),
        ("ann.zip", zipped({PLACE: ANSWER})[:-30], "is a damaged zip"),
        ("ann.tar.gz", b"\x1f\x8b\x08\0", "is an archive, but no zip"),
        ("ann.rar", b"Rar!\x1a\x07", "is an archive, but no zip"),
        ("ann.7z", b"7z\xbc\xaf\x27\x1c", "is an archive, but no zip"),
    ],
)
def test_not_a_zip(problem: Ask, hand_in: Ask, name: str, data: bytes, said: str) -> None:
    """A broken zip and other archives are told from sources."""
    assert problem(hand_in(data, name)) == ("unreadable", name, {"problem": said})


def test_an_empty_zip(problem: Ask, hand_in: Ask) -> None:
    """An empty zip has no file in it, which is not an error of the zip."""
    assert problem(hand_in({}))[0] == "missing_file"


def test_damage(course: Course, hand_in: Ask) -> None:
    """Whatever bytes of a zip are wrong, the answer is a program or a problem."""
    files = {PLACE: ANSWER, "hw/adam.py": "class Adam: pass", "a.ipynb": making.notebook()}
    whole = zipped(files)
    draw = random.Random(1)
    outcomes = set()
    for _ in range(1500):
        data = bytearray(whole)
        for _ in range(draw.randint(1, 6)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        path = hand_in(bytes(data))
        try:
            submission = open_submission(path, course)
        except Problem as problem:
            outcomes.add(problem.kind)
            continue
        for exercise in (SOFTMAX, ADAM, BACKWARD):
            try:
                submission.program(exercise)
                outcomes.add("program")
            except Problem as problem:
                outcomes.add(problem.kind)
    assert {"program", "unreadable", "missing_file"} <= outcomes

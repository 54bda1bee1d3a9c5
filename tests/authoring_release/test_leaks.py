"""The leak check finds what never ships, however it is wrapped, and little else."""

import gzip
import io
import json
import py_compile
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest

from grader.authoring.leaks import find_leaks
from grader.course import load
from grader.isolation import document

ROOT = Path(__file__).parents[2]
ANSWER = "def double(x, times=1):\n    return x * 2**times\n"
LONG_ARRAYS = '    x = rng.normal(size=n).astype("float32")\n    near(double(x), reference(x))\n'
RENAMED = """\
class Sum:
    def plus(self, value: float) -> "Sum":
        "Another docstring."
        if (self.total is None):
            self.total = (value * 0) + self.start  # another comment
        self.total += value
        return self
"""
LOOPS = "def f(a, k=1):\n    o = np.empty_like(a)\n    for j, v in enumerate(a):\n"
LOOPS += "        o[j] = v * 2**k\n    return o\n"
ADDED = "def g(v, n=1):\n    for _ in range(n):\n        v = np.add(v, v)\n    return v\n"
KERNEL_LINE = "int mine = blockIdx.x * blockDim.x + threadIdx.x;"


def zipped(**members):
    """A zip's bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(name, data):
    """A gzipped tar's bytes."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def notebook(*sources):
    """A notebook's text."""
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": s} for s in sources]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def sealed(content):
    """Sealed data's bytes."""
    return zlib.compress(document.dumps(content))


# name of the file -> its content, the place and line found, what it gives away
PLANTS = {
    "a solution in Markdown": ("a.md", f"# A\n\n```\n{ANSWER}```\n", "a.md", 5, "solution"),
    "a solution in prose": ("a.md", "\nwrite return x*2 ** times", "a.md", 2, "solution"),
    "a commented solution": ("a.py", "# x\n# return x * 2**times\n", "a.py", 2, "solution"),
    "a solution in a string": ("a.py", f"T = 1\nS = {ANSWER!r}\n", "a.py", 2, "solution"),
    "a renamed solution": ("a.py", "N = 1\n" + RENAMED, "a.py", 5, "solution"),
    "a renamed solution in a README": ("a.md", f"```\n{RENAMED}```\n", "a.md", 5, "solution"),
    "a solution's comment": (
        "a.md", "Begin with nothing at all, because the shape is not known.", "a.md", 1,
        "text of the solution",
    ),
    "a hidden check's name": ("a.toml", "[x]\ny = 'works_on_long_arrays'\n", "a.toml", 2, "works_"),
    "a hidden check's sentence": (
        "a.md", "It *works on\nlong arrays*, too.", "a.md", 1,
        "text of the hidden check `works_on_long_arrays`",
    ),
    "a short sentence of a hidden check": (
        "a.json", '{\n"x": "Starts at zero."}', "a.json", 2, "text of the hidden check `starts",
    ),
    "a hidden check's code": ("a.py", f"def f():\n{LONG_ARRAYS}", "a.py", 2, "works_on_long"),
    "a hidden sentence in Chinese": ("a.md", "本题在很长的数组上也能算对每一项。", "a.md", 1, "t"),
    "a mistake's own code": (
        "a.py", "def triple(x, times=1):\n    return x * 3**times\n", "a.py", 1, "mistake `triple`",
    ),
    "a variant in a notebook": (
        "a.ipynb", notebook("1", LOOPS), "a.ipynb, cell 2", 1, "variant `loops`",
    ),
    "the truth in a zip": ("a.zip", zipped(**{"b/c.py": ADDED}), "a.zip: b/c.py",
                           1, "truth"),
    "the demo in a tar": (
        "a.tar.gz", tarred("d.txt", b"scaled_by_demo"), "a.tar.gz: d.txt", 1, "scaled_by_demo",
    ),
    "a kernel's code": ("a.md", KERNEL_LINE, "a.md", 1, "kernel"),
    "a kernel's comment": (
        "a.md", "Each warp doubles thirty-two neighbors before any other begins.", "a.md", 1,
        "kernel's comment",
    ),
    "a kernel's name": ("a.json", '{"k": "double_rung_one"}', "a.json", 1, "double_rung_one"),
    "a zip in a gzip": (
        "a.gz", gzip.compress(zipped(x=ANSWER.encode())), "a.gz: x", 2, "solution",
    ),
    "a wheel": ("a.whl", zipped(**{"grader/x.md": ANSWER}), "a.whl: grader/x.md", 2, "solution"),
    "escapes in JSON": ("a.json", json.dumps({"a": 1, "s": ANSWER}), "a.json", 1, "solution"),
    "lines in TOML": ("a.toml", 'a = 1\ns = """\n' + ANSWER + '"""\n', "a.toml", 4, "solution"),
    "text as UTF-16": ("a.txt", ANSWER.encode("utf-16"), "a.txt", 2, "solution"),
    "something binary": ("a.png", b"\0\1\2 return x * 2**times\0", "a.png", 1, "solution"),
    "a sealed file": (
        "a.sealed", sealed({"tapes": [["x", "works_on_long_arrays", []]]}), "a.sealed", 1, "works_",
    ),
    "a folder": ("solutions/x.txt", "nothing", "solutions/x.txt", None, "solutions/x.txt"),
    "the seed's file": (".gradsteps-seed", "nothing", ".gradsteps-seed", None, ".gradsteps-seed"),
    "the seed": ("a.txt", "0badc0de" * 4, "a.txt", None, "secret seed"),
    "an archive of another kind": ("a.zip", b"Rar!....", "a.zip", None, "a rar archive"),
    "a damaged zip": ("a.zip", b"PK\x03\x04....", "a.zip", None, "damaged"),
}  # fmt: skip


def leaks(course, folder):
    """What the check says, without the origins."""
    return [
        (leak.place, leak.line, leak.what)
        for leak in find_leaks(course, folder, secret="0badc0de" * 4)
    ]


@pytest.mark.parametrize("kind", PLANTS)
def test_a_planted_leak_is_found_with_file_and_line(tiny, tmp_path, kind):
    """Each kind of answer in each kind of file is found where it was planted."""
    name, content, place, line, what = PLANTS[kind]
    path = tmp_path / "out" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    found = leaks(tiny, tmp_path / "out")
    assert any((place, line) == one[:2] and what in one[2] for one in found), found


def test_compiled_answers_are_found(tiny, tmp_path):
    """A .pyc never ships, and the names in it are read without running it."""
    (tmp_path / "out").mkdir()
    source = tiny.root / "solutions" / "basics" / "test_double.py"
    py_compile.compile(str(source), str(tmp_path / "out" / "a.pyc"))

    found = leaks(tiny, tmp_path / "out")
    assert ("a.pyc", None, "compiled Python, which never ships") in found
    assert any(what == "works_on_long_arrays" for _, _, what in found)


def test_mistakes_may_be_named(tiny, tmp_path):
    """Ids and sentences of known mistakes ship on purpose, sealed and translated."""
    (tmp_path / "out").mkdir()
    mistakes = {"triple": "tripled instead of doubled", "in_place": "doubled its input in place"}
    (tmp_path / "out" / "a.sealed").write_bytes(sealed({"mistakes": mistakes}))
    (tmp_path / "out" / "zh.toml").write_text('[double.mistakes]\nin_place = "原地改动"\n')

    assert [] == leaks(tiny, tmp_path / "out")


def test_what_students_have_is_no_leak(tiny, tmp_path):
    """Stubs, public checks and the words of the statement may be repeated anywhere."""
    (tmp_path / "out").mkdir()
    for number, path in enumerate(sorted((tiny.root / "exercises" / "basics").iterdir())):
        (tmp_path / "out" / f"{number}{path.suffix}").write_bytes(path.read_bytes())

    assert [] == leaks(tiny, tmp_path / "out")


def test_a_stub_that_drifted_is_a_leak(tiny, tmp_path):
    """What a stub may say is what its solution's markers leave, not what lies in exercises/."""
    solution = (tiny.root / "solutions" / "basics" / "double.py").read_text()
    (tiny.root / "exercises" / "basics" / "double.py").write_text(solution)

    assert ("basics/double.py", 7, "solution") in leaks(tiny, tiny.root / "exercises")


def test_a_hint_may_quote_a_line_and_no_more(tmp_path):
    """The third hint is almost code; a whole answer in it is still a leak."""
    course = load(ROOT)
    exercise = max(course.exercises, key=lambda e: (course.root / e.stub).stat().st_size)
    solution = (course.root / "solutions" / exercise.chapter / f"{exercise.id}.py").read_text()
    (tmp_path / "hints.toml").write_text(f"x = ['''{solution}''']\n")

    assert any(one[2] == "solution" for one in leaks(course, tmp_path))


def test_the_course_itself_is_free_of_answers():
    """Nothing in exercises/ says what solutions/ keeps."""
    course = load(ROOT)

    assert [] == find_leaks(course, course.root / "exercises")

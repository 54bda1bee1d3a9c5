"""A release is whole, always the same, and free of answers, or it is not there at all."""

import base64
import hashlib
import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

import grader
from grader.authoring.leaks import Leaked
from grader.authoring.release import ReleaseError, release, wheel_name

SEED = "000102030405060708090a0b0c0d0e0f"


def files(folder):
    """Every file below a folder with its mode and bytes."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mode, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The tiny course, released twice from the same tree."""
    from grader.course import load
    from grader.run import Grader
    from grader.run.secret import chosen

    from .conftest import COURSES

    folder = tmp_path_factory.mktemp("released")
    before = engine()
    for name, mask in (("a", 0o022), ("b", 0o077)):
        course = load(COURSES / "tiny")
        old = os.umask(mask)
        with Grader(course, secret=chosen(1)) as judge:
            release(course, folder / name, judge)
        os.umask(old)
    if before != engine():
        pytest.skip("the engine was edited between the two releases")
    return folder


def engine():
    """The engine's sources, which ship in the wheel."""
    root = Path(grader.__file__).parent
    return {path: path.read_bytes() for path in root.rglob("*.py")}


def test_two_releases_are_equal(released):
    """Trees and wheels have the same bytes and modes, whatever the umask and the time."""
    assert files(released / "a") == files(released / "b")
    assert 0 < len(files(released / "a"))


def test_the_tree_holds_what_students_need(released):
    """Stubs, public checks, examples, READMEs, the license and one sealed file an exercise."""
    names = set(files(released / "a" / "student"))

    assert {
        "LICENSE",
        "README.md",
        "README.zh.md",
        "course.toml",
        "exercises/basics/README.md",
        "exercises/basics/double.py",
        "exercises/basics/examples.json",
        "exercises/basics/test_double.py",
        "sealed/basics/counter.sealed",
        "sealed/basics/double.sealed",
        "sealed/basics/total.sealed",
    } <= names
    assert not any("solutions" in name for name in names)
    assert wheel_name_of(released) in (released / "a" / "student" / "README.md").read_text()


def wheel_name_of(released):
    """The name of the one wheel."""
    return next((released / "a").glob("*.whl")).name


def test_the_wheel_keeps_pep_427(released):
    """RECORD lists every member with its hash and size; names, tags and requirements are right."""
    path = next((released / "a").glob("*.whl"))
    assert "gradsteps_tiny-1-py3-none-any.whl" == path.name
    with zipfile.ZipFile(path) as wheel:
        assert wheel.testzip() is None
        info = "gradsteps_tiny-1.dist-info"
        record = wheel.read(f"{info}/RECORD").decode().splitlines()
        listed = {}
        for line in record:
            name, digest, size = line.rsplit(",", 2)
            listed[name] = (digest, size)
        assert set(wheel.namelist()) == set(listed)
        for name in set(listed) - {f"{info}/RECORD"}:
            data = wheel.read(name)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=")
            assert (f"sha256={digest.decode()}", str(len(data))) == listed[name]
        metadata = message_from_bytes(wheel.read(f"{info}/METADATA"))
        assert "gradsteps-tiny" == metadata["Name"]
        needed = metadata.get_all("Requires-Dist")
        assert "numpy>=1.26" in needed
        assert "torch>=2.2; extra == 'torch'" in needed
        assert any(one.startswith("gradsteps-tiny[torch") for one in needed)
        assert not any("mypy" in one for one in needed)
        data = "gradsteps_tiny-1.data/data/share/gradsteps/tiny/"
        assert (
            wheel.read(f"{data}course.toml")
            == (released / "a" / "student" / "course.toml").read_bytes()
        )
        assert f"{info}/entry_points.txt" in wheel.namelist()


def test_a_course_with_dashes_has_a_wheel_of_underscores(tiny):
    """A distribution's dashes are underscores in a file name; versions are normalized."""
    import dataclasses

    course = dataclasses.replace(tiny, id="deep-learning", version="01.0rc1")

    assert "gradsteps_deep_learning-1.0rc1-py3-none-any.whl" == wheel_name(course)


def test_a_leak_releases_nothing(tiny, make, tmp_path):
    """What a leaking course had begun is gone, the folders made for it too."""
    readme = tiny.root / "exercises" / "basics" / "README.md"
    readme.write_text("# Basics\n\nHint: return x * 2**times\n")
    with pytest.raises(Leaked) as caught:
        make(release, tiny, tmp_path / "new" / "out")

    assert [("student/exercises/basics/README.md", 3)] == [
        (leak.place, leak.line) for leak in caught.value.leaks
    ]
    assert ["tiny"] == [path.name for path in tmp_path.iterdir()]


def test_an_occupied_folder_is_refused(tiny, make, tmp_path):
    """A folder with anything in it stays as it is; an empty one is used."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("mine")
    with pytest.raises(ReleaseError):
        make(release, tiny, tmp_path / "out")
    assert ["mine"] == [path.name for path in (tmp_path / "out").iterdir()]

    (tmp_path / "out" / "mine").unlink()
    make(release, tiny, tmp_path / "out")
    assert 2 == len(list((tmp_path / "out").iterdir()))


def test_a_link_out_of_the_exercises_is_refused(tiny, make, tmp_path):
    """A link in exercises/ cannot carry a solution out under another name."""
    (tiny.root / "exercises" / "basics" / "more.py").symlink_to(
        tiny.root / "solutions" / "basics" / "double.py"
    )
    with pytest.raises(ReleaseError):
        make(release, tiny, tmp_path / "out")


def test_bytecode_seeds_and_strangers_do_not_ship(tiny, make, tmp_path):
    """Only kinds of files that are meant to ship do, and what is left out is named."""
    basics = tiny.root / "exercises" / "basics"
    (basics / "__pycache__").mkdir()
    (basics / "__pycache__" / "double.cpython-311.pyc").write_bytes(b"x")
    (basics / ".gradsteps-seed").write_text(SEED)
    (basics / "notes.bak").write_text("x")
    (tiny.root / ".gradsteps").mkdir(exist_ok=True)
    (tiny.root / ".gradsteps" / "progress.jsonl").write_text("{}\n")
    done = make(release, tiny, tmp_path / "out")

    assert ("exercises/basics/notes.bak",) == done.left_out
    names = set(files(tmp_path / "out" / "student"))
    assert not any("pyc" in n or "seed" in n or "progress" in n or "bak" in n for n in names)
    assert (tiny.root / "kernels" / "double" / "v1_naive.cu").is_file()
    assert not any(n.startswith(("kernels", "solutions")) or n.endswith(".cu") for n in names)


def run(root, *words, **options):
    """Start `grade` on a course."""
    env = {**os.environ, "GRADSTEPS_COURSE": str(root), "GRADSTEPS_SEED": SEED}
    command = [Path(sys.executable).with_name("grade"), *map(str, words)]
    return subprocess.Popen(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


def test_a_full_disk_leaves_nothing(tiny, tmp_path):
    """Where a file cannot be written, the command says so and nothing of it stays."""

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    process = run(tiny.root, "release", tmp_path / "new" / "out", preexec_fn=small)
    _, err = process.communicate(timeout=60)

    assert 2 == process.returncode
    assert "File too large" in err
    assert ["tiny"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("wait", [0.3, 1.0])
def test_an_interrupt_leaves_nothing(tiny, tmp_path, wait):
    """Ctrl-C at any moment leaves OUT unmade."""
    process = run(tiny.root, "release", tmp_path / "out", start_new_session=True)
    time.sleep(wait)
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=60)

    assert 0 != process.returncode
    assert ["tiny"] == [path.name for path in tmp_path.iterdir()]


def test_the_command_says_what_leaks(tiny, tmp_path):
    """Exit status 3, one line a leak with file, line and origin."""
    path = tiny.root / "exercises" / "basics" / "hints.toml"
    path.write_text('double = ["think", "add", "works_on_long_arrays"]\n')
    process = run(tiny.root, "release", tmp_path / "out")
    _, err = process.communicate(timeout=60)

    assert 3 == process.returncode
    assert "student/exercises/basics/hints.toml:1: the name `works_on_long_arrays`" in err
    assert "solutions/basics/test_double.py:1" in err
    assert "nothing was released" in err
    assert not Path(tmp_path / "out").exists()

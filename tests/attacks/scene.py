"""A machine's worth of things an attack might want, private to one run, and what became of them.

checkout/      the grader, the course with its solutions, the seed
home/          of who grades
submissions/   ann (the attacker) and bob, who has everything right
results/       where ann's go; bob's are there
scratch/       TMPDIR
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, get_args
from xml.etree import ElementTree

from grader.results import Status

from .submission import CHAPTERS, COURSES, ROOT, Attack

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = "5ec4e7" * 5 + "00"
CANARY = "CANARY7f3a"  # in everything that no page may show
MARK = "gradsteps-leftover"  # in the name of everything an attack leaves outside its folder
SHM_KEYS = range(0x6A770000, 0x6A780000)  # System V keys attacks may use
PATIENCE = 90.0
OURS = re.compile(r"(^|/)(\.gradsteps|\.hypothesis|__pycache__)(/|$)|gradsteps-hypothesis")
SHARED = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))


@dataclass
class Findings:
    """What one run came to."""

    points: dict[str, float] = field(default_factory=dict)
    statuses: set[str] = field(default_factory=set)
    seconds: dict[str, float] = field(default_factory=dict)  # public checks, as a student sees them
    harm: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    shown: str = field(default="", repr=False)  # all that students get to read


def template(folder: Path, course: str) -> None:
    """Lay out everything but ann's submission, bytecode included, once for all attacks."""
    checkout = folder / "checkout"
    shutil.copytree(
        ROOT / "grader", checkout / "grader", ignore=shutil.ignore_patterns("__pycache__")
    )
    compiled = subprocess.run(
        [sys.executable, "-m", "compileall", "-q", checkout / "grader"], check=False
    )
    assert 0 == compiled.returncode
    shutil.copy(COURSES[course] / "course.toml", checkout)
    for name in ("exercises", "solutions"):
        ignored = shutil.ignore_patterns("__pycache__", "demo")
        shutil.copytree(COURSES[course] / name, checkout / name, ignore=ignored)
    for path in (checkout / "solutions").rglob("*.py"):
        path.write_text(path.read_text("utf-8") + f"\n# {CANARY} of the solutions\n", "utf-8")
    seed = checkout / ".gradsteps-seed"
    seed.write_text(SEED + "\n", "ascii")
    seed.chmod(0o600)
    for name in ("home/.ssh", "submissions/bob/exercises", "results", "scratch"):
        (folder / name).mkdir(parents=True)
    (folder / "home/.ssh/id_ed25519").write_text(f"{CANARY} key\n", "ascii")
    (folder / "home/.bashrc").write_text("alias ls=ls\n", "ascii")
    (folder / "results/bob.json").write_text('{"points": 1}', "ascii")
    for name, chapter in CHAPTERS[course].items():
        source = COURSES[course] / "solutions" / chapter / f"{name}.py"
        place = folder / "submissions/bob/exercises" / chapter / f"{name}.py"
        place.parent.mkdir(exist_ok=True)
        place.write_text(source.read_text("utf-8") + f"# {CANARY} of bob\n", "utf-8")


class Scene:
    """One run of the grader on one attack."""

    def __init__(self, made: Path, attack: Attack, uid: int | None, python: str) -> None:
        """Copy the template; everything belongs to `uid`, who runs `python`."""
        self.root = Path(tempfile.mkdtemp(prefix="gradsteps-scene-", dir="/tmp"))
        shutil.copytree(made, self.root, dirs_exist_ok=True, symlinks=True)
        self.root.chmod(0o755)
        self._course = attack.course
        self._python = python
        self._uid = uid
        places = {name: self.root / name for name in ("checkout", "home")}
        places["bob"] = self.root / "submissions" / "bob"
        attack.write(self.root / "submissions" / "ann", places, honest=False)
        if uid is not None:
            for path in (self.root, *self.root.rglob("*")):
                os.chown(path, uid, uid, follow_symlinks=False)

    def grade(self, level: str) -> Findings:
        """Run the grader and look around afterwards."""
        before = self._tree()
        shared = _shared()
        results, page = self.root / "results" / "ann.json", self.root / "results" / "ann.xml"
        looks = self.root / "results" / "looks"
        who = [] if self._uid is None else ["setpriv", f"--reuid={self._uid}"]
        who += [f"--regid={self._uid}", "--clear-groups"] if who else []
        program = subprocess.Popen(
            [
                *who,
                self._python,
                Path(__file__).with_name("judge.py"),
                self.root / "checkout",
                looks,
                "run",
                *CHAPTERS[self._course],
                "--submission",
                self.root / "submissions" / "ann",
                "--isolation",
                level,
                "--json",
                results,
                "--junit",
                page,
            ],
            cwd=self.root / "results",
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            said, talk = (
                data.decode("utf-8", "replace") for data in program.communicate(timeout=PATIENCE)
            )
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            os.killpg(program.pid, signal.SIGCONT)
            said, talk = (data.decode("utf-8", "replace") for data in program.communicate())
            talk += "\nthe judge hung"
        found = Findings(shown=said)
        self._settle(found)
        if program.returncode not in (0, 1, 4) or "Traceback" in talk:
            found.harm.append(f"the judge ended with {program.returncode}: {talk[-600:]}")
        self._read(found, results, page, said)
        changed = json.loads(looks.read_text()) if looks.exists() else ["everything"]
        found.harm += [f"the judge's {name}" for name in changed]
        for path in (results, page, looks):
            path.unlink(missing_ok=True)
        after = self._tree()
        for path in sorted(before.keys() | after.keys()):
            if before.get(path) != after.get(path):
                found.harm.append(f"{path} is another")
        found.harm += [f"{path} was left behind" for path in sorted(_shared() - shared)]
        return found

    def close(self) -> None:
        """Leave nothing of the scene."""
        for pid in self._processes():
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        for path in _shared():
            if MARK in path:
                _remove(path)
        # Of folders nested too deeply for Python, too.
        subprocess.run(["rm", "-rf", self.root], check=False, capture_output=True)

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root / "home"),
            "TMPDIR": str(self.root / "scratch"),
            "GRADSTEPS_COURSE": str(self.root / "checkout"),
            "GRADSTEPS_SEED": SEED,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONIOENCODING": "utf-8",
            "API_TOKEN": f"{CANARY} token",
        }

    def _settle(self, found: Findings) -> None:
        """Wait a moment for what was started to end; whatever runs on is harm."""
        end = time.monotonic() + 1.0
        while (left := list(self._processes())) and time.monotonic() < end:
            time.sleep(0.02)
        if left:
            found.harm.append(f"{len(left)} processes run on")
            time.sleep(0.5)  # and do what they stayed for

    def _processes(self) -> Iterator[int]:
        """Living processes that were started in this scene, by any of its programs."""
        here = str(self.root).encode()
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            with contextlib.suppress(OSError):
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
                told = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
                if state not in "ZX" and here in told:
                    yield int(entry.name)

    def _read(self, found: Findings, results: Path, page: Path, said: str) -> None:
        text = ""
        with contextlib.suppress(OSError):
            text = results.read_text("utf-8")
        try:
            document = json.loads(text)
            cases = len(list(ElementTree.fromstring(page.read_text("utf-8")).iter("testcase")))
        except (OSError, ValueError, ElementTree.ParseError) as problem:
            found.harm.append(f"no results: {problem}")
            return
        found.shown += text + page.read_text("utf-8")
        for exercise in document["exercises"]:
            found.points[exercise["name"]] = exercise["points"]
            found.statuses |= {exercise["status"], *(c["status"] for c in exercise["checks"])}
            for check in exercise["checks"]:
                if check["visibility"] == "public":
                    found.seconds[check["name"]] = check["seconds"]
        total = re.search(r"([\d.]+) of [\d.]+ points", said)
        if total is None or float(total[1]) != document["points"]:
            found.harm.append(
                f"the page says {total and total[0]}, the results {document['points']}"
            )
            found.points["the page"] = max(document["points"], float(total[1]) if total else 0.0)
        if found.statuses - set(get_args(Status)):
            found.harm.append(f"statuses {found.statuses - set(get_args(Status))}")
        if cases < len(document["exercises"]):
            found.harm.append(f"{cases} test cases in JUnit")

    def _tree(self) -> dict[str, str]:
        """A fingerprint of everything in the scene, by path."""
        found = {}
        for folder, folders, files in os.walk(self.root):
            for path in (Path(folder, name) for name in (*folders, *files)):
                self._note(path, found)
        return found

    def _note(self, path: Path, found: dict[str, str]) -> None:
        name = str(path.relative_to(self.root))
        if OURS.search(name):
            return
        status = path.lstat()
        kind = f"{status.st_mode:o} {status.st_uid}"
        if path.is_symlink():
            kind += str(path.readlink())
        elif path.is_file() and status.st_size < 1 << 24:
            kind += hashlib.sha256(path.read_bytes()).hexdigest()
        found[name] = kind


def _shared() -> set[str]:
    """What attacks left where everybody may write."""
    found = {str(path) for place in SHARED for path in place.glob(f"*{MARK}*")}
    with contextlib.suppress(OSError):
        for line in Path("/proc/sysvipc/shm").read_text().splitlines()[1:]:
            key, number = line.split()[:2]
            if int(key) & 0xFFFFFFFF in SHM_KEYS:
                found.add(f"{MARK} shm {number}")
    return found


def _remove(path: str) -> None:
    if path.startswith(MARK):
        subprocess.run(["ipcrm", "-m", path.split()[-1]], check=False, capture_output=True)
    elif Path(path).is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        Path(path).unlink(missing_ok=True)

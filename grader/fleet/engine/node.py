"""What runs on a cluster's nodes: a process unpacks the course once and does task after task."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import tempfile
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.fleet.tasks import Failure, Grade, Setup

if TYPE_CHECKING:
    from grader.fleet.grading import Grading
    from grader.fleet.tasks import Answer, Task

_PARTS = ("course.toml", "exercises", "solutions", "sealed")


@dataclass(frozen=True, slots=True)
class Shipment:
    """All that a node needs besides tasks. Holds the secret seed: for trusted machines only."""

    setup: Setup
    course: bytes  # a zip
    mark: str  # of the grader that hashes and keeps the outcomes


def pack_course(root: Path) -> bytes:
    """Return a course as a zip, the same bytes for the same files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in _PARTS:
            top = root / part
            for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
                if path.is_file() and "__pycache__" not in path.parts:
                    info = zipfile.ZipInfo(path.relative_to(root).as_posix())
                    packed.writestr(info, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return made.getvalue()


_gradings: dict[bytes, Grading | Failure] = {}
_recordings: dict[str, str] = {}  # files by name, of this process


def work(shipment: list[Any], task: Task, recording: list[Any]) -> Answer:
    """Do a task in a process of a node; both lists hold a reference of Ray's."""
    import ray

    key = shipment[0].binary()
    if key not in _gradings:
        _gradings[key] = _ready(ray.get(shipment[0]))
    grading = _gradings[key]
    if isinstance(grading, Failure):
        return grading
    if isinstance(task, Grade) and task.recording is not None:
        name = task.recording
        if name not in _recordings:
            _recordings[name] = _kept(ray.get(recording[0]))
        task = replace(task, recording=_recordings[name])
    return grading.do(task)


def _ready(shipment: Shipment) -> Grading | Failure:
    """Unpack the course and start; a Failure where this node's grader is another."""
    from grader.fleet.content import grader_mark
    from grader.fleet.grading import Grading

    if grader_mark() != shipment.mark:
        node = os.uname().nodename
        return Failure("launch", {"problem": f"{node} has another version of the grader"})
    return Grading(replace(shipment.setup, root=_unpacked(shipment.course)))


def _private() -> Path:
    """Return this user's folder on this node, which nobody else may look into."""
    folder = Path(tempfile.gettempdir()) / f"gradsteps-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder} is not this user's alone")
    return folder


def _unpacked(course: bytes) -> Path:
    """Return the course's folder on this node, made whole or not at all."""
    folder = _private() / hashlib.sha256(course).hexdigest()[:32]
    if not folder.is_dir():
        draft = Path(tempfile.mkdtemp(dir=folder.parent))
        with zipfile.ZipFile(io.BytesIO(course)) as packed:
            packed.extractall(draft)
        try:
            draft.rename(folder)
        except OSError:  # another process of this node was first
            import shutil

            shutil.rmtree(draft)
    return folder


def _kept(recording: bytes) -> str:
    path = _private() / f"{hashlib.sha256(recording).hexdigest()[:32]}.recording"
    if not path.is_file():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(recording)
        draft.replace(path)
    return str(path)

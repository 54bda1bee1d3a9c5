"""A student's program into a worker: part by part, then the entry."""

from __future__ import annotations

import difflib
import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.isolation import Ended, Loaded, Raised, Worker
from grader.results import Frame, Json, Reason, Status

from .attempt import frames_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.submissions import Program

    from .suite import Suite


class NotLoaded(Exception):
    """The program could not be made ready for its checks."""

    def __init__(
        self,
        status: Status,
        reason: Reason,
        frames: tuple[Frame, ...] = (),
        output: str = "",
        notes: tuple[Reason, ...] = (),
    ) -> None:
        super().__init__(reason.kind)
        self.status = status
        self.reason = reason
        self.frames = frames
        self.output = output
        self.notes = notes


@dataclass
class Loader:
    """Starts workers that hold one program; remembers which notebook cells to leave out."""

    suite: Suite
    program: Program
    start: Callable[[], Worker]

    def __post_init__(self) -> None:
        """Begin with no cell left out."""
        self._skipped: set[int] = set()
        self.notes: list[Reason] = []
        self.output = ""

    def worker(self) -> Worker:
        """Return a fresh worker with the program loaded and its entry bound; raises NotLoaded."""
        while True:
            worker = self.start()
            try:
                if self._fill(worker):
                    self._bind(worker)
                    return worker
            except BaseException:
                worker.close()
                raise
            worker.close()

    def _fill(self, worker: Worker) -> bool:
        """Execute the parts; False when a cell failed and a fresh worker must leave it out."""
        alone = len(self.program.parts) == 1
        for number, part in enumerate(self.program.parts):
            if number in self._skipped:
                continue
            try:
                worker.begin(seed=0, cpu=self.suite.exercise.limits.cpu)
                worker.execute(part.label, part.text, part.line)
            except Raised as raised:
                if alone:
                    raise self._raised(raised, worker) from None
                self._leave_out(
                    number, "cell_failed", cell=part.label, type=raised.type, text=raised.text
                )
                return False
            except Ended as ended:
                if alone:
                    facts: dict[str, Json] = {"ended": ended.kind, **ended.facts}
                    status: Status = "crashed" if ended.kind == "wire" else ended.kind
                    raise NotLoaded(
                        status, Reason("import_ended", facts), output=worker.output()
                    ) from None
                limit = ended.facts.get("limit", 0)
                self._leave_out(number, "cell_hung", cell=part.label, limit=limit)
                return False
            self.output = worker.output()
        return True

    def _leave_out(self, number: int, kind: str, **facts: Json) -> None:
        self._skipped.add(number)
        self.notes.append(Reason(kind, facts))

    def _raised(self, raised: Raised, worker: Worker) -> NotLoaded:
        frames = frames_of(raised)
        if {"NotGiven", "Forbidden"} & set(raised.mro):
            return NotLoaded("forbidden", Reason("forbidden_call", {"name": raised.text}), frames)
        facts: dict[str, Json] = {"type": raised.type, "text": raised.text}
        return NotLoaded("error", Reason("import_raised", facts), frames, worker.output())

    def _bind(self, worker: Worker) -> None:
        exercise = self.suite.exercise
        try:
            loaded = worker.bind(exercise.entry)
        except Ended as ended:
            facts: dict[str, Json] = {"ended": ended.kind, **ended.facts}
            raise NotLoaded("crashed", Reason("import_ended", facts)) from None
        if loaded.kind == "missing":
            nearest = difflib.get_close_matches(exercise.entry, loaded.defines, 1, 0.6)
            same = [name for name in loaded.defines if _folded(name) == _folded(exercise.entry)]
            found = next(iter([*same, *nearest]), None)
            raise NotLoaded(
                "error",
                Reason(
                    "no_entry",
                    {
                        "entry": exercise.entry,
                        "kind": self.suite.kind,
                        "defines": [*loaded.defines[:10]],
                        "nearest": found,
                        "line": self._line(found),
                    },
                ),
                notes=tuple(self.notes),
            )
        if loaded.kind == "other":
            facts = {"entry": exercise.entry, "type": loaded.type}
            raise NotLoaded("error", Reason("not_callable", facts))
        problem = _signature_problem(self.suite, loaded)
        if problem:
            raise NotLoaded("error", Reason("wrong_signature", problem))

    def _line(self, name: str | None) -> int | None:
        from grader.submissions import definitions

        for part in self.program.parts:
            line = definitions(part.text).get(name or "")
            if line:
                return line
        return None


def _folded(name: str) -> str:
    return name.replace("_", "").lower()


def _signature_problem(suite: Suite, loaded: Loaded) -> dict[str, Json] | None:
    """Return how the student's parameters differ from the stub's, or None if every call works."""
    if loaded.parameters is None:
        return None
    theirs = loaded.parameters
    names = [p.name for p in theirs if p.kind not in ("VAR_POSITIONAL", "VAR_KEYWORD")]
    takes_any = any(p.kind == "VAR_POSITIONAL" for p in theirs)
    takes_names = any(p.kind == "VAR_KEYWORD" for p in theirs)
    wanted = [p.name for p in suite.parameters]
    missing = [name for name in wanted if name not in names]
    if missing and takes_any and takes_names:
        missing = []
    by_name = {p.name: p for p in theirs}
    extra = [
        p.name
        for p in theirs
        if p.name not in wanted
        and not p.has_default
        and p.kind not in ("VAR_POSITIONAL", "VAR_KEYWORD")
    ]
    required = [
        p.name
        for p in suite.parameters
        if not p.required and p.name in by_name and not by_name[p.name].has_default
    ]
    shared = [name for name in names if name in wanted]
    order = shared != [name for name in wanted if name in shared]
    if not (missing or extra or required or order):
        return None
    got = ", ".join(_shown(p.name, p.kind, p.has_default) for p in theirs)
    return {
        "entry": suite.exercise.entry,
        "expected": suite.signature,
        "got": f"({got})",
        "missing": list(missing),
        "extra": list(extra),
        "required": list(required),
        "order": order,
    }


def _shown(name: str, kind: str, has_default: bool) -> str:
    stars = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}.get(kind, "")
    return f"{stars}{name}{'=...' if has_default else ''}"


def installed(library: str) -> bool:
    """Tell whether a library can be imported, without importing it."""
    return importlib.util.find_spec(library) is not None

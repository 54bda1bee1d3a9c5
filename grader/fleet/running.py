"""Grades a class: reads, looks up what is known, grades the rest, writes each student as they end.

One thread decides everything here; the work is done in an engine's processes. A window of students
is open at a time, so memory does not grow with the class.
"""

from __future__ import annotations

import itertools
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from grader.results import Graded, Reason, Results, Student
from grader.results.encoding import encode

from .content import exercise_mark, outcome_key
from .facts import dumps, unpack
from .intake.matching import matched
from .policy import Attempt, Policy
from .preparing import RECORDINGS, Preparing
from .store import StoreError
from .tasks import Failure, Grade, Prepare, Read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.course import Course, Exercise
    from grader.run import Grader

    from .engine import Engine
    from .intake.handed import HandIn
    from .intake.roster import Roster
    from .store import Store
    from .tasks import Answer, Programs

AHEAD = 2  # students opened for each task an engine does at a time


@dataclass(frozen=True)
class Class:
    """What there is to grade, and by which rules."""

    course: Course
    exercises: Sequence[Exercise]
    handed: Sequence[HandIn]  # sorted by student
    roster: Roster | None
    policy: Policy
    level: str
    grader: Grader  # for facts; it starts nothing here
    device: str = "cpu"


@dataclass(frozen=True, slots=True)
class Done:
    """One student is done; of `exercises` so many were graded now, the rest was known."""

    graded: Graded
    fresh: int
    exercises: int


@dataclass
class _Hand:
    """One hand-in on its way."""

    handed: HandIn
    student: _Student
    keys: dict[str, str] = field(default_factory=dict)  # by exercise
    outcomes: dict[str, Results] = field(default_factory=dict)
    fault: Reason | None = None


@dataclass
class _Student:
    student: Student
    hands: list[_Hand]
    fresh: int = 0
    reading: int = 0
    waiting: int = 0


class Run:
    """One run of `grade class`. Everything raised leaves the store whole and good to go on from."""

    def __init__(
        self, what: Class, store: Store, engine: Engine, known: Sequence[Store] = ()
    ) -> None:
        """Prepare; `known` are other stores whose outcomes and recordings may be used."""
        self._what = what
        self._store = store
        self._engine = engine
        self._known = known
        self._exercises = {exercise.id: exercise for exercise in what.exercises}
        self._marks = {
            exercise.id: exercise_mark(
                what.course, exercise, what.grader.libraries(exercise), what.grader.secret
            )
            for exercise in what.exercises
        }
        folders = [one.folder / RECORDINGS for one in (store, *known)]
        self._preparing = Preparing(engine, self._marks, folders, records=what.course.has_solutions)
        self._waiting: dict[str, list[tuple[_Hand, str]]] = {}  # by key of an outcome being made
        self._hands: dict[int, _Hand] = {}  # being read
        self._numbers = itertools.count()
        self._matched = matched(what.handed, what.roster)
        self._finished: deque[Done] = deque()

    @property
    def students(self) -> int:
        """How many students `run` yields."""
        return len(self._matched)

    def run(self) -> Iterator[Done]:
        """Grade; yields each student when they are written. Raises CourseFault, LaunchError."""
        self._begin()
        coming = iter(self._matched)
        open_ = 0
        more = True
        while more or open_ or self._finished:
            while self._finished:
                yield self._finished.popleft()
                open_ -= 1
            while more and open_ < AHEAD * self._engine.width + 1:
                student = next(coming, None)
                more = student is not None
                if student is not None:
                    self._open(*student)
                    open_ += 1
            if self._finished or not open_:
                continue
            self._take(*self._engine.next())
        self._end()

    def _begin(self) -> None:
        course = self._what.course
        exercises = dumps([exercise.id for exercise in self._what.exercises])
        for name, ours, says in (
            ("course", course.id, "the results of another course"),
            ("exercises", exercises, "results of other exercises"),
        ):
            if (self._store.meta(name) or ours) != ours:
                raise StoreError(f"holds {says}; name another folder", self._store.folder)
        facts = {
            "course": course.id,
            "title": course.title,
            "version": course.version,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "roster": self._what.roster is not None,
            "header": encode(self._what.grader.results("", [])),
        }
        self._store.note(
            course=course.id, exercises=exercises, finished="no", **{"class": dumps(facts)}
        )

    def _end(self) -> None:
        self._store.note(finished="yes")
        self._preparing.tidy()

    def _open(self, who: Student, handed: Sequence[HandIn]) -> None:
        student = _Student(who, [])
        student.hands = [_Hand(one, student) for one in handed]
        student.reading = len(student.hands)
        for hand in student.hands:
            number = next(self._numbers)
            self._hands[number] = hand
            one = hand.handed
            self._engine.submit(Read(number, one.label, one.place, tuple(self._exercises)))
        if not student.hands:
            self._write(student, Graded(student.student, "", attempts=0), ())

    def _take(self, task: Read | Prepare | Grade, answer: Answer) -> None:
        if isinstance(task, Prepare):
            self._preparing.done(task, answer)
        elif isinstance(task, Read):
            hand = self._hands.pop(task.number)
            hand.student.reading -= 1
            if isinstance(answer, Failure):
                hand.fault = _fault(answer)
            else:
                self._look_up(hand, answer)  # type: ignore[arg-type]  # what Read is answered by
            self._close(hand.student)
        else:
            self._graded(task, answer)

    def _look_up(self, hand: _Hand, programs: Programs) -> None:
        """Take known outcomes; have the others graded, equal ones once."""
        for name, program in programs:
            key = outcome_key(self._marks[name], self._what.level, self._what.device, program)
            hand.keys[name] = key
            packed = self._store.known(key)
            if packed is None:
                packed = next((p for s in self._known if (p := s.known(key))), None)
                if packed is not None:
                    self._store.keep(key, packed)
            if packed is not None:
                hand.outcomes[name] = unpack(packed)
                continue
            hand.student.waiting += 1
            self._waiting.setdefault(key, []).append((hand, name))
            if len(self._waiting[key]) == 1:
                self._preparing.grade(Grade(key, name, hand.handed.label, program, None))

    def _graded(self, task: Grade, answer: Answer) -> None:
        outcome = fault = None
        if isinstance(answer, Failure):
            fault = _fault(answer)
        else:
            assert isinstance(answer, bytes)
            outcome = self._store.keep(task.key, answer).results
        for n, (hand, name) in enumerate(self._waiting.pop(task.key)):
            student = hand.student
            student.waiting -= 1
            student.fresh += n == 0
            if outcome is None:
                hand.fault = fault
            else:
                hand.outcomes[name] = outcome
            self._close(student)

    def _close(self, student: _Student) -> None:
        """Write a student once everything of theirs is there."""
        if student.reading or student.waiting:
            return
        faults = [hand for hand in student.hands if hand.fault is not None]
        if faults:
            one = faults[-1]
            graded = Graded(
                student.student,
                one.handed.label,
                _iso(one.handed.submitted),
                None,
                one.fault,
                len(student.hands),
            )
            self._write(student, graded, ())
            return
        attempts = [
            Attempt(
                hand.handed.label,
                hand.handed.submitted,
                tuple(hand.outcomes[name] for name in self._exercises),
                tuple(hand.keys[name] for name in self._exercises),
            )
            for hand in student.hands
        ]
        results, chosen = self._what.policy.counted(student.student.id, attempts)
        graded = Graded(
            student.student, chosen.label, _iso(chosen.submitted), results, None, len(attempts)
        )
        self._write(student, graded, chosen.keys)

    def _write(self, student: _Student, graded: Graded, keys: Sequence[str]) -> None:
        self._store.put(graded, keys)
        exercises = len(self._exercises) * len(student.hands)
        self._finished.append(Done(graded, student.fresh, exercises))


def _iso(time: datetime | None) -> str | None:
    return time.isoformat() if time else None


def _fault(failure: Failure) -> Reason:
    if failure.kind == "course":  # the solution passed: it is about this submission alone
        text = f"{failure.facts['exercise']}: {failure.facts['problem']}"
        return Reason("grading_raised", {"type": "CourseFault", "text": text})
    kinds = {"launch": "no_worker", "raised": "grading_raised", "ended": "grading_ended"}
    return Reason(kinds[failure.kind], dict(failure.facts))

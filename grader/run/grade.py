"""Grade a submission: the launchers, suites and recordings shared by all its exercises."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, Self

from grader.checks.errors import CheckError
from grader.checks.inputs import PUBLIC_KEY
from grader.devices.cupy.kernel_log import DeviceFault
from grader.isolation import Launcher, Limits, Worker
from grader.results import ExerciseResult, Reason, Results, Status
from grader.score import Weights, exercise_points, total

from .broken import CourseFault
from .chapters import facts_of
from .exercise import grade_exercise
from .expected import Computed, Expected, Sealed
from .job import Job
from .kernels import BLOCKS, SERVING, Kernels
from .missing import missing_library
from .mistakes import MadeMistakes, Mistakes, SealedMistakes
from .sealed import read
from .suite import Suite, load_suite, solution_text
from .versions import installed_versions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from grader.course import Chapter, Course, Exercise
    from grader.submissions import Submission

    from .recordings import Recording
    from .secret import Secret

Level = Literal["process", "sandbox", "none"]

LIBRARIES = {"numpy": ("numpy",), "torch": ("numpy", "torch"), "cuda": ("numpy",)}
PRELOAD = {"cuda": (BLOCKS, SERVING)}


class Grader:
    """Grades submissions to one course. A context manager: it owns fork servers and workers.

    With `secret` results are scores (public checks, the same on secret cases, hidden checks);
    without it, as in a released tree, only public checks run.
    """

    def __init__(
        self,
        course: Course,
        *,
        level: Level = "process",
        secret: Secret | None = None,
        card: bool = False,
    ) -> None:
        """`card`: tell of CUDA C what it would take on a card, where NVIDIA's compiler is."""
        if course.has_solutions and secret is None and level != "none":
            raise ValueError("an instructor's tree grades with a secret seed")
        self.course = course
        self.level = level
        self.secret = secret if course.has_solutions else None
        self._card = card
        self._launchers: dict[tuple[tuple[str, ...], tuple[str, ...]], Launcher] = {}
        self._kernels = Kernels(level)
        self._suites: dict[str, Suite] = {}
        self._expected: dict[str, tuple[Expected, Weights]] = {}
        self._adopted: set[str] = set()
        self._computed = Computed(self._solution)
        self._sealed_mistakes = SealedMistakes()
        self.mistakes: Mistakes = self._sealed_mistakes
        if course.has_solutions:
            self.mistakes = MadeMistakes(
                start=lambda suite: self.start(suite.exercise),
                solution=lambda suite: solution_text(course, suite.exercise),
                reference=lambda suite, check, case: self._computed.side(
                    suite, check, case, PUBLIC_KEY
                ),
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every worker and fork server."""
        self._computed.close()
        for launcher in self._launchers.values():
            launcher.__exit__(None, None, None)
        self._launchers.clear()
        self._kernels.close()

    def warm(self, exercises: Iterable[Exercise]) -> None:
        """Start the fork servers these exercises need, without waiting for them."""
        for exercise in exercises:
            if exercise.backend in LIBRARIES and self.missing(exercise) is None:
                self._launcher(exercise)

    def grade(
        self,
        submission: Submission,
        exercises: Sequence[Exercise],
        *,
        submitted: datetime | None = None,
        only: tuple[str, int] | None = None,
        finished: Callable[[ExerciseResult], None] = lambda _: None,
    ) -> Results:
        """Grade `exercises`; `only` runs one case of one check. Raises CourseFault."""
        started = datetime.now(UTC)
        self.warm(exercises)
        graded = []
        for exercise in exercises:
            result = self._grade(submission, exercise, submitted, only)
            finished(result)
            graded.append(result)
        results = self.results(submission.label, graded, submitted, started)
        return replace(results, advisory=True, only="{}:{}".format(*only)) if only else results

    def results(
        self,
        label: str,
        graded: Sequence[ExerciseResult],
        submitted: datetime | None = None,
        started: datetime | None = None,
    ) -> Results:
        """Put exercises' results together."""
        points, of = total(self.course, graded)
        started = started or datetime.now(UTC)
        return Results(
            course=self.course.id,
            title=self.course.title,
            version=self.course.version,
            submission=label,
            started=started.isoformat(timespec="seconds"),
            seconds=sum(result.seconds for result in graded),
            scope=self._scope,
            advisory=self._advisory,
            complete=all(result.complete for result in graded),
            points=points,
            of=of,
            isolation=self._isolation,
            device="cpu",
            versions=installed_versions(["gradsteps", "python", *self._libraries]),
            exercises=tuple(graded),
            chapters=tuple(facts_of(chapter) for chapter in self.course.chapters),
            hidden=self.course.policy.hidden,
            seed=self.secret.mark if self.secret else None,
            submitted=submitted.isoformat() if submitted else None,
        )

    @property
    def _libraries(self) -> list[str]:
        return sorted({"numpy"} | {name for names, _ in self._launchers for name in names})

    @property
    def _isolation(self) -> str:
        """The level, and for a sandbox what every worker had of it."""
        if self.level != "sandbox":
            return self.level
        sets = [launcher.layers for launcher in self._launchers.values() if launcher.layers]
        common = [layer for layer in (sets[0] if sets else ()) if all(layer in s for s in sets)]
        return f"{self.level} ({', '.join(common)})" if common else self.level

    @property
    def _scope(self) -> Literal["public", "all"]:
        return "all" if self.secret else "public"

    @property
    def _advisory(self) -> bool:
        return self.level == "none" or (self.secret is not None and self.secret.advisory)

    def suite(self, exercise: Exercise) -> Suite:
        """Return an exercise's checks; raises CourseFault."""
        if exercise.id not in self._suites:
            try:
                self._suites[exercise.id] = load_suite(self.course, exercise)
            except (CheckError, ImportError) as error:
                raise CourseFault(exercise.id, str(error)) from error
        return self._suites[exercise.id]

    def start(self, exercise: Exercise, *, guarded: bool = True) -> Worker:
        """Return a fresh worker for an exercise; `guarded` keeps its `forbid` at run time."""
        limits = exercise.limits
        worker = self._launcher(exercise).start(
            Limits(limits.cpu, limits.wall, limits.memory, limits.output, limits.message)
        )
        if exercise.backend == "cuda":
            self._kernels.attach(worker, exercise)
        given = {e.id: e.given for e in self.course.exercises if e.given}
        table = {name: given[name] for name in exercise.needs if name in given}
        worker.serve(BLOCKS, table)
        if guarded and exercise.forbid:
            worker.forbid(exercise.forbid)
        return worker

    def kernels_here(self, exercise: Exercise) -> AbstractContextManager[None]:
        """Let this process run the course's own kernels, where the exercise has any."""
        return self._kernels.here() if exercise.backend == "cuda" else nullcontext()

    def expected(self, suite: Suite) -> tuple[Expected, Weights]:
        """Return where expected values come from, and the weights of all checks."""
        exercise = suite.exercise
        if exercise.id not in self._expected:
            if self.course.has_solutions:
                weights = Weights.summed(
                    (check.points for check in suite.public.checks),
                    (check.points for check in suite.hidden_checks),
                )
                self._computed.prove(suite, self.secret.key if self.secret else None)
                self._expected[exercise.id] = (self._computed, weights)
            else:
                sealed = read(self.course, exercise)
                self._sealed_mistakes.add(exercise.id, sealed.mistakes)
                source = Sealed(sealed.tapes, sealed.versions)
                self._expected[exercise.id] = (source, sealed.weights)
        return self._expected[exercise.id]

    def adopt(self, exercise: Exercise, recording: Recording) -> None:
        """Take expected values and known mistakes from a recording instead of the solution."""
        self._expected[exercise.id] = (recording, recording.weights)
        self._sealed_mistakes.add(exercise.id, recording.mistakes)
        self._adopted.add(exercise.id)

    def libraries(self, exercise: Exercise) -> tuple[str, ...]:
        """Return whose versions an exercise's result depends on."""
        return ("gradsteps", "python", *LIBRARIES.get(exercise.backend, ()))

    def _grade(
        self,
        submission: Submission,
        exercise: Exercise,
        submitted: datetime | None,
        only: tuple[str, int] | None,
    ) -> ExerciseResult:
        missing = self.missing(exercise)
        if missing:
            return self.unjudged(exercise, "unavailable", missing)
        suite = self.suite(exercise)
        expected, weights = self.expected(suite)
        job = Job(
            course=self.course,
            chapter=self._chapter(exercise),
            suite=suite,
            weights=weights,
            submission=submission,
            start=lambda: self.start(exercise),
            expected=expected,
            mistakes=self._sealed_mistakes if exercise.id in self._adopted else self.mistakes,
            secret=self.secret,
            submitted=submitted,
            only=only,
            card=self.level if self._card else None,
        )
        try:
            return grade_exercise(job)
        except DeviceFault as error:
            raise CourseFault(exercise.id, f"the device failed: {error}") from error

    def unjudged(self, exercise: Exercise, status: Status, reason: Reason) -> ExerciseResult:
        """Return a result without points for an exercise whose checks were not loaded."""
        weights = Weights(1.0) if self.course.has_solutions else read(self.course, exercise).weights
        points, of = exercise_points(exercise, (), weights, scope=self._scope)
        return ExerciseResult(
            name=exercise.id,
            chapter=exercise.chapter,
            entry=exercise.entry,
            status=status,
            complete=status != "unavailable",
            points=points,
            of=of,
            path=None,
            reason=reason,
        )

    def missing(self, exercise: Exercise) -> Reason | None:
        """Return why this machine cannot grade the exercise, if it cannot."""
        libraries = LIBRARIES.get(exercise.backend, ())
        return missing_library(exercise, libraries, instructor=self.course.has_solutions)

    def _launcher(self, exercise: Exercise) -> Launcher:
        libraries = LIBRARIES[exercise.backend]
        preload = PRELOAD.get(exercise.backend, (BLOCKS,))
        if (libraries, preload) not in self._launchers:
            self._launchers[libraries, preload] = Launcher(libraries, self.level, preload)
        return self._launchers[libraries, preload]

    def _solution(self, suite: Suite) -> Worker:
        """Return a worker that holds the solution."""
        worker = self.start(suite.exercise, guarded=False)
        worker.begin(seed=0, cpu=suite.exercise.limits.cpu)
        worker.execute("solution", solution_text(self.course, suite.exercise))
        worker.bind(suite.exercise.entry)
        return worker

    def _chapter(self, exercise: Exercise) -> Chapter:
        return next(c for c in self.course.chapters if c.id == exercise.chapter)

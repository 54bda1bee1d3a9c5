"""The exercise under proof: its suite, its solution, and workers with any answer in them."""

from __future__ import annotations

import ast
import dataclasses
from typing import TYPE_CHECKING

from grader.isolation import Ended, Raised
from grader.run.broken import CourseFault
from grader.run.expected import Computed
from grader.run.forbid import forbidden_use
from grader.run.loading import Loader, NotLoaded
from grader.run.suite import solution_text
from grader.submissions import Part, Program

from .faults import Fault, fault
from .sealing import SealedCopy, sealed_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.course import Exercise
    from grader.isolation import Worker
    from grader.run import Grader
    from grader.run.expected import Expected

ROOM = 5  # the truth, which is no submission, may use this many times the limits


class Subject:
    """An exercise with expected values of its public cases, computed and sealed.

    Raises CourseFault when its files do not load or the solution fails its own checks.
    """

    def __init__(self, grader: Grader, exercise: Exercise) -> None:
        self.grader = grader
        self.exercise = exercise
        self.suite = grader.suite(exercise)
        self.solution = solution_text(grader.course, exercise)
        try:
            self.expected: Expected = grader.expected(self.suite)[0]
        except (Raised, Ended) as error:
            said = f"{error.type}: {error.text}" if isinstance(error, Raised) else error.kind
            raise CourseFault(exercise.id, f"the solution does not load: {said}") from error

    def computed(self) -> Computed:
        """Return a new store of expected values, with a worker of its own once it is asked."""
        return Computed(lambda _: self.loaded(self.solution, "solution")())

    def sealed(self) -> SealedCopy:
        """Return what a student's tree would know; raises ReleaseError when it is too much."""
        return sealed_copy(self.grader, self.exercise)

    def loaded(self, text: str, label: str, *, roomy: bool = False) -> Callable[[], Worker]:
        """Return what starts a worker with this text in it; that raises NotLoaded.

        `roomy` workers have larger limits, and torch warm where the text imports it.
        """
        part = Part(f"{label}.py", text)
        exercise = self._roomy(text) if roomy else self.exercise
        program = Program(part.label, (part,), ())
        return Loader(self.suite, program, lambda: self.grader.start(exercise)).worker

    def forbidden(self, answer: str, text: str) -> Iterator[Fault]:
        """The fault of an answer that uses a forbidden name, which no student may."""
        try:
            tree = ast.parse(text)
        except SyntaxError:
            return  # which loading it will say
        use = forbidden_use(tree, self.exercise.forbid)
        if use:
            yield fault(self.exercise.id, "answer_forbidden", answer=answer, name=use.name)

    def unloadable(self, answer: str, error: NotLoaded) -> Fault:
        """The fault of an answer that never came to its first check."""
        facts = error.reason.facts
        text = ": ".join(str(facts[key]) for key in ("type", "text") if facts.get(key))
        return fault(
            self.exercise.id, "unloadable", answer=answer, reason=error.reason.kind, text=text
        )

    def _roomy(self, text: str) -> Exercise:
        limits = self.exercise.limits
        roomy = dataclasses.replace(
            limits, cpu=limits.cpu * ROOM, wall=limits.wall * ROOM, memory=limits.memory * ROOM
        )
        torch = self.exercise.backend == "numpy" and "import torch" in text
        backend = "torch" if torch else self.exercise.backend
        # The truth may be the very library function a student may not use.
        return dataclasses.replace(self.exercise, limits=roomy, backend=backend, forbid=())

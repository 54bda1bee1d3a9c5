"""The course is broken: not the student's fault, exit status 3."""

from __future__ import annotations


class CourseFault(Exception):
    """A check, a reference or sealed data of the course does not work; says which and how."""

    def __init__(self, exercise: str, problem: str) -> None:
        super().__init__(f"{exercise}: {problem}")
        self.exercise = exercise
        self.problem = problem

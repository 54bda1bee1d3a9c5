"""What must not become a grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.pages.exercise import advisory_text
from grader.pages.numbers import number, plural
from grader.pages.safe import line
from grader.pages.sentences import sentence

if TYPE_CHECKING:
    from grader.results import Graded, Results

NAMED = 5  # students in a sentence
ALLOW = "`--allow-incomplete` exports what there is"


class Refused(Exception):
    """There is nothing to export as asked; each of `problems` is a sentence, `hint` may help."""

    def __init__(self, *problems: str, hint: str = "") -> None:
        super().__init__("; ".join(problems))
        self.problems = problems
        self.hint = hint


def no_score(results: Results) -> tuple[str, ...]:
    """Why one submission's results are no score, a sentence each; empty if they are one."""
    why = advisory_text(results)
    return (
        *([why] if why else []),
        *(["only the public checks were run"] if results.scope == "public" else []),
        *([] if results.complete else ["the submission was graded in part"]),
    )


class Problems:
    """What keeps results from becoming grades, with who is concerned."""

    def __init__(self) -> None:
        self.advisory: list[str] = []
        self.public: list[str] = []
        self.incomplete: list[str] = []
        self.part: list[str] = []  # of chapters, as sentences
        self.exercises: list[str] | None = None  # that everybody was graded for
        self.others: list[str] = []
        self.faults: dict[str, list[str]] = {}

    def look(self, graded: Graded) -> None:
        """Note what is wrong with one student's grading."""
        name, results = line(graded.student.id), graded.results
        if graded.fault is not None:
            self.faults.setdefault(sentence(graded.fault), []).append(name)
        elif results is not None:
            self.advisory += [name] * results.advisory
            self.public += [name] * (results.scope == "public")
            self.incomplete += [name] * (not results.complete)
            exercises = [one.name for one in results.exercises]
            self.exercises = self.exercises or exercises
            self.others += [name] * (exercises != self.exercises)

    def refuse(self, *, allow_incomplete: bool, finished: bool) -> None:
        """Raise Refused if anything that was seen forbids the export."""
        never = []
        if self.advisory:
            never.append(f"{_who(self.advisory)}: advisory, never a score")
        if self.others:
            never.append(f"{_who(self.others)}: graded for other exercises than the first student")
        problems = []
        if not allow_incomplete:
            problems += [] if finished else ["the run was stopped before the last student"]
            if self.public:
                problems.append(f"{_who(self.public)}: only the public checks were run")
            if self.incomplete:
                problems.append(f"{_who(self.incomplete)}: graded in part")
            problems += self.part
            problems += [f"{_who(who)}: not graded, {says}" for says, who in self.faults.items()]
        if never or problems:
            raise Refused(*never, *problems, hint="" if never else ALLOW)


def _who(names: list[str]) -> str:
    more = len(names) - NAMED
    listed = ", ".join(names[:NAMED])
    return f"{plural(len(names), 'student')} ({listed}{f' and {number(more)} more' * (more > 0)})"

"""An exercise's stub and checks, as the installed course has them."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.checks.errors import CheckError
from grader.checks.files import CheckFile, load, ordered
from grader.checks.inputs import Examples, public_cases, read_examples, secret_cases

if TYPE_CHECKING:
    from pathlib import Path

    from grader.checks.declare import Case, Check
    from grader.course import Course, Exercise


@dataclass(frozen=True, slots=True)
class StubParameter:
    """A parameter of the entry as the stub declares it."""

    name: str
    required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Suite:
    """Everything the trusted side needs to grade one exercise, but the expected values."""

    exercise: Exercise
    public: CheckFile
    hidden: CheckFile | None  # None in a released tree
    examples: Examples
    stub: str
    kind: str  # of the entry: function or class
    parameters: tuple[StubParameter, ...]
    _drawn: dict[tuple[str, bytes], tuple[Case, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def public_cases(self, check: Check) -> tuple[Case, ...]:
        """Return the cases of a public check that every student has."""
        return public_cases(check, self.examples)

    def secret_cases(self, check: Check, key: bytes) -> tuple[Case, ...]:
        """Return a check's cases drawn from the secret seed, drawing them at most once."""
        if (check.name, key) not in self._drawn:
            self._drawn[check.name, key] = secret_cases(check, key)
        return self._drawn[check.name, key]

    @property
    def secretly_checked(self) -> tuple[Check, ...]:
        """The checks that run on secret cases: public ones that draw, and all hidden ones."""
        return (*(check for check in self.public.checks if check.draws), *self.hidden_checks)

    @property
    def hidden_checks(self) -> tuple[Check, ...]:
        """The hidden checks; none in a released tree."""
        return self.hidden.checks if self.hidden else ()

    @property
    def signature(self) -> str:
        """`(x, axis=-1)`."""
        return f"({', '.join(parameter.text for parameter in self.parameters)})"


def load_suite(course: Course, exercise: Exercise) -> Suite:
    """Load an exercise's stub, examples and check files; raises CheckError."""
    folder = course.root / "exercises" / exercise.chapter
    stub = _read(course.root / exercise.stub)
    public = load(folder / f"test_{exercise.id}.py", f"gradsteps_public_{exercise.id}")
    hidden = None
    if course.has_solutions:
        path = course.root / "solutions" / exercise.chapter / f"test_{exercise.id}.py"
        hidden = load(path, f"gradsteps_hidden_{exercise.id}")
    ordered(public, hidden)
    if not public.checks:
        raise CheckError(f"{public.path}: no checks")
    kind, parameters = _entry(stub, exercise)
    examples = read_examples(folder / "examples.json", exercise.id)
    for check in public.checks:
        public_cases(check, examples)  # raises where they are missing
    return Suite(
        exercise=exercise,
        public=public,
        hidden=hidden,
        examples=examples,
        stub=stub,
        kind=kind,
        parameters=parameters,
    )


def solution_text(course: Course, exercise: Exercise) -> str:
    """Read the reference solution."""
    return _read(course.root / "solutions" / exercise.chapter / f"{exercise.id}.py")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CheckError(f"{path}: {error}") from error


def _entry(stub: str, exercise: Exercise) -> tuple[str, tuple[StubParameter, ...]]:
    """Find the entry in the stub: its kind and parameters (of `__init__` for a class)."""
    for node in ast.parse(stub).body:
        if isinstance(node, ast.FunctionDef) and node.name == exercise.entry:
            return "function", _parameters(node.args)
        if isinstance(node, ast.ClassDef) and node.name == exercise.entry:
            for item in node.body:
                if isinstance(item, ast.FunctionDef) and item.name == "__init__":
                    return "class", _parameters(item.args)[1:]
            return "class", ()
    raise CheckError(f"{exercise.stub}: the stub defines no `{exercise.entry}`")


def _parameters(args: ast.arguments) -> tuple[StubParameter, ...]:
    positional = [*args.posonlyargs, *args.args]
    defaults = [None] * (len(positional) - len(args.defaults)) + list(args.defaults)
    pairs = list(zip(positional, defaults, strict=True))
    pairs += list(zip(args.kwonlyargs, args.kw_defaults, strict=True))
    return tuple(
        StubParameter(
            arg.arg,
            default is None,
            arg.arg if default is None else f"{arg.arg}={ast.unparse(default)}",
        )
        for arg, default in pairs
    )

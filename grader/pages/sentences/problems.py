"""Sentences about a submission that could not be graded."""

from __future__ import annotations

from grader.pages.numbers import plural, size

from .phrases import anded, raised_text
from .phrases import ended as predicate


def missing_file(*, looked: list[str]) -> str:
    """The submission has no such file."""
    if len(looked) == 1:
        return f"there is no file `{looked[0]}`"
    return f"there is no file {anded(looked, 'or')}"


def untouched() -> str:
    """The stub is as given."""
    return "not begun: the file is as it was given"


def empty_file() -> str:
    """The file has no content."""
    return "the file is empty"


def not_utf8(*, byte: int) -> str:
    """The file does not decode; `byte` counts from 0."""
    return f"the file is not UTF-8 text: byte {byte} begins no character"


def syntax(*, line: int | None, text: str, message: str) -> str:
    """The file does not compile; `text` is the line, which the page shows below."""
    where = f" in line {line}" if line else ""
    return f"syntax error{where}: {message}" if message else f"syntax error{where}: `{text}`"


def no_entry(
    *, entry: str, kind: str, defines: list[str], nearest: str | None, line: int | None
) -> str:
    """The file runs and defines something else."""
    missing = f"there is no {kind} `{entry}`"
    if nearest:
        where = f" in line {line}" if line else ""
        return f"{missing}, but there is `{nearest}`{where}"
    if not defines:
        return f"{missing}; the file defines no function and no class"
    shown = defines if len(defines) <= 4 else [*defines[:3], None]
    return f"{missing}; the file defines {anded(shown, more=len(defines) - 3)}"


def wrong_signature(
    *,
    entry: str,
    expected: str,
    got: str,
    missing: list[str],
    extra: list[str],
    required: list[str],
    order: bool,
) -> str:
    """The entry cannot be called as its contract says."""
    problems = [
        *([f"{_names(missing)} missing"] if missing else []),
        *([f"{_names(extra)} not given by any call"] if extra else []),
        *([f"{_names(required)} without a default"] if required else []),
        *(["another order"] if order and not (missing or extra) else []),
    ]
    return f"`{entry}{got}` must be `{entry}{expected}`: {', '.join(problems)}"


def _names(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    listed = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
    return f"{listed} {'is' if len(quoted) == 1 else 'are'}"


def not_callable(*, entry: str, type: str) -> str:  # noqa: A002  # the fact's name
    """The entry is a value."""
    return f"`{entry}` is of type `{type}`, not a function or class"


def outside_link(*, path: str, target: str) -> str:
    """A link that leaves the submission."""
    return f"`{path}` is a link to `{target}`, outside the submission"


def too_large(*, bytes: float, limit: float) -> str:  # noqa: A002  # the fact's name
    """The submission or one of its files."""
    return f"too large: {size(bytes)}, allowed {size(limit)}"


def unreadable(*, problem: str) -> str:
    """The system or the format refused."""
    return f"the submission cannot be read: {problem}"


def import_raised(*, type: str, text: str) -> str:  # noqa: A002  # the fact's name
    """Loading the file raised."""
    return f"loading the file raised {raised_text(type, text)}"


def import_ended(
    *,
    ended: str,
    clock: str | None,
    limit: float | None,
    signal: str | None,
    exit: int | None,  # noqa: A002  # the fact's name
    problem: str | None,
) -> str:
    """Loading the file ended the process."""
    return "loading the file " + predicate(ended, clock, limit, signal, exit, problem)


def forbidden_name(*, name: str, line: int, text: str) -> str:  # noqa: ARG001  # the page shows `text`
    """The source uses a library function that is the answer."""
    return f"line {line} uses `{name}`, which this exercise forbids"


def missing_library(*, library: str, extra: str, install: str) -> str:  # noqa: ARG001
    """A library is not installed; the hint line has the command."""
    return f"needs `{library}`, which is not installed here"


def ambiguous(*, looked: list[str]) -> str:
    """A bare name was found more than once."""
    return f"{plural(len(looked), 'file')} could be meant: {anded(looked, 'or')}"


def remembered() -> str:
    """Not graded now: the file has not changed since the last run."""
    return "as the last run found it"

"""Sentences about a submission that could not be graded."""

from __future__ import annotations

from grader.pages.language import say, term
from grader.pages.numbers import plural, size

from .phrases import anded, raised_text
from .phrases import ended as predicate


def missing_file(*, looked: list[str]) -> str:
    """The submission has no such file."""
    if len(looked) == 1:
        return say("there is no file `{looked}`", looked=looked[0])
    return say("there is no file {names}", names=anded(looked, "or"))


def untouched() -> str:
    """The stub is as given."""
    return say("not begun: the file is as it was given")


def empty_file() -> str:
    """The file has no content."""
    return say("the file is empty")


def not_utf8(*, byte: int) -> str:
    """The file does not decode; `byte` counts from 0."""
    return say("the file is not UTF-8 text: byte {byte} begins no character", byte=byte)


def syntax(*, line: int | None, text: str, message: str) -> str:
    """The file does not compile; `text` is the line, which the page shows below."""
    where = say(" in line {line}", line=line) if line else ""
    return (
        say("syntax error{where}: {message}", where=where, message=message)
        if message
        else say("syntax error{where}: `{text}`", where=where, text=text)
    )


def no_entry(
    *, entry: str, kind: str, defines: list[str], nearest: str | None, line: int | None
) -> str:
    """The file runs and defines something else."""
    missing = say("there is no {kind} `{entry}`", kind=term(kind), entry=entry)
    if nearest:
        where = say(" in line {line}", line=line) if line else ""
        return say(
            "{missing}, but there is `{nearest}`{where}",
            missing=missing,
            nearest=nearest,
            where=where,
        )
    if not defines:
        return say("{missing}; the file defines no function and no class", missing=missing)
    shown = defines if len(defines) <= 4 else [*defines[:3], None]
    return say(
        "{missing}; the file defines {names}",
        missing=missing,
        names=anded(shown, more=len(defines) - 3),
    )


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
        *([say("{names} missing", names=_names(missing))] if missing else []),
        *([say("{names} not given by any call", names=_names(extra))] if extra else []),
        *([say("{names} without a default", names=_names(required))] if required else []),
        *([say("another order")] if order and not (missing or extra) else []),
    ]
    return say(
        "`{entry}{got}` must be `{entry}{expected}`: {names}",
        entry=entry,
        got=got,
        expected=expected,
        names=term(", ").join(problems),
    )


def _names(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    listed = (
        quoted[0]
        if len(quoted) == 1
        else say("{names} and {quoted}", names=", ".join(quoted[:-1]), quoted=quoted[-1])
    )
    return say("{names} is", names=listed) if len(quoted) == 1 else say("{names} are", names=listed)


def not_callable(*, entry: str, type: str) -> str:  # noqa: A002  # the fact's name
    """The entry is a value."""
    return say("`{entry}` is of type `{type}`, not a function or class", entry=entry, type=type)


def outside_link(*, path: str, target: str) -> str:
    """A link that leaves the submission."""
    return say("`{path}` is a link to `{target}`, outside the submission", path=path, target=target)


def too_large(*, bytes: float, limit: float) -> str:  # noqa: A002  # the fact's name
    """The submission or one of its files."""
    return say("too large: {size}, allowed {size2}", size=size(bytes), size2=size(limit))


def unreadable(*, problem: str) -> str:
    """The system or the format refused."""
    return say("the submission cannot be read: {problem}", problem=problem)


def import_raised(*, type: str, text: str) -> str:  # noqa: A002  # the fact's name
    """Loading the file raised."""
    return say("loading the file raised {what}", what=raised_text(type, text))


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
    return say("loading the file ") + predicate(ended, clock, limit, signal, exit, problem)


def forbidden_name(*, name: str, line: int, text: str) -> str:  # noqa: ARG001  # the page shows `text`
    """The source uses a library function that is the answer."""
    return say("line {line} uses `{name}`, which this exercise forbids", line=line, name=name)


def missing_library(*, library: str, extra: str, install: str) -> str:  # noqa: ARG001
    """A library is not installed; the hint line has the command."""
    return say("needs `{library}`, which is not installed here", library=library)


def ambiguous(*, looked: list[str]) -> str:
    """A bare name was found more than once."""
    return say(
        "{files} could be meant: {names}",
        files=plural(len(looked), "file"),
        names=anded(looked, "or"),
    )


def remembered() -> str:
    """Not graded now: the file has not changed since the last run."""
    return say("as the last run found it")

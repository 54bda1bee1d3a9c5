"""Sentences that go with a result: known mistakes, late work, notes."""

from __future__ import annotations

from grader.pages.language import say, term
from grader.pages.numbers import duration, number, plural

from .phrases import raised_text


def mistake(*, mistake: str, says: str) -> str:  # noqa: ARG001  # the id is for tools
    """The output equals that of one known mistake, and of no other."""
    return say("equals a known mistake: {says}", says=says)


def mistakes(*, mistakes: list[str], says: list[str]) -> str:  # noqa: ARG001  # as above
    """Two candidates that no case told apart."""
    return say("equals known mistakes: {names}", names=term("; or ").join(says))


def late(*, late_days: float, factor: float) -> str:
    """What late work lost."""
    share = number(round(100 * factor, 2))
    return say(
        "{days} late: {share} % of the points count", days=plural(late_days, "day"), share=share
    )


def magic_dropped(*, cell: int | str, magic: str) -> str:
    """A notebook line that is not Python."""
    return say("{cell}: `{magic}` was left out", cell=_cell(cell), magic=magic)


def cell_failed(*, cell: int | str, type: str, text: str) -> str:  # noqa: A002  # the fact's name
    """A notebook cell raised."""
    return say("{cell} raised {what}", cell=_cell(cell), what=raised_text(type, text))


def cell_hung(*, cell: int | str, limit: float) -> str:
    """A notebook cell did not end."""
    return say("{cell} did not end within {duration}", cell=_cell(cell), duration=duration(limit))


def duplicate(*, path: str) -> str:
    """A second file of the same name, not the one that was graded."""
    return say("`{path}` is another file of that name; it was not graded", path=path)


def card_use(
    *, kernel: str, registers: int, shared: int, spilled: int, architecture: str, version: str
) -> str:
    """What a kernel takes on a card, by NVIDIA's compiler."""
    taken = say(
        "on {architecture} `{kernel}` takes {registers} registers a thread and {shared} bytes of "
        "shared memory a block",
        architecture=architecture,
        kernel=kernel,
        registers=registers,
        shared=shared,
    )
    if spilled:
        taken += say("; {spilled} bytes a thread do not fit and spill", spilled=spilled)
    return taken + say(" (NVRTC {version})", version=version)


def card_refused(*, label: str, line: int, text: str, problem: str, version: str) -> str:
    """CUDA C that runs here and would not compile for a card."""
    return say(
        "on a card this would not compile (NVRTC {version}): {label}:{line}: {problem}: `{text}`",
        version=version,
        label=label,
        line=line,
        problem=problem,
        text=text,
    )


def _cell(cell: int | str) -> str:
    return cell if isinstance(cell, str) else say("cell {cell}", cell=cell)

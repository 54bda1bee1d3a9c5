"""Sentences that go with a result: known mistakes, late work, notes."""

from __future__ import annotations

from grader.pages.numbers import duration, number, plural

from .phrases import raised_text


def mistake(*, mistake: str, says: str) -> str:  # noqa: ARG001  # the id is for tools
    """The output equals that of one known mistake, and of no other."""
    return f"equals a known mistake: {says}"


def mistakes(*, mistakes: list[str], says: list[str]) -> str:  # noqa: ARG001  # as above
    """Two candidates that no case told apart."""
    return f"equals known mistakes: {'; or '.join(says)}"


def late(*, late_days: float, factor: float) -> str:
    """What late work lost."""
    share = number(round(100 * factor, 2))
    return f"{plural(late_days, 'day')} late: {share} % of the points count"


def magic_dropped(*, cell: int | str, magic: str) -> str:
    """A notebook line that is not Python."""
    return f"{_cell(cell)}: `{magic}` was left out"


def cell_failed(*, cell: int | str, type: str, text: str) -> str:  # noqa: A002  # the fact's name
    """A notebook cell raised."""
    return f"{_cell(cell)} raised {raised_text(type, text)}"


def cell_hung(*, cell: int | str, limit: float) -> str:
    """A notebook cell did not end."""
    return f"{_cell(cell)} did not end within {duration(limit)}"


def duplicate(*, path: str) -> str:
    """A second file of the same name, not the one that was graded."""
    return f"`{path}` is another file of that name; it was not graded"


def _cell(cell: int | str) -> str:
    return cell if isinstance(cell, str) else f"cell {cell}"

"""A stub is its solution without what lies between the markers."""

from __future__ import annotations

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"


class MarkerError(Exception):
    """The markers of a solution do not pair up; names the line."""


def stub_of(solution: str, exercise: str) -> str:
    """Return the stub: each marked region becomes one `raise NotImplementedError("<exercise>")`.

    Raises MarkerError for an END without BEGIN, a BEGIN without END, nesting, or no region at all.
    """
    lines: list[str] = []
    begun = 0
    regions = 0
    for number, line in enumerate(solution.splitlines(), 1):
        if line.strip() == BEGIN:
            if begun:
                raise MarkerError(f"line {number}: {BEGIN} inside the one of line {begun}")
            begun = number
            regions += 1
            indent = line[: len(line) - len(line.lstrip())]
            lines.append(f'{indent}raise NotImplementedError("{exercise}")')
        elif line.strip() == END:
            if not begun:
                raise MarkerError(f"line {number}: {END} without {BEGIN}")
            begun = 0
        elif not begun:
            lines.append(line)
    if begun:
        raise MarkerError(f"line {begun}: {BEGIN} without {END}")
    if not regions:
        raise MarkerError(f"no {BEGIN}: nothing would be left for the student to do")
    return "\n".join(lines) + "\n"

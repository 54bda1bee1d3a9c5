"""A stub is its solution without what lies between the markers."""

from __future__ import annotations

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
# The same within CUDA C, which stands in a string.
C_BEGIN = "// BEGIN SOLUTION"
C_END = "// END SOLUTION"
TO_WRITE = "// to be written"


class MarkerError(Exception):
    """The markers of a solution do not pair up; names the line."""


def stub_of(solution: str, exercise: str) -> str:
    """Return the stub: each marked region becomes one `raise NotImplementedError("<exercise>")`.

    Within CUDA C it becomes a comment. Raises MarkerError for an END without BEGIN, a BEGIN without
    END, nesting, or no region at all.
    """
    lines: list[str] = []
    begun = 0
    regions = 0
    for number, line in enumerate(solution.splitlines(), 1):
        if opens(line):
            if begun:
                raise MarkerError(f"line {number}: {line.strip()} inside the one of line {begun}")
            begun = number
            regions += line.strip() == BEGIN
            indent = line[: len(line) - len(line.lstrip())]
            left = f'raise NotImplementedError("{exercise}")' if line.strip() == BEGIN else TO_WRITE
            lines.append(indent + left)
        elif closes(line):
            if not begun:
                raise MarkerError(f"line {number}: {line.strip()} without {BEGIN}")
            begun = 0
        elif not begun:
            lines.append(line)
    if begun:
        raise MarkerError(f"line {begun}: {BEGIN} without {END}")
    if not regions:
        raise MarkerError(f"no {BEGIN}: nothing would be left for the student to do")
    return "\n".join(lines) + "\n"


def opens(line: str) -> bool:
    """Tell whether a marked region begins here."""
    return line.strip() in (BEGIN, C_BEGIN)


def closes(line: str) -> bool:
    """Tell whether a marked region ends here."""
    return line.strip() in (END, C_END)

"""IPython's syntax in a cell, taken out without moving a line."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field

from .syntax import syntax_problem

_TIMERS = {"time", "timeit", "prun", "capture"}  # their code is the student's: it stays
_OPTIONS = {
    "time": re.compile(r"(?:--no-raise-error\s*)*"),
    "timeit": re.compile(r"(?:-(?:[nrp]\s*\d+|[tcqov]+)(?:\s+|$))*"),
    "prun": re.compile(r"(?:-(?:[lsTDm]\s*\S+|[rq]+)(?:\s+|$))*"),
    "capture": re.compile(r".*"),  # the rest of its line names a variable for what is printed
}

_NOTES_LIMIT = 20  # magics noted for one cell

_CELL = re.compile(r"[ \t]*%%(\w+)[ \t]*(.*)")
_LINE = re.compile(r"([ \t]*)(?:(\w[\w., \t*\[\]'\"]*=[ \t]*))?(%{1,2}|!{1,2})(.*)")
_NAME = re.compile(r"[A-Za-z_]\w{0,30}")
_HELP = re.compile(r"([ \t]*)(?:\?{1,2}\s*[\w.*%]+|[%\w.*]+\?{1,2})\s*(?:;.*)?")
_INSTALL = re.compile(r"([ \t]*)(pip3?|conda|mamba)[ \t]+(?:un)?install\b.*")  # automagic

_TOKEN = re.compile(
    r"""(?P<comment>\#.*)|(?P<long>\"{3}|'{3})|(?P<short>["'])|(?P<open>[(\[{])|(?P<close>[)\]}])"""
)


@dataclass(slots=True)
class Python:
    """A cell as plain Python, line by line, and the magics that were dropped from it."""

    text: str
    dropped: list[str] = field(default_factory=list)


def to_python(text: str) -> Python:
    """A cell's Python: what only IPython understands becomes `pass` or a blank line.

    `%%time`, `%%timeit`, `%%prun` and `%%capture` keep their body, the first three as `%`
    magics their statement. Shell commands, help and every other magic are dropped, a cell magic
    with its body. A cell that is Python already comes back as it is.
    """
    if syntax_problem(text) is None:
        return Python(text)
    if text.lstrip("\n")[:1] in (" ", "\t"):
        text = textwrap.dedent(text)  # IPython takes a cell that is indented as a whole
    cell = Python("")
    lines = text.split("\n")
    start = _cell_magics(lines, cell)
    code = _Lines()
    for index in range(start, len(lines)):
        if code.continued == "magic" or code.at_statement:
            lines[index] = _line(lines[index], code, cell)
        code.read(lines[index])
    cell.text = "\n".join(lines)
    return cell


def _cell_magics(lines: list[str], cell: Python) -> int:
    """Resolve the cell magics a cell opens with; the index of its first line of Python."""
    index = 0
    while index < len(lines):
        found = _CELL.fullmatch(lines[index])
        if found is None and lines[index].strip():
            break
        if found and found[1] not in _TIMERS:
            cell.dropped.append(f"%%{found[1]}")
            lines[index:] = [""] * (len(lines) - index)
        elif found:
            # What follows `%%timeit` on its line is set-up code.
            lines[index] = _statement(found[1], found[2]) if found[1] == "timeit" else ""
        index += 1
    return index


def _statement(magic: str, rest: str) -> str:
    """What is left of a timing magic's line, options taken off."""
    options = _OPTIONS[magic].match(rest)
    return rest[options.end() :] if options else rest


def _line(line: str, code: _Lines, cell: Python) -> str:
    """One line where a statement may begin, or where a dropped one goes on."""
    if code.continued == "magic":
        code.continued = "magic" if line.endswith("\\") else ""
        return ""
    found = _HELP.fullmatch(line)
    if found:
        return _dropped(line, found[1], "?", code, cell)
    found = _LINE.fullmatch(line)
    if found:
        indent, assigned, mark, rest = found[1], found[2] or "", found[3], found[4]
        name = _NAME.match(rest)
        magic = name[0] if name else ""
        if mark == "%" and magic in ("time", "timeit", "prun"):
            kept = _statement(magic, rest[len(magic) :].strip())
            return f"{indent}{assigned}{kept}" if kept else f"{indent}pass"
        return _dropped(line, indent, "!" if "!" in mark else mark + magic, code, cell)
    found = _INSTALL.fullmatch(line)
    if found:
        return _dropped(line, found[1], found[2], code, cell)
    return line


def _dropped(line: str, indent: str, magic: str, code: _Lines, cell: Python) -> str:
    if len(cell.dropped) < _NOTES_LIMIT and magic not in cell.dropped:
        cell.dropped.append(magic)
    if line.endswith("\\"):
        code.continued = "magic"
    return f"{indent}pass"


class _Lines:
    """Whether the next line can begin a statement, or lies inside a string or brackets."""

    def __init__(self) -> None:
        self.continued = ""  # "code" or "magic": the last line ended in a backslash
        self._depth = 0
        self._quote = ""  # the delimiter of the string that is open

    @property
    def at_statement(self) -> bool:
        return not (self.continued or self._depth or self._quote)

    def read(self, line: str) -> None:
        """Take in one line of Python."""
        if self.continued == "magic":
            return
        at = 0
        while at < len(line):
            if self._quote:
                at = self._close(line, at)
                continue
            found = _TOKEN.search(line, at)
            if found is None or found.lastgroup == "comment":
                break
            at = found.end()
            if found.lastgroup == "open":
                self._depth += 1
            elif found.lastgroup == "close":
                self._depth = max(self._depth - 1, 0)
            else:
                self._quote = found[0]
        backslash = line.endswith("\\")
        if len(self._quote) == 1 and not backslash:
            self._quote = ""  # a short string ends with its line, or is broken
        self.continued = "code" if backslash and not self._quote else ""

    def _close(self, line: str, at: int) -> int:
        """The index after the end of the open string, or of the line."""
        while at < len(line):
            if line[at] == "\\":
                at += 2
            elif line.startswith(self._quote, at):
                at += len(self._quote)
                self._quote = ""
                return at
            else:
                at += 1
        return at

"""One check that did not pass, in full: where, with what, what came out, what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .arrays import difference_lines
from .language import say, term
from .layout import cut, hanging, pad, width
from .numbers import agree
from .safe import block
from .sentences import sentence
from .tally import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import Call, CheckResult, Frame, Reason, Status

    from .colors import Style

LABEL = 13  # columns before the text of a field
FEW, MANY = 4, 40  # rows of anything, without and with -v
PRINTED = 8  # lines of output, without -v


def check_lines(check: CheckResult, style: Style, *, verbose: bool = False) -> list[str]:
    """The section of one check; every string in `check` is safe already."""
    lines = headline(check.status, check.says, style)
    case = _case(check)
    if case or check.inputs:
        lines += field("case", ": ".join(part for part in (case, check.inputs) if part), style)
    lines += call_lines(check.calls, style, verbose=verbose)
    if check.difference is not None:
        lines += difference_lines(check.difference, style, MANY if verbose else FEW)
    elif check.reason is not None:
        lines += reason_lines(check.reason, style)
    lines += frame_lines(check.frames, style, verbose=verbose)
    printed = output_lines(check.output, style, verbose=verbose)
    # A table ends the fields above it; what follows needs its own space.
    table = check.difference is not None and check.difference.worst and check.difference.of > 1
    return [*lines, "", *printed] if table and printed else lines + printed


def _case(check: CheckResult) -> str:
    return say("{case} of {cases}", case=check.case, cases=check.cases) if check.case else ""


def headline(status: Status, text: str, style: Style) -> list[str]:
    """`fail: matches the reference`."""
    label = f"{named(status)}{term(': ')}"
    first, *rest = hanging(label, text, style)
    label = label.rstrip()
    return [style.status(status, label) + first[len(label) :], *rest]


def field(label: str, text: str, style: Style) -> list[str]:
    """A labelled, wrapped text: `  found      raised nothing, expected ...`."""
    return hanging(f"  {term(label)}", text, style, indent=LABEL)


def reason_lines(reason: Reason, style: Style) -> list[str]:
    """The reason's sentence; below it the rest of an exception's text, or a line of source."""
    lines = field("found", sentence(reason), style)
    text = str(reason.facts.get("text") or "")
    if reason.kind in {"syntax", "forbidden_name"}:
        return [*lines, *field(say("line {line}", line=reason.facts.get("line")), text, style)]
    if reason.kind in {"raised", "raised_other", "import_raised", "unjudged"}:
        for line in text.split("\n")[1 : 1 + PRINTED]:
            lines += field("", line, style)
    return lines


def call_lines(calls: Sequence[Call], style: Style, *, verbose: bool = False) -> list[str]:
    """The last calls, each with what its arguments were."""
    shown = calls[-(MANY if verbose else 2) :]
    lines = []
    if len(calls) > len(shown):
        more = len(calls) - len(shown)
        lines += field("call", earlier(more), style)
    for call in shown:
        described = grouped(call.arguments)
        beside = f"{call.text}   {'   '.join(described)}"
        if described and len(beside) <= style.width - LABEL:
            label = pad(f"  {term('call')}", LABEL)
            lines += [f"{label}{call.text}   {style.paint('dim', '   '.join(described))}"]
            continue
        lines += field("call", call.text, style)
        for text in described:
            lines += field("", text, style)
    return lines


def earlier(count: int) -> str:
    """`... 2 earlier calls`, which are not shown."""
    return say("... {count} earlier {calls}", count=count, calls=agree(count, "call"))


def grouped(arguments: Sequence[tuple[str, str]]) -> list[str]:
    """`q, k, v float32 (1, 2)` for neighbors of one description."""
    groups: list[tuple[list[str], str]] = []
    for name, description in arguments:
        if groups and groups[-1][1] == description:
            groups[-1][0].append(name)
        else:
            groups.append(([name], description))
    return [f"{', '.join(names)} {description}" for names, description in groups]


def frame_lines(frames: Sequence[Frame], style: Style, *, verbose: bool = False) -> list[str]:
    """A traceback, the line that raised last, each with its source."""
    shown = frames[-(MANY if verbose else FEW) :]
    lines = []
    if len(frames) > len(shown):
        more = len(frames) - len(shown)
        lines += field("at", say("{more}, then", more=more_lines(more)), style)
    for frame in shown:
        where = place(frame)
        lines += field("at", where, style)
        if frame.text.strip():
            lines += [" " * (LABEL + 4) + part for part in _source(frame.text, style)]
        lines += _values(frame, style)
    return lines


def _values(frame: Frame, style: Style) -> list[str]:
    """`  with       x  float32 (3, 4)`: the variables of the line that raised."""
    names = [cut(name, style.width // 3, style) for name, _ in frame.values]
    columns = max(map(width, names), default=0)
    texts = [cut(text, style.width - LABEL - columns - 2, style) for _, text in frame.values]
    rows = [f"{pad(name, columns)}  {text}" for name, text in zip(names, texts, strict=True)]
    labels = [pad(f"  {term('with')}", LABEL), *[" " * LABEL] * len(rows)]
    return [label + row for label, row in zip(labels, rows, strict=False)]


def place(frame: Frame) -> str:
    """`softmax.py, line 12, in stable`."""
    template = "{label}, line {line}, in {function}"
    return say(template, label=frame.label, line=frame.line, function=frame.function)


def more_lines(count: int) -> str:
    """`... 3 more lines`."""
    return say("... {count} more {lines}", count=count, lines=agree(count, "line"))


def _source(text: str, style: Style) -> list[str]:
    return [cut(text.strip(), style.width - LABEL - 4, style)]


def output_lines(output: str | None, style: Style, *, verbose: bool = False) -> list[str]:
    """What the student's code printed."""
    if not output or not output.strip():
        return []
    printed = block(output)
    shown = printed[: MANY if verbose else PRINTED]
    lines = [" " * LABEL + cut(line, style.width - LABEL, style) for line in shown]
    lines[0] = pad(f"  {term('printed')}", LABEL) + lines[0][LABEL:]
    if len(printed) > len(shown):
        more = len(printed) - len(shown)
        flag = "" if verbose else say(", `-v` shows more")
        lines.append(" " * LABEL + style.code(more_lines(more) + flag))
    return lines

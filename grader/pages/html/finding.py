"""One check that did not pass, in full; every string in it is safe already, `tag` escapes it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from grader.pages.arrays import allowed, amount, cells, unshown
from grader.pages.failure import earlier, grouped, more_lines, place
from grader.pages.language import say, term
from grader.pages.numbers import error, values
from grader.pages.regions import step
from grader.pages.safe import block
from grader.pages.sentences import sentence
from grader.pages.sentences.differences import array, count

from .figures import figure
from .markup import joined, prose, separated, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import Call, CheckResult, Difference, Frame, Reason

    from .markup import Child, Markup

ROWS = 12  # of differing values
LINES = 40  # of output
CALLS, FRAMES = 4, 8


def finding(check: CheckResult, exercise: str) -> Markup:
    """What is wrong, in numbers; the proven cause; the command that shows it again."""
    of = say("{case} of {cases}", case=check.case, cases=check.cases)
    where = of if check.case else ""
    fields = [
        field("case", ": ".join(part for part in (where, check.inputs) if part)),
        *_calls(check.calls),
    ]
    after: Child = None
    if check.difference is not None:
        fields += _difference(check.difference)
        after = _values(check.difference, f"{exercise}: {check.says}")
    elif check.reason is not None:
        fields += reason_fields(check.reason)
    again = tag("pre", tag("code", check.again), tabindex=0) if check.again else None
    return joined(
        facts(fields),
        after,
        frames(check.frames),
        output(check.output),
        tag("p", tag("b", term("cause: ")), prose(sentence(check.cause)), class_="cause")
        if check.cause is not None
        else None,
        joined(tag("p", term("Type this to see it again:"), class_="again"), again)
        if again
        else None,
    )


def field(label: str, text: Child) -> Markup | None:
    """A label and what it stands for; None without a text."""
    return joined(tag("dt", term(label)), tag("dd", text)) if text else None


def facts(fields: Sequence[Markup | None]) -> Markup | None:
    """The fields as a list; None without any."""
    given = [part for part in fields if part]
    return tag("dl", given, class_="facts") if given else None


def reason_fields(reason: Reason) -> list[Markup | None]:
    """The reason's sentence; below it the rest of an exception's text, or a line of source."""
    text = str(reason.facts.get("text") or "")
    fields = [field("found", prose(sentence(reason)))]
    if reason.kind in {"syntax", "forbidden_name"}:
        return [
            *fields,
            field(say("line {line}", line=reason.facts.get("line")), tag("code", text)),
        ]
    rest = "\n".join(text.split("\n")[1:LINES])
    if rest and reason.kind in {"raised", "raised_other", "import_raised", "unjudged"}:
        fields.append(field("then", tag("pre", rest, tabindex=0)))
    return fields


def _calls(calls: Sequence[Call]) -> list[Markup | None]:
    shown = calls[-CALLS:]
    more = len(calls) - len(shown)
    fields = [field("call", earlier(more)) if more else None]
    for call in shown:
        arguments = tag("span", "; ".join(grouped(call.arguments)), class_="quiet")
        fields.append(field("call", joined(tag("code", call.text), " ", arguments)))
    return fields


def _difference(difference: Difference) -> list[Markup | None]:
    part = difference.name != "result" and difference.kind != "unchanged"
    fields = [field("part", difference.name if part else "")]
    if difference.kind in {"type", "length", "shape", "dtype"}:
        return [*fields, *_pair(difference.got, difference.expected)]
    if difference.kind == "unchanged":
        if difference.got == difference.expected:
            return [*fields, field("changed", f"{difference.name}: {count(difference)}")]
        before = field("before", tag("code", difference.expected))
        after = field("after", tag("code", difference.got))
        return [*fields, field("changed", difference.name), before, after]
    if difference.of <= 1:
        return [*fields, *_single(difference)]
    result = joined(tag("code", difference.got), f" {amount(difference)}")
    first = field("first", step(difference))
    return [*fields, field("result", result), field("allowed", allowed(difference)), first]


def _single(difference: Difference) -> list[Markup | None]:
    if not difference.worst:
        return _pair(difference.got, difference.expected)
    place = difference.worst[0]
    [(got, expected)] = values([place])
    known = not isinstance(place.error, str) and math.isfinite(place.error)
    return [
        field("got", tag("code", got)),
        field("expected", tag("code", expected)),
        field("error", error(place.error) if known else ""),
        field("allowed", allowed(difference)),
    ]


def _pair(got: str, expected: str) -> list[Markup | None]:
    """Got and expected; between arrays of one rank the axes that differ are marked."""
    mine, theirs = array(got), array(expected)
    if not mine or not theirs or len(mine[1]) != len(theirs[1]) or mine[1] == theirs[1]:
        return [field("got", tag("code", got)), field("expected", tag("code", expected))]
    fields = []
    for label, described, other in (("got", mine, theirs), ("expected", theirs, mine)):
        sizes = zip(described[1], other[1], strict=True)
        axes: list[Child] = [tag("mark", str(a)) if a != b else str(a) for a, b in sizes]
        end = ",)" if len(axes) == 1 else ")"
        shape = joined(f"{described[0]} (", separated(axes, ", "), end)
        fields.append(field(label, tag("code", shape)))
    return fields


def _values(difference: Difference, name: str) -> Markup | None:
    """The worst places in a table, and where they are."""
    if difference.of <= 1 or not difference.worst or difference.kind in {"shape", "dtype"}:
        return None
    headings, *rows = cells(difference, ROWS)
    head = tag("tr", [tag("th", text, scope="col") for text in headings])
    body = [tag("tr", [tag("td", text) for text in row]) for row in rows]
    more = unshown(difference, ROWS)
    table = tag("table", tag("thead", head), tag("tbody", body))
    return joined(
        tag(
            "div",
            table,
            class_="scroll",
            tabindex=0,
            role="region",
            aria_label=say("values, {name}", name=name),
        ),
        tag("p", f"... {more}", class_="quiet") if more else None,
        figure(difference, name),
    )


def frames(shown: Sequence[Frame]) -> Markup | None:
    """A traceback, the line that raised last."""
    if not shown:
        return None
    lines = []
    for frame in shown[-FRAMES:]:
        lines.append(place(frame))
        lines += [f"    {frame.text.strip()}"] if frame.text.strip() else []
        lines += [f"        {name}  {text}" for name, text in frame.values]
    return tag("pre", "\n".join(lines), class_="frames", tabindex=0)


def output(printed: str | None) -> Markup | None:
    """What the student's code printed."""
    if not printed or not printed.strip():
        return None
    lines = block(printed)
    more = len(lines) - LINES
    if more > 0:
        lines = [*lines[:LINES], more_lines(more)]
    return joined(tag("p", term("Your code printed:")), tag("pre", "\n".join(lines), tabindex=0))

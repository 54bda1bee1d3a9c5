"""One exercise of a student's report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.pages.advice import advice
from grader.pages.colors import MARKS
from grader.pages.exercise import GRADED_LATER, to_read
from grader.pages.language import say, term
from grader.pages.numbers import plural, seconds
from grader.pages.sentences import sentence
from grader.pages.tally import WORDS, checks_summary, points
from grader.pages.visible import sentences_shown

from .finding import facts, finding, frames, output, reason_fields
from .markup import joined, prose, separated, tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.results import CheckResult, ExerciseResult, Reason, Results, Status

    from .document import Anchors
    from .markup import Child, Markup


def article(result: ExerciseResult, results: Results, anchor: str, anchors: Anchors) -> Markup:
    """The exercise at `anchor`: its checks, then what needs work; every string is safe already."""
    links = {id(check): anchors.new(f"{anchor}.{check.name}") for check in result.checks}
    title = joined(tag("a", result.name, href=f"#{anchor}"), " ", badge(result.status))
    path = result.path or f"exercises/{result.chapter}/{result.name}.py"
    took = seconds(result.seconds) if result.checks else None
    heading = anchors.new(f"{anchor}.title")
    earned = points(result.points, result.of, results)
    return tag(
        "article",
        tag("h3", title, id=heading),
        tag("p", separated([tag("code", path), earned, took], term(", ")), class_="quiet"),
        _notes(result),
        _checks(result, results, links),
        _problem(result),
        _findings(result, links),
        _summary(result, results),
        id=anchor,
        class_=kind(result.status),
        aria_labelledby=heading,
    )


def badge(status: Status) -> Markup:
    """A status as a mark and a word."""
    mark = tag("span", MARKS[status][0], aria_hidden="true")
    return tag("span", mark, " ", term(WORDS[status]), class_=f"badge {kind(status)}")


def kind(status: Status) -> str:
    """The color of a status, as the style sheet has it: good, bad, open or idle."""
    return {"green": "good", "red": "bad", "yellow": "open"}.get(MARKS[status][2], "idle")


def _notes(result: ExerciseResult) -> Child:
    given = [*([result.late] if result.late is not None else []), *result.notes]
    return [
        tag("p", tag("b", term("note: ")), prose(sentence(each)), class_="note") for each in given
    ]


def _checks(result: ExerciseResult, results: Results, links: Mapping[int, str]) -> Markup | None:
    opened = sentences_shown(result.chapter, results)
    reading = {id(check) for check in to_read(result)}
    rows, closed = [], []
    for check in result.checks:
        if check.visibility == "hidden" and not opened:
            closed.append(check)
            continue
        link, says = links[id(check)], prose(check.says)
        if id(check) in reading:  # the anchor is at what is said about it below
            says = tag("a", says, href=f"#{link}")
        anchor = None if id(check) in reading else link
        rows.append(_row(check.status, says, _beside(check), anchor))
    if closed:
        rows.append(_closed(closed))
    return tag("ul", rows, class_="checks") if rows else None


def _row(status: Status, says: Child, beside: Child, anchor: str | None = None) -> Markup:
    mark = tag("span", MARKS[status][0], class_=f"mark {kind(status)}", aria_hidden="true")
    word = tag("span", f"{term(WORDS[status])}{term(': ')}", class_="heard")
    told = tag("span", word, says, class_="says")
    return tag("li", mark, told, tag("span", beside, class_="beside"), id=anchor)


def _beside(check: CheckResult) -> Child:
    if check.visibility == "hidden":
        more = [] if check.status in {"pass", "fail"} else [term(WORDS[check.status])]
        return term(", ").join([term("hidden"), *more])
    if check.status == "skipped":
        return _skipped(check.reason)
    case = say("case {case} of {cases}", case=check.case, cases=check.cases)
    where = case if check.case else ""
    if check.status == "pass":
        where = plural(check.cases, "case") if check.cases else ""
    word = "" if check.status in {"pass", "fail"} else term(WORDS[check.status])
    return separated([word, where, seconds(check.seconds)], term(", "))


def _skipped(reason: Reason | None) -> Child:
    if reason is None:
        return term("skipped")
    if reason.kind == "needs":
        check = reason.facts.get("says") or reason.facts.get("check")
        return prose(say("needs `{check}`", check=check))
    return prose(sentence(reason))


def _closed(checks: list[CheckResult]) -> Markup:
    passed = sum(check.status == "pass" for check in checks)
    status: Status = "pass" if passed == len(checks) else "fail"
    beside = say("{passed} of {count} passed", passed=passed, count=len(checks))
    if all(check.status == "skipped" for check in checks):
        status, beside = "skipped", term("not run")
    return _row(status, plural(len(checks), "hidden check"), beside)


def _problem(result: ExerciseResult) -> Child:
    """Why the file could not be graded."""
    if result.reason is None:
        return None
    if result.reason.kind in {"untouched", "remembered"}:
        return tag("p", prose(sentence(result.reason)))
    hint = advice(result.reason, result)
    return joined(
        facts(reason_fields(result.reason)),
        frames(result.frames),
        output(result.output),
        _hint(hint),
    )


def _findings(result: ExerciseResult, links: Mapping[int, str]) -> Child:
    """What did not pass, the first in the open."""
    sections = []
    for position, check in enumerate(to_read(result)):
        heading = tag("h4", f"{term(WORDS[check.status])}{term(': ')}", prose(check.says))
        inside = joined(finding(check, result.name), _hint(advice(check.reason, result)))
        sections.append(
            tag(
                "details",
                tag("summary", heading),
                tag("div", inside, class_="finding"),
                id=links[id(check)],
                class_=kind(check.status),
                open=position == 0,
            )
        )
    return sections


def _hint(text: str | None) -> Markup | None:
    return tag("p", tag("b", term("hint: ")), prose(text), class_="hint") if text else None


def _summary(result: ExerciseResult, results: Results) -> Markup | None:
    if not result.checks:
        return None
    text = checks_summary(result.checks, results)
    if not result.complete:
        text += term(", incomplete")
    if results.scope == "public" and result.status == "pass":
        text += term("; ") + term(GRADED_LATER)
    return tag("p", text, class_="quiet")

"""Pages for authors: what `dev check` found, which rows are covered."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from .colors import Style
from .faults import sentence
from .layout import cut, hanging, pad, page, row, width
from .numbers import plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.results import Json

SCHEMA = 1
COUNTED = (("mistakes", "mistake"), ("variants", "variant"))


class Found(Protocol):
    """A fault or a remark."""

    @property
    def exercise(self) -> str:
        """Whose."""

    @property
    def kind(self) -> str:
        """Which sentence."""

    @property
    def facts(self) -> Mapping[str, Json]:
        """What the sentence needs."""


class Report(Protocol):
    """What was found about one exercise."""

    @property
    def exercise(self) -> str:
        """Its id."""

    @property
    def faults(self) -> Sequence[Found]:
        """What to mend."""

    @property
    def remarks(self) -> Sequence[Found]:
        """What to know."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many checks, mistakes, variants."""

    @property
    def seeds(self) -> int:
        """How many secret seeds."""

    @property
    def seconds(self) -> float:
        """How long it took."""

    @property
    def depth(self) -> str:
        """`light`, `full` or `deep`."""

    @property
    def cached(self) -> bool:
        """Known from before."""


class Row(Protocol):
    """A row of the coverage table."""

    @property
    def row(self) -> str:
        """Its id."""

    @property
    def title(self) -> str:
        """What it teaches."""

    @property
    def gradable(self) -> bool:
        """Whether an exercise could."""


class Covered(Protocol):
    """A row and the exercises that name it."""

    @property
    def row(self) -> Row:
        """The row."""

    @property
    def by(self) -> Sequence[str]:
        """Sound exercises."""

    @property
    def unsound(self) -> Sequence[str]:
        """Others."""


def checked(reports: Sequence[Report], course: Sequence[Found], style: Style | None = None) -> str:
    """`dev check`: every fault with its fix, or one calm page."""
    style = style or Style()
    lines: list[str] = []
    faults = [*course, *(fault for report in reports for fault in report.faults)]
    for fault in faults:
        says, fix = sentence(fault.exercise, fault.kind, fault.facts)
        text = f"{fault.exercise}: {says}; {fix}" if fix else f"{fault.exercise}: {says}"
        first, *rest = hanging("fail: ", " ".join(text.split()), style)
        lines += [style.paint("red", "fail:") + first[len("fail:") :], *rest]
    if faults:
        owners = {report.exercise for report in reports if report.faults}
        exercises = f" in {plural(len(owners), 'exercise')}" if owners else ""
        lines += ["", f"{plural(len(faults), 'fault')}{exercises}, of {len(reports)} checked"]
        return page(lines)
    columns = max((width(report.exercise) for report in reports), default=0)
    for report in reports:
        lines += _calm(report, columns, style)
    totals = [plural(sum(r.counts.get(key, 0) for r in reports), word) for key, word in COUNTED]
    lines += ["", f"{plural(len(reports), 'exercise')}, no fault: {', '.join(totals)}"]
    return page([*lines, _depths(reports)])


def _depths(reports: Sequence[Report]) -> str:
    """How many were checked how, so that nobody takes a light check for a full one."""
    fresh = [report.depth for report in reports if not report.cached]
    parts = [f"{fresh.count('deep')} checked deeply"] if "deep" in fresh else []
    parts += [f"{fresh.count('full')} checked fully"] if "full" in fresh else []
    if "light" in fresh:
        recorded = "as docs/checked.json has them checked fully"
        parts.append(f"{fresh.count('light')} lightly, {recorded}")
    cached = len(reports) - len(fresh)
    parts += [f"{cached} unchanged since {'its' if cached == 1 else 'their'} check here"] * (
        cached > 0
    )
    return "; ".join(parts)


def _calm(report: Report, columns: int, style: Style) -> list[str]:
    counts = report.counts
    checks = f"{counts.get('public', 0)} + {counts.get('hidden', 0)} checks"
    parts = [checks, *(plural(counts.get(key, 0), word) for key, word in COUNTED)]
    seconds = "unchanged" if report.cached else f"{report.seconds:.1f} s"
    if report.depth == "light":
        seconds = f"light, {seconds}"
    left = f"{style.mark('pass')} {pad(report.exercise, columns)}  {', '.join(parts)}"
    lines = [row(left, f"{plural(report.seeds, 'seed')}, {seconds}", style)]
    for kind, found in groupby(report.remarks, key=lambda remark: remark.kind):
        remarks = list(found)
        says = [str(remark.facts.get("says")) for remark in remarks]
        if kind == "within_tolerance":
            errors = [float(str(remark.facts["error"])) for remark in remarks]
            says = [f"{text} ({error:.2g} of it)" for text, error in zip(says, errors, strict=True)]
        label = " " * (columns + 4)
        intro = {
            "happens_right": "right by chance: ",
            "within_tolerance": "within the tolerance: ",
        }[kind]
        lines += hanging(label, intro + ", ".join(says), style)
    return lines


def check_json(reports: Sequence[Report], course: Sequence[Found]) -> str:
    """`dev check --json`: the same as fields."""
    document = {
        "schema": SCHEMA,
        "sound": not course and not any(report.faults for report in reports),
        "course": [_fields(fault) for fault in course],
        "exercises": [
            {
                "name": report.exercise,
                "sound": not report.faults,
                "counts": dict(report.counts),
                "seeds": report.seeds,
                "seconds": round(report.seconds, 3),
                "depth": report.depth,
                "cached": report.cached,
                "faults": [_fields(fault) for fault in report.faults],
                "remarks": [_fields(remark) for remark in report.remarks],
            }
            for report in reports
        ],
    }
    return json.dumps(_finite(document), indent=1, ensure_ascii=False) + "\n"


def _fields(found: Found) -> dict[str, object]:
    says, fix = sentence(found.exercise, found.kind, found.facts)
    return {
        "exercise": found.exercise,
        "kind": found.kind,
        "facts": dict(found.facts),
        "says": says,
        "fix": fix or None,
    }


def _finite(x: object) -> object:
    """Non-finite numbers as strings, as in every JSON of ours."""
    if isinstance(x, float) and (x != x or x in (float("inf"), float("-inf"))):
        return str(x)
    if isinstance(x, dict):
        return {key: _finite(item) for key, item in x.items()}
    return [_finite(item) for item in x] if isinstance(x, list | tuple) else x


def covered(rows: Sequence[Covered], style: Style | None = None) -> str:
    """`dev coverage`: covered rows with their exercises, uncovered ones, counts."""
    style = style or Style()
    groups = _groups(rows)
    columns = max((width(item.row.row) for item in rows), default=0)
    lines: list[str] = []
    for title in ("covered", "uncovered", "not gradable"):
        if groups[title]:
            lines += [*([""] if lines else []), style.paint("bold", title)]
        for item in groups[title]:
            names = ", ".join(item.by) or ", ".join(f"{name} (faulty)" for name in item.unsound)
            room = style.width - columns - 6 - width(names)
            left = f"  {pad(item.row.row, columns)}  {cut(item.row.title, max(room, 10), style)}"
            lines.append(row(left, names, style))
    gradable = len(groups["covered"]) + len(groups["uncovered"])
    says = f"{len(groups['covered'])} of {plural(gradable, 'gradable row')} covered"
    lines += ["", f"{says}, {len(groups['not gradable'])} not gradable"]
    return page(lines)


def coverage_json(rows: Sequence[Covered]) -> str:
    """`dev coverage --json`: counts and every row."""
    groups = _groups(rows)
    document = {
        "schema": SCHEMA,
        "covered": len(groups["covered"]),
        "uncovered": len(groups["uncovered"]),
        "not_gradable": len(groups["not gradable"]),
        "rows": [
            {
                "row": item.row.row,
                "title": item.row.title,
                "gradable": item.row.gradable,
                "covered_by": list(item.by),
                "faulty": list(item.unsound),
            }
            for item in rows
        ],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _groups(rows: Sequence[Covered]) -> dict[str, list[Covered]]:
    return {
        "covered": [item for item in rows if item.by],
        "uncovered": [item for item in rows if not item.by and item.row.gradable],
        "not gradable": [item for item in rows if not item.by and not item.row.gradable],
    }

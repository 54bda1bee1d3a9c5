"""What is wrong with an exercise, in words: by kind of fault the sentence, and how to mend it.

Facts are put in by name; `{answer}` reads ``variant `loops` ``, or the solution or the truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .numbers import agree
from .safe import made_safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.results import Json

SYNC = "`grade dev sync` writes it"
TRANSLATED = "read both and run `grade dev sync --translated {exercise}`"

SENTENCES: Mapping[str, tuple[str, str]] = {
    # the solution, the stub and what is made of them
    "broken": ("{text}", "mend the solution or the check"),
    "solution_fails": (
        "the solution does not pass `{check}` ({case}): {text}",
        "mend the solution or the check",
    ),
    "truth_disagrees": (
        "the solution and `truth` disagree at `{check}` ({case}): {text}",
        "one of them is wrong; work an example by hand",
    ),
    "answer_forbidden": (
        "{answer} uses `{name}`, which the exercise forbids",
        "write it without, or change `forbid`",
    ),
    "unloadable": ("{answer} does not load ({reason}): {text}", "it must define the entry alone"),
    "slow": (
        "the solution takes {seconds:.1f} s for all checks, more than {limit:g} s",
        "use smaller cases or fewer",
    ),
    "slow_check": (
        "the solution takes over {limit:g} s of CPU time, 1/{share} of the limit, at `{check}`",
        "use smaller cases, or raise the exercise's `limits.cpu`",
    ),
    "stub_passes": (
        "the stub already passes {checks}",
        "move what passes it between ### BEGIN SOLUTION and ### END SOLUTION",
    ),
    "stub_not_todo": (
        "the stub run as it is ends as {status}, not todo",
        "it must reach NotImplementedError at every check",
    ),
    "stub_unseen": ("the stub is not recognized as untouched", "give it a body to fill in"),
    "drift": ("{path} is not what its sources say", SYNC),
    "ungenerated": ("{text}", "mend it, then run `grade dev sync`"),
    "unsealable": ("{text}", "use smaller public cases; large ones belong to hidden checks"),
    # known answers
    "no_answer": ("{answer} cannot be made: {text}", "bring it up to date with the solution"),
    "mistake_passes": (
        "mistake `{mistake}` passes `{check}`",
        "choose inputs on which it differs, or correct its `fails`",
    ),
    "mistake_only_secret": (
        "mistake `{mistake}` passes the public cases of `{check}` and fails only secret ones",
        "add a case on which it shows, so that a student sees the cause",
    ),
    "mistake_elsewhere": (
        "mistake `{mistake}` is to fail {fails} and ends as {status} at `{check}` ({case}): {text}",
        "name the check in `fails`, or put it `after` one that is named",
    ),
    "mistake_skipped": (
        "mistake `{mistake}` names `{check}`, which is skipped after `{after}`",
        "name only the checks that fail first",
    ),
    "unknown_check": ("mistake `{mistake}` names no check: `{check}`{near}", "correct its `fails`"),
    "variant_rejected": (
        "{answer} is right and ends as {status} at `{check}` ({case}): {text}",
        "mend the variant, or let the check accept it",
    ),
    "tolerance_tight": (
        "tolerance too tight at `{check}` ({case}): {answer} errs by {error:.2g} of it",
        "a right answer errs by 0.1 at most; give `near` the `length` or `terms` of the sum",
    ),
    "tolerance_loose": (
        "tolerance too loose at `{check}` ({case}): mistake `{mistake}` errs by {error:.3g} of it",
        "a mistake errs by 10 or more; choose inputs that show it, or a smaller tolerance",
    ),
    "unnamed": (
        "mistake `{mistake}` fails `{check}`, where the cause shown is {shown}",
        "choose inputs on which no other mistake gives the same, or merge the two",
    ),
    "on_the_edge": (
        "mistake `{mistake}` passes `{check}` ({case}) with {error:.2g} of the tolerance",
        "another machine may fail it; choose inputs that tell it clearly apart or not at all",
    ),
    "sealed_differs": (
        "{answer} ends as {here} at `{check}` ({case}), against sealed data as {there}",
        "let the check depend on nothing but its case and its two sides",
    ),
    "sealed_other": (
        "{what} a release would seal for `{check}` are not what was computed",
        "let the check depend on nothing but its case and its two sides",
    ),
    # answers nobody wrote
    "generic_passes": (
        "a wrong answer passes: {says}",
        "add a check that compares values on inputs where it differs",
    ),
    "lookup_earns": (
        "a lookup table of the public cases passes `{check}` on secret ones too",
        "draw its inputs from `rng`, or put it `after` a check that does",
    ),
    # completeness
    "too_few": ("{got} {what}, at least {least}", "write {missing} more"),
    "no_truth": (
        "no `truth` in solutions/",
        "add an independent implementation: scipy, torch, another formula",
    ),
    "hints": ("{got} hints in hints.toml, not {wanted}", "idea, pitfall, almost code: three"),
    "hints_unreadable": ("hints.toml is no TOML: {text}", "mend it"),
    "zh_missing": ("{path} has no Chinese for {entries}", "translate it"),
    "zh_stale": ("{path}: the English of {entries} has changed", TRANSLATED),
    "zh_unmarked": (
        "{path} does not say which English {entries} translate",
        TRANSLATED,
    ),
    "zh_unknown": ("{path}: {entries} translates nothing", "delete or rename the entry"),
    "zh_unreadable": ("{path} is no TOML: {text}", "mend it"),
    "misnamed": ("{what} `{name}` is not in lower_case_words", "rename it"),
    "no_docstring": ("{path} has no docstring ({what})", "say in one line what it is"),
    "long_line": (
        "the first line of the {what}'s docstring has {length} columns, at most {longest}",
        "shorten it",
    ),
    "sentence": ("the sentence of {what} `{name}` {problem}", "it stands in a line of a page"),
    "draws_nothing": (
        "`{check}` draws nothing, so its answers can be looked up",
        "put it `after` a check that draws{drawing}",
    ),
    "unfinished": ("{path} still says: {text}", "fill it in"),
    "unknown_row": ("`covers` names no row of docs/coverage.csv: {row}{near}", "correct it"),
    "no_backend": ("this grader has no backend `{backend}`", "choose another"),
    "no_library": ("`{library}` is not installed here", "`pip install 'gradsteps[{library}]'`"),
    # the tree
    "stray": ("{path} belongs to no exercise", "delete it, or list its exercise in course.toml"),
    "no_readme": ("{path} is missing or empty", "write the chapter's introduction"),
    # remarks
    "happens_right": ("happens to be right: {says}", ""),
    "within_tolerance": ("within the tolerance ({error:.2g} of it): {says}", ""),
}

PROBLEMS = {
    "long": "is longer than 100 columns",
    "full_stop": "ends with a full stop",
    "capital": "begins with a capital",
}
WHAT = {
    "public": "public check",
    "hidden": "hidden check",
    "mistakes": "mistake",
    "variants": "variant",
}


def sentence(exercise: str, kind: str, facts: Mapping[str, Json]) -> tuple[str, str]:
    """Return what is wrong and how to mend it, both without a full stop."""
    says, fix = SENTENCES[kind]
    words = {**_readable(facts), "exercise": exercise}
    return made_safe(says.format(**words)).rstrip(" :"), made_safe(fix.format(**words))


def _readable(facts: Mapping[str, Json]) -> dict[str, object]:
    words: dict[str, object] = {"text": "", "case": "", **facts}
    words["case"] = words["case"] or "its only case"
    for name in ("checks", "fails", "entries"):
        listed = facts.get(name)
        if isinstance(listed, list):
            words[name] = _listed([str(item) for item in listed])
    if "near" in words:
        words["near"] = f"; did you mean `{facts['near']}`?" if facts["near"] else ""
    if "drawing" in words:
        words["drawing"] = f", as `{facts['drawing']}`" if facts["drawing"] else ""
    if "answer" in words:
        own = {"solution", "truth", "stub"}
        name = str(facts["answer"])
        words["answer"] = f"the {name}" if name in own else f"`{name}`"
    if "problem" in words:
        words["problem"] = PROBLEMS.get(str(facts["problem"]), facts["problem"])
    if facts.get("what") in WHAT:
        number = facts.get("got")
        words["what"] = agree(number if isinstance(number, int) else 2, WHAT[str(facts["what"])])
    if isinstance(got := facts.get("got"), int) and isinstance(least := facts.get("least"), int):
        words["missing"] = least - got
    return words


def _listed(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    if len(quoted) > 4:
        quoted = [*quoted[:3], f"{len(quoted) - 3} more"]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)

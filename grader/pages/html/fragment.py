"""One exercise inside a page of somebody else's: a notebook's output, nbgrader's feedback."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from grader.pages.exercise import advisory_text
from grader.pages.safe import made_safe
from grader.pages.visible import for_student

from .document import Anchors
from .exercise import article
from .markup import prose, tag, trusted

if TYPE_CHECKING:
    from grader.results import ExerciseResult, Results

# The class keeps the style in; the other keeps MathJax from typesetting what a student wrote.
CLASSES = "gradsteps tex2jax_ignore"
# What JupyterLab's own style does to lists, undone.
UNDONE = """
.facts.facts dt, .facts.facts dd { float: none; width: auto; margin: 0; }
.checks.checks.checks { padding: 0; }
"""


def fragment(result: ExerciseResult, results: Results) -> str:
    """One exercise of `results`, as far as a student may see it: one element, and no script."""
    shown = made_safe(for_student(results))
    name = made_safe(result.name)
    one = next(each for each in shown.exercises if each.name == name)
    why = advisory_text(shown)
    return tag(
        "div",
        trusted(f"<style>.gradsteps {{{_style()}{UNDONE}}}</style>\n"),
        tag("p", tag("b", "advisory: "), prose(why), class_="note") if why else None,
        article(one, shown, f"gradsteps-{name}", Anchors()),
        class_=CLASSES,
    )


@cache
def _style() -> str:
    """The style of the whole page, for what is inside one element of another."""
    text = (files(__package__) / "page.css").read_text(encoding="utf-8")
    return re.sub(r"^( *)(?::root|body) \{", r"\1& {", text, flags=re.MULTILINE)

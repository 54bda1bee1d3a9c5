"""Pages for students in Chinese: nothing untranslated, nothing stale, columns in line."""

from __future__ import annotations

import re
import string
from dataclasses import replace

import pytest

from grader.pages.html import report
from grader.pages.language import catalog, say, speaking, term
from grader.pages.layout import width
from grader.pages.sentences import sentence
from grader.pages.terminal import Style, exercise, overview, run
from grader.results.reasons import reason

from . import samples, test_cause_sentences, test_differences, test_finding_sentences
from . import test_sentences as sentences
from .extracting import templates
from .reading import assert_self_contained, assert_well_described, read

CHINESE = catalog("zh")
HAN = re.compile(r"[\u4e00-\u9fff]")
# What stays as it is: code, names, numbers and their units.
CODE = re.compile(r"`[^`]*`|[\w./]+\.(?:py|ipynb)\b|\b\d[\d.e+-]*\b")
KEPT = {
    "abs", "argmax", "argmin", "bank", "cpu", "cuda", "dtype", "eps", "exp", "gib", "inf", "kib",
    "logsumexp", "mib", "ms", "nan", "nvrtc", "softmax", "sqrt", "true", "utf", "warp",
}  # fmt: skip
ENGLISH = {
    "a", "and", "are", "as", "at", "by", "expected", "for", "found", "in", "is", "it", "not", "of",
    "on", "one", "or", "right", "than", "that", "the", "to", "was", "were", "which", "with",
}  # fmt: skip
SAID = [*sentences.SAID, *test_cause_sentences.SAID, *test_finding_sentences.SAID]


def names(template):
    """The names of a template's places, with their formats."""
    return {(name, form) for _, name, form, _ in string.Formatter().parse(template) if name}


def test_nothing_is_untranslated_or_stale():
    """The catalog has every text that pages for students may say, and no other."""
    assert set() == templates() - set(CHINESE)
    assert set() == set(CHINESE) - templates()


@pytest.mark.parametrize("english", sorted(CHINESE))
def test_translations_have_the_same_places(english):
    """A translation names no place that the English lacks, and loses none of its code."""
    chinese = CHINESE[english]

    assert names(chinese) <= names(english)
    assert len(names(english) - names(chinese)) <= ("{words}" in english)
    assert sorted(re.findall(r"`[^`]*`", english)) == sorted(re.findall(r"`[^`]*`", chinese))


@pytest.mark.parametrize(("kind", "facts"), [(kind, facts) for kind, facts, _ in SAID])
def test_sentences_are_chinese(kind, facts):
    """Of every kind of reason, the sentence is Chinese throughout, but for code and facts."""
    with speaking("zh"):
        said = sentence(reason(kind, **facts))
    given = " ".join(re.findall(r"[a-z]+", str(facts).lower()))
    words = set(re.findall(r"[a-z]+", CODE.sub("", said).lower()))

    assert HAN.search(said) or kind in {"expectation", "hidden"}
    assert set() == (words & ENGLISH) - set(given.split())
    assert set() == {w for w in words - KEPT - set(given.split()) if len(w) > 2}


@pytest.mark.parametrize(
    "difference", [difference for difference, _ in test_differences.DIFFERENCES]
)
def test_differences_are_chinese(difference):
    """So is every sentence about a result that differs."""
    with speaking("zh"):
        said = sentence(reason("differs"), difference).replace(difference.name, "")

    assert HAN.search(said)
    assert set() == ENGLISH & set(re.findall(r"[a-z]+", CODE.sub("", said).lower())) - {"of"}


@pytest.mark.parametrize("name", sorted(samples.ALL))
@pytest.mark.parametrize("columns", [60, 80])
def test_chinese_pages_fit(name, columns):
    """A character that is two columns wide counts as two: no line is wider than the page."""
    with speaking("zh"):
        pages = [
            run(samples.ALL[name], Style(width=columns), verbose=True),
            overview(samples.ALL[name], Style(width=columns)),
        ]

    assert [] == [line for page in pages for line in page.split("\n") if width(line) > columns]


@pytest.mark.parametrize("name", ["values", "mixed", "hidden_status"])
def test_chinese_pages_are_these(name, golden):
    """The page of a run in Chinese does not change by itself."""
    with speaking("zh"):
        golden(f"{name}_zh.txt", run(samples.ALL[name], Style()))


def test_the_report_is_chinese():
    """The HTML report says its language, and is as whole as in English."""
    with speaking("zh"):
        root = read(report(replace(samples.values, notes=(reason("duplicate", path="x.py"),))))

    assert_self_contained(root)
    assert_well_described(root)
    assert "zh" == root.all("html")[0].attributes["lang"]
    assert "99 个值中有 99 个不同" in root.text
    assert "原因：" in root.text


def test_columns_line_up_in_chinese():
    """Labels of other widths leave what follows them in one column."""
    with speaking("zh"):
        page = exercise(samples.values.exercises[0], samples.values, Style())
    labels = {"用例", "调用", "结果", "允许"}
    starts = set()
    for line in page.split("\n"):
        found = re.match(r"  (\S+)\s+", line)
        if found and found[1] in labels:
            starts.add(width(found.group()))

    assert {13} == starts


def test_english_is_what_stands_in_the_code():
    """Without a catalog, and for what it lacks, the English is given back."""
    assert ("a 1", "no such text") == (say("a {n}", n=1), term("no such text"))
    with speaking("zh"):
        assert "no such text" == term("no such text")
        assert "{n}" == say("{of}", of="{n}")
        with speaking("en"):
            assert "passed" == term("passed")
        assert "通过" == term("passed")

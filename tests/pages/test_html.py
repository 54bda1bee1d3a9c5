"""One student's report: complete, harmless, and readable by everyone."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import product

import pytest

from grader.pages.html import report
from grader.pages.html.markup import prose, separated, tag
from grader.results import Difference, Frame, Place
from grader.results.reasons import reason

from . import making, samples
from .reading import assert_self_contained, assert_well_described, read

NAMES = sorted(samples.ALL)


@pytest.mark.parametrize("name", NAMES)
def test_reports_are_whole_and_self_contained(name):
    """Every report parses, loads nothing, and each of its links leads somewhere in it."""
    root = read(report(samples.ALL[name]))

    assert_self_contained(root)
    assert_well_described(root)


def test_the_report_is_this_one(golden):
    """A report does not move by itself."""
    golden("values.html", report(samples.values))


def test_the_policy_names_the_style_sheet():
    """The browser is told the digest of the one style sheet, and nothing else is allowed."""
    root = read(report(samples.values))
    [style] = root.all("style")
    digest = b64encode(sha256("".join(style.parts).encode()).digest()).decode()
    [policy] = [e for e in root.all("meta") if e.attributes.get("http-equiv")]

    assert f"style-src 'sha256-{digest}'" in policy.attributes["content"]


def test_exercises_and_checks_have_links_of_their_own():
    """A teacher can point at an exercise or at one failing check."""
    root = read(report(samples.values))

    assert "softmax" in root.at("softmax").text
    assert "failed: matches the reference" in root.at("softmax.matches_the_reference").text
    assert "#softmax.matches_the_reference" in {a.attributes["href"] for a in root.all("a")}


def test_everything_the_terminal_says_is_there():
    """Numbers, allowed error, cause, command and output stand in the report."""
    text = read(report(samples.values)).at("softmax").text

    for said in (
        "4 of 8 public points", "case 1 of 40", "rows=3, cols=33, seed=0", "99 of 99 values differ",
        "1.9e-06 = 16 x eps(float32)", "(5, 35)1.04762", "... 93 more", "sum: 3.0",
        "cause: equals a known mistake: summed over axis 0 instead of the last axis",
        "grade run softmax --case matches_the_reference:1", "1 failed, 2 passed, 1 skipped",
    ):  # fmt: skip
        assert said in text


def test_markup_of_students_is_text():
    """Tags, entities and scripts in names, messages and output are shown, not obeyed."""
    attack = '<script>alert(1)</script><img src=x onerror="alert(2)">&lt;b&gt;" autofocus="'
    check = making.check(attack, "error", reason=reason("raised", type=attack, text=attack))
    results = making.results(
        replace(making.softmax(check, path=attack), name=attack, chapter=attack),
        submission=attack,
        title=attack,
        started=attack,
    )
    root = read(report(results))

    assert_self_contained(root)
    assert attack in root.all("h1")[0].text
    assert attack in root.all("main")[0].text


def test_controls_of_students_are_shown_as_escapes():
    """No control, bidirectional or invisible character reaches the page; long lines are cut."""
    page = report(samples.hostile)

    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufffe]", page) is None
    assert "\\u202eevil" in page
    assert "長" * 301 not in page


def test_names_that_clash_stay_apart():
    """Exercises of one name, and one named like a part of the page, still have ids of their own."""
    twice = [replace(samples.passing.exercises[0], name=n) for n in ("content", "a b", "a b")]
    root = read(report(making.results(*twice)))

    assert_self_contained(root)
    same = making.softmax(samples.VALUES, making.check(making.REFERENCE), samples.VALUES)
    assert_self_contained(read(report(making.results(same))))
    assert ["content-2", "a-b", "a-b-2"] == [a.attributes["id"] for a in root.all("article")]


@pytest.mark.parametrize("policy", ["status", "sentence", "after_due"])
def test_nothing_of_a_hidden_check_shows(policy):
    """Whatever the policy, no value, input, cause or command of a hidden check is in the file."""
    page = report(replace(samples.hidden_failing, hidden=policy))

    assert "secret" not in page.lower()
    # The chapter of the sample was due before it was graded.
    assert (policy != "status") == ("handles an empty axis" in page)


def test_advisory_and_incomplete_results_say_so():
    """What is no score says so at the top, and what is not complete too."""
    assert "not a score" in read(report(samples.advisory)).all("header")[0].text
    assert "incomplete" in read(report(samples.timeout)).all("header")[0].text
    assert "2 days late: 80 % of the points count" in read(report(samples.notebook)).text


def test_hints_of_a_course_file_are_there():
    """A file that could not be graded says why, shows its line and what to do."""
    text = read(report(samples.syntax)).at("softmax").text

    assert "'(' was never closed" in text
    assert "def softmax(x, axis=-1" in text
    assert "grade show softmax" in read(report(samples.misnamed)).at("softmax").text


def test_differing_axes_are_marked():
    """Between two shapes the axes that differ are marked, not all of them."""
    root = read(report(samples.shape))

    assert ["16", "8", "8", "16"] == [mark.text for mark in root.all("mark")]


def test_an_empty_run_has_a_report():
    """A run that reached nothing says so."""
    assert "Nothing was run." in read(report(making.results())).text


def _figures(shape, places, wrong=None):
    """The figures of a report on an array of that shape with these wrong places."""
    text = f"float32 {shape}"
    of = 1
    for size in shape:
        of *= size
    worst = tuple(Place(i, got, 0.5, abs(got - 0.5)) for i, got in places)
    difference = Difference(
        "values", "result", text, text, 1e-6, wrong=wrong or len(places), of=of, worst=worst
    )
    check = making.check("m", "fail", reason=reason("differs"), difference=difference)
    return read(report(making.results(making.softmax(check)))).all("figure")


def test_an_error_map_has_a_cell_where_the_result_differs():
    """A column of wrong values is a column of cells; larger errors have stronger colors."""
    places = [((i, 3), 0.5 + 2.0**-i) for i in range(8)]
    [figure] = _figures((8, 6), places)
    cells = [e.attributes for e in figure.all("rect") if e.attributes["class"] != "ground"]

    assert 8 == len(cells)
    assert {"66"} == {cell["x"] for cell in cells}
    assert ["level5", "level5", "level5", "level4", "level4"] == [c["class"] for c in cells[:5]]
    assert "0 to 7 (axis 0) downwards, 0 to 5 (axis 1) to the right" in figure.text
    assert "up to 1.0e+00" in figure.text


def test_large_results_are_drawn_small():
    """A result of a million values has at most 40 x 64 cells, and says what one stands for."""
    places = [((i, j), 1.0) for i, j in product(range(0, 1000, 100), range(0, 1000, 100))]
    [figure] = _figures((1000, 1000), places, wrong=1_000_000)

    assert 100 == len(figure.all("rect")) - 1
    assert "A cell stands for up to 25 x 16 values." in figure.text
    assert "Drawn are 100 values of the 1000000 that differ." in figure.text


def test_large_tables_are_drawn_whole():
    """Where the judge measured how much of each cell is wrong, all of it is drawn."""
    text = "float32 (256, 1000)"
    worst = (Place((0, 960), 0.0, 1.0, 1.0),)
    shares = ((0.0, 0.0, 0.05), (0.0, 0.0, 0.5), (0.0, 0.0, 1.0))
    extent = ((0, 255), (960, 999))
    difference = Difference(
        "values", "result", text, text, 1e-6, None, 10240, 256000, worst, extent, shares, (2, 9)
    )
    check = making.check("m", "fail", reason=reason("differs"), difference=difference)
    root = read(report(making.results(making.softmax(check))))
    [figure] = root.all("figure")
    cells = [e.attributes for e in figure.all("rect") if e.attributes["class"] != "ground"]

    assert ["level1", "level3", "level5"] == [cell["class"] for cell in cells]
    assert {"44"} == {cell["x"] for cell in cells}
    assert "rows 0-255, columns 960-999 of 256 x 1000" in figure.text
    assert "firststep 3 of 9 is the first that differs (index 2)" in root.at("softmax.m").text


def test_a_traceback_has_its_variables():
    """The line that raised shows what its variables were."""
    frame = Frame("softmax.py", 3, "softmax", "return x @ w", (("x", "float32 (3, 4)"),))
    check = making.check("m", "error", reason=reason("raised", type="E", text=""), frames=(frame,))
    text = read(report(making.results(making.softmax(check)))).at("softmax.m").text

    assert "softmax.py, line 3, in softmax return x @ w x float32 (3, 4)" in text


def test_leading_axes_are_flattened():
    """More than two axes are folded into rows."""
    [figure] = _figures((2, 3, 4), [((1, 2, 3), 1.0)])
    [cell] = [e.attributes for e in figure.all("rect") if e.attributes["class"] != "ground"]

    assert (str(3 * 22), str(5 * 22)) == (cell["x"], cell["y"])
    assert "(axes 0 to 1, flattened)" in figure.text


def test_a_single_axis_is_a_curve():
    """All values of one axis are joined by lines; some of them are points."""
    [whole] = _figures((9,), [((i,), 0.1 * i) for i in range(9)])
    [part] = _figures((900,), [((i,), 0.1 * i) for i in range(9)])

    assert (2, 18) == (len(whole.all("polyline")), len(whole.all("circle")))
    assert (0, 18) == (len(part.all("polyline")), len(part.all("circle")))


@pytest.mark.parametrize(
    ("shape", "places"),
    [((2, 2), [((0, 0), 1.0)]), ((3, 3), [((3, 0), 1.0)]), ((9,), [((0,), 1.0)])],
)
def test_no_figure_where_the_table_says_all(shape, places):
    """A few values, or places that are none of the result's, make no figure."""
    assert [] == _figures(shape, places)


@pytest.mark.parametrize("got", [float("nan"), float("inf"), -1e308, "nan"])
def test_values_that_cannot_be_drawn_do_no_harm(got):
    """A value beyond every scale leaves the rest of the curve drawn."""
    worst = (Place((0,), got, 0.0, float("inf")), *(Place((i,), i, 0, i) for i in range(1, 9)))
    difference = Difference("values", "result", "int64 (9,)", "int64 (9,)", 0, None, 9, 9, worst)
    check = making.check("m", "fail", reason=reason("differs"), difference=difference)
    root = read(report(making.results(making.softmax(check))))

    assert 1 == len(root.all("figure"))


def test_tags_escape_whatever_is_not_markup():
    """Strings are escaped in text and attributes, once; elements are kept."""
    assert '<p title="&quot;&lt;">&lt;b&gt;<b>x</b></p>\n' == tag(
        "p", "<b>", tag("b", "x"), None, title='"<', id=None, hidden=False
    )
    assert "a <code>b &amp;</code> c" == prose("a `b &` c")
    assert "a, b, a" == separated(["a", "", "b", None, "a"], ", ")


def _luminance(color):
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colors_contrast_in_light_and_dark():
    """Text has a contrast of 4.5 on either ground, what is drawn 3 (WCAG 1.4.3 and 1.4.11)."""
    sheet = "".join(read(report(samples.values)).all("style")[0].parts)
    light, dark = (
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", part)) for part in sheet.split("@media")[:2]
    )

    for colors in (light, dark):
        for ground in ("ground", "raised"):
            for text in ("text", "quiet", "link", "good", "bad", "open"):
                assert _contrast(colors[text], colors[ground]) >= 4.5, (text, ground)
            for level in range(1, 6):
                assert _contrast(colors[f"level{level}"], colors[ground]) >= 3, (level, ground)

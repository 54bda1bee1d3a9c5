"""An audit of real exercises: what is killed, what survives, what a claim is worth."""

import pytest

from grader.authoring.audit import equivalence

REBOUND = "counter.py:19:9:in-place>rebound"  # no check looks whether the array stays the same
FORGOTTEN = "double.py:7:16:2>3"


def kinds(found):
    """The kinds of an audit's faults."""
    return [fault["kind"] for fault in found["faults"]]


def test_good_checks_kill_every_mutant(audited):
    """The tiny course's first exercise has nothing to hide."""
    found = audited("double")

    assert (found["killed"], found["survivors"], found["faults"]) == (found["mutants"], [], [])
    assert found["score_public"] == found["score"] == 1.0


def test_a_deleted_check_makes_the_audit_fall(audited, edit, root):
    """Without the checks that use `times` its mutants survive, as diffs, and the audit fails."""
    edit("exercises/basics/test_double.py", "x, times=times), reference(x, times=times)",
         "x), reference(x)")  # fmt: skip
    path = root / "solutions/basics/test_double.py"
    text = path.read_text(encoding="utf-8").replace("double(x, times), reference(x, times)",
                                                    "double(x), reference(x)")  # fmt: skip
    path.write_text(text, encoding="utf-8")
    found = audited("double")
    ids = [mutant["id"] for mutant in found["survivors"]]

    assert ids == ["double.py:7:17:pow-left-only", "double.py:7:17:pow>mult"]
    assert "+    return x * 2\n" in found["survivors"][0]["diff"] + "\n"
    assert kinds(found) == ["low_score"]


def test_what_only_a_hidden_check_notices_counts_apart(audited, edit):
    """Public checks without `times` leave its mutants to the hidden check."""
    edit("exercises/basics/test_double.py", "x, times=times), reference(x, times=times)",
         "x), reference(x)")  # fmt: skip
    found = audited("double")

    assert found["killed"] - found["killed_public"] == 2
    assert {mutant["phase"] for mutant in found["hidden_only"]} == {"hidden"}
    assert found["score"] == 1.0


def test_a_lookup_that_only_secret_cases_notice_is_not_public(audited, edit):
    """A mutant that is wrong only where the secret draws is killed, but not by public checks."""
    solution = "solutions/basics/double.py"
    edit(solution, "    return x * 2**times\n", "    y = x * 2**times\n    if y.size == 1000 > 5:\n"
         "        y = x * 2.0**times\n    return y\n")  # fmt: skip
    found = audited("double")
    hidden = {mutant["id"].rpartition(":")[2] for mutant in found["hidden_only"]}

    assert "2.0>4.0" in hidden


def test_an_endless_loop_counts_as_killed_and_apart(audited, edit):
    """A mutant that never comes back costs five times the reference's time, not the limit."""
    edit("solutions/basics/total.py", "    return -negate(sum(f(x) for x in xs))\n",
         "    i = s = 0\n    while i < len(xs):\n        s = s + f(xs[i])\n        i += 1\n"
         "    return -negate(s)\n")  # fmt: skip
    found = audited("total")

    assert found["timeouts"] >= 1
    assert found["killed"] == found["mutants"] - len(found["survivors"])


def test_a_true_claim_is_proven_and_leaves_the_score(audited, claim):
    """Identical on 10,000 answers and given a reason, a mutant counts neither way."""
    claim("counter", REBOUND)
    found = audited("counter", answers=equivalence.ENOUGH)

    assert [p["id"] for p in found["proven"]] == [REBOUND]
    assert found["proven"][0]["answers"] >= 10_000
    assert found["equivalent"] == 1
    assert found["score"] == pytest.approx(found["killed"] / (found["mutants"] - 1), abs=1e-4)


def test_an_unclaimed_mutant_without_difference_is_only_suggested(audited):
    """Nobody gave a reason: it stays a survivor, marked as the same so far."""
    found = audited("counter")

    assert REBOUND in [mutant["id"] for mutant in found["survivors"] if mutant["same"]]
    assert found["equivalent"] == 0
    assert "low_score" in kinds(found)


def test_a_claim_about_a_killed_mutant_is_refused(audited, claim):
    """What a check notices is not equivalent, whatever its author says."""
    claim("double", FORGOTTEN)
    found = audited("double")

    assert kinds(found) == ["killed_claim"]
    assert found["faults"][0]["check"] == "matches_the_reference"
    assert found["equivalent"] == 0


def test_a_wrong_claim_no_check_contradicts_is_refused(audited, claim, edit):
    """A difference far below the tolerance is one: the mutant answers otherwise."""
    edit("solutions/basics/double.py", "x * 2**times", "x * 2**times * (1 + 1e-15)")
    claim("double", "double.py:7:32:1e-15>0.0")
    found = audited("double")

    assert kinds(found)[0] == "disproved_claim"
    assert found["faults"][0]["check"] == "matches_the_reference"


def test_too_few_answers_prove_nothing(audited, claim, root):
    """Checks without anything drawn give the same few answers again and again."""
    for folder in ("exercises", "solutions"):
        path = root / folder / "basics" / "test_total.py"
        path.write_text(
            f'"""T."""\nfrom grader import check, near\n\n\n@check\ndef {folder}_check(total):\n'
            '    """is 0"""\n    near(total(lambda x: x, [0.0]), 0.0)\n'
        )
    claim("total", "total.py:9:12:doubled")
    found = audited("total")

    assert "unproven_claim" in kinds(found)
    assert found["equivalent"] == 0


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ('[double]\n"double.py:7:99:2>3" = "r"\n', "stale_claim"),
        ('[double]\n"double.py:7:16:2>3" = " "\n', "no_reason"),
        ('[dubble]\n"double.py:7:16:2>3" = "r"\n', "bad_claims"),
        ("double = 3\n", "bad_claims"),
        ("[double\n", "bad_claims"),
    ],
)
def test_a_claim_that_is_about_nothing_is_a_fault(audited, root, written, kind):
    """A stale id, an empty reason, a table for no exercise, a file that does not parse."""
    (root / "solutions/basics/equivalents.toml").write_text(written, encoding="utf-8")

    assert kinds(audited("double")) == [kind]


def test_a_stale_claim_names_the_mutant_it_may_be_now(audited, claim):
    """Lines move when a docstring grows; the change stays the same."""
    claim("double", "double.py:6:16:2>3")

    assert audited("double")["faults"][0]["near"] == FORGOTTEN

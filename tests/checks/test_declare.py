"""`@check`, `@cases`, `@given`, `@mistake`, `@variant`."""

import pytest

from grader.checks import cases, check, floats, given, integers, mistake, sampled_from, variant
from grader.checks.errors import CheckError
from grader.checks.inputs import generator, public_cases, read_examples, secret_cases

GOLDEN = [529, 922, 23, 801]


@check(points=2)
@cases(rows=[3, 1], cols=[2, 1], seed=range(2))
def matches(f, rows, cols, rng):
    """matches the reference"""


@check(after=matches)
@given(n=integers(1, 8), shift=floats(-1, 1), flag=sampled_from(["a", "b"]))
def shifts(f, n, shift, flag):
    """is shift invariant"""


def test_a_check_knows_its_sentence_weight_and_parameters():
    """The docstring is the sentence; `after` holds names."""
    assert matches.says == "matches the reference"
    assert matches.points == 2
    assert shifts.after == ("matches",)
    assert matches.draws
    assert shifts.draws


def test_cases_run_smallest_first():
    """The product is sorted by size; a seed does not count as one."""
    assert [case.label for case in matches.cases][:3] == [
        "rows=1, cols=1, seed=0",
        "rows=1, cols=1, seed=1",
        "rows=1, cols=2, seed=0",
    ]
    assert len(matches.cases) == 8


def test_another_key_gives_other_numbers_and_the_same_key_the_same():
    """A case's generator depends on key, exercise, check and case."""
    case, other = matches.cases[:2]

    def numbers(key, exercise, case):
        return generator(key, exercise, matches, case).normal(size=4).tolist()

    assert numbers(b"k", "e", case) == numbers(b"k", "e", case)
    drawn = {tuple(numbers(*x)) for x in [(b"k", "e", case), (b"l", "e", case), (b"k", "d", case)]}
    drawn.add(tuple(numbers(b"k", "e", other)))
    assert len(drawn) == 4


def test_generators_are_the_same_on_every_machine():
    """The public stream is pinned by golden values."""
    rng = generator(b"public", "softmax", matches, matches.cases[0])

    assert rng.integers(0, 1000, size=4).tolist() == GOLDEN


def test_secret_cases_are_drawn_within_the_declared_dimensions():
    """Same dimensions, other values, reproducible from the key."""
    drawn = secret_cases(shifts, b"secret")

    assert drawn == secret_cases(shifts, b"secret")
    assert drawn != secret_cases(shifts, b"another")
    assert all(1 <= case.inputs["n"] <= 8 for case in drawn)
    assert {"a", "b"} == {case.inputs["flag"] for case in drawn}


def test_given_without_frozen_examples_names_the_command(tmp_path):
    """Public examples are frozen; where they are missing, the sentence says how to make them."""
    with pytest.raises(CheckError, match="grade dev sync"):
        public_cases(shifts, read_examples(tmp_path / "examples.json", "softmax"))


def test_frozen_examples_are_read(tmp_path):
    """examples.json holds cases by exercise and check."""
    path = tmp_path / "examples.json"
    path.write_text('{"softmax": {"shifts": [{"n": 1, "shift": 0.0, "flag": "a"}]}}')

    assert [case.label for case in public_cases(shifts, read_examples(path, "softmax"))] == [
        "n=1, shift=0.0, flag='a'"
    ]


def _faulty_parameters():
    @check
    def lonely():
        """takes nothing"""


def _faulty_sentence():
    @check
    def silent(f): ...


def _faulty_dimension():
    @check
    def surprised(f, rows):
        """takes what nobody gives"""


def _faulty_weight():
    @check(points=0)
    def worthless(f):
        """is worth nothing"""


def _faulty_both():
    @check
    @cases(n=[1])
    @given(m=integers(1, 2))
    def torn(f, n, m):
        """has both"""


@pytest.mark.parametrize(
    ("declare", "says"),
    [
        (_faulty_parameters, "first parameter is the entry"),
        (_faulty_sentence, "no docstring"),
        (_faulty_dimension, "takes rows, which no @cases"),
        (_faulty_weight, "a weight is above 0"),
        (_faulty_both, "both @cases and @given"),
    ],
)
def test_a_faulty_declaration_is_refused(declare, says):
    """What an author got wrong is said when the file is read."""
    with pytest.raises(CheckError, match=says):
        declare()


def test_mistakes_and_variants_come_as_code_or_as_edits():
    """Both forms carry a sentence; a mistake names the checks it must fail."""

    @mistake(fails=[matches, "shifts"])
    def wrong(x):
        """doubles"""

    @variant
    def loops(x):
        """in loops"""

    edited = mistake("drops the max", fails="matches", replace=("a", "b"))
    twice = variant("other names", replace=[("a", "b"), ("c", "d")])

    assert (wrong.fails, wrong.says) == (("matches", "shifts"), "doubles")
    assert loops.says == "in loops"
    assert edited.replace == (("a", "b"),)
    assert twice.replace == (("a", "b"), ("c", "d"))
    with pytest.raises(CheckError, match="needs its sentence"):
        mistake(fails="matches", replace=("a", "b"))

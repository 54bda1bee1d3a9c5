"""Every kind of fault, planted into the tiny course, is found and said with its fix."""

import pytest

DOUBLE = "solutions/basics/test_double.py"
PUBLIC = "exercises/basics/test_double.py"
SOLUTION = "solutions/basics/double.py"
RIGHT = "x * 2**times"

# what is planted -> (file, text there, text instead), the beginning of the sentence
PROVEN = {
    "a broken solution": (
        [(SOLUTION, f"return {RIGHT}", "return x * 3**times")],
        "double: the solution does not pass `doubles_one_and_two`",
    ),
    "a solution that agrees only with itself": (
        [(SOLUTION, f"return {RIGHT}", f"return {RIGHT} + (abs(x) > 2) * x.dtype.type(0.001)")],
        "double: the solution and `truth` disagree at `works_on_long_arrays` (n=1000): result at [",
    ),
    "a solved stub": (
        [("exercises/basics/double.py", 'raise NotImplementedError("double")', f"return {RIGHT}")],
        ("double: the stub already passes `matches_the_reference`, `doubles_many_times`, "
        "`leaves_its_input_unchanged` and `doubles_one_and_two`"),
    ),
    "a mistake that passes": (
        [(DOUBLE, 'replace=("2**times", "2")', 'replace=(" * 2**times", " * (2**times)")')],
        "double: mistake `once` passes `doubles_many_times`; choose inputs on which it differs",
    ),
    "a mistake caught by another check": (
        [(DOUBLE, '["matches_the_reference", "works_on_long_arrays"]', '"matches_the_reference"')],
        ("double: mistake `triple` is to fail `matches_the_reference` and ends as fail at "
        "`works_on_long_arrays` (n=7): result at ["),
    ),
    "a mistake that names a check skipped after another": (
        [(DOUBLE, '"works_on_long_arrays"]', '"works_on_long_arrays", "doubles_one_and_two"]')],
        ("double: mistake `triple` names `doubles_one_and_two`, which is skipped after "
        "`matches_the_reference`"),
    ),
    "a mistake that names no check": (
        [(DOUBLE, 'fails="doubles_many_times"', 'fails="doubles_many_time"')],
        ("double: mistake `once` names no check: `doubles_many_time`; did you mean "
        "`doubles_many_times`?"),
    ),
    "a rejected variant": (
        [(DOUBLE, "out[i] = item * 2**times", "out[i] = item * 2**times + 1e-3")],
        ("double: `loops` is right and ends as fail at `matches_the_reference` (n=1, seed=0): "
        "result at [0] is"),
    ),
    "a variant that uses what is forbidden": (
        [(DOUBLE, "out[i] = item * 2**times", "out[i] = np.add(0.0, item * 2**times)")],
        "double: `loops` uses `numpy.add`, which the exercise forbids",
    ),
    "an edit of text the solution no longer has": (
        [(SOLUTION, f"return {RIGHT}", "return 2**times * x")],
        "double: `by_adding` cannot be made: `by_adding`: 'x * 2**times' stands 0 times",
    ),
    "a tolerance too tight": (
        [(DOUBLE, "out[i] = item * 2**times", "out[i] = item * (2 + 8e-16) ** times")],
        "double: tolerance too tight at `",
    ),
    "a tolerance too loose": (
        [(DOUBLE, "return x * 3**times", f"return {RIGHT} * (1 + 1e-14)"),
         (DOUBLE, '["matches_the_reference", "works_on_long_arrays"]', '"matches_the_reference"')],
        "double: tolerance too loose at `matches_the_reference` (",
    ),
    "a mistake on the edge of another check": (
        [(DOUBLE, "    x *= 2**times\n", "    x *= 2**times * (1 + 1e-15)\n")],
        "double: mistake `in_place` passes `",
    ),
    "checks that accept zeros": (
        [(PUBLIC, "    near(double(x), reference(x))\n", "    assert double(x).shape == x.shape\n"),
         (PUBLIC, "near(double(x, times=times), reference(x, times=times))", "double(x)"),
         (PUBLIC, "near(double(np.array([1.0, 2.0])), np.array([2.0, 4.0]))", "double(np.ones(2))"),
         (DOUBLE, "    near(double(x), reference(x))\n", "    double(x)\n"),
         (DOUBLE, "    near(double(x, times), reference(x, times))\n", "    double(x)\n")],
        "double: a wrong answer passes: zeros; add a check that compares values",
    ),
    "a check a lookup table passes": (
        [(PUBLIC, "@check(points=1, after=matches_the_reference)\n@given", "@check\n@given"),
         (PUBLIC, "    x = rng.normal(size=3)\n", "    x = np.arange(3.0)\n")],
        "double: a lookup table of the public cases passes `doubles_many_times` on secret ones too",
    ),
    "sealed data of more than a release takes": (
        [(PUBLIC, "@cases(n=[1, 2, 5], seed=range(2))", "@cases(n=[1, 50000])")],
        "double: sealed data of",
    ),
    "a check that does not load": (
        [(PUBLIC, "@check(points=2)", "@check(points=0)")],
        ("double: {root}/exercises/basics/test_double.py: check `matches_the_reference` has "
        "points=0; a weight is above 0"),
    ),
    "a solution that is no Python": ([(SOLUTION, "def double", "def double(")],
        "double: the solution does not load: SyntaxError: invalid syntax",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", PROVEN)
def test_a_planted_fault_is_found(tiny, fault):
    """What only running the exercise tells."""
    edits, says = PROVEN[fault]
    says = says.replace("{root}", str(tiny.root))
    for path, old, new in edits:
        tiny.edit(path, old, new)

    assert [said for said in tiny.proven("double") if said.startswith(says)], tiny.proven("double")


@pytest.mark.parametrize("name", ["double", "counter", "total"])
def test_the_tiny_course_is_sound(tiny, name):
    """Without a planted fault nothing is said: functions, classes, drivers, callbacks."""
    assert [] == tiny.proven(name)


HINT = '    "Return x times 2 to the power of times.",\n'
WRITTEN = {
    "a drifted stub": (
        ("exercises/basics/double.py", '"""Twice an array."""', '"""Twice any array."""'),
        "double: exercises/basics/double.py is not what its sources say; `grade dev sync`",
    ),
    "drifted examples": (
        ("exercises/basics/examples.json", '"times": 0', '"often": 0'),
        "double: exercises/basics/examples.json is not what its sources say",
    ),
    "a marker without its pair": (
        (SOLUTION, "    ### END SOLUTION\n", ""),
        "double: solutions/basics/double.py: line 6: ### BEGIN SOLUTION without ### END SOLUTION",
    ),
    "a missing hint": (
        ("exercises/basics/hints.toml", HINT, ""),
        "double: 2 hints in hints.toml, not 3",
    ),
    "a missing Chinese sentence": (
        ("exercises/basics/zh.toml", 'doubles_one_and_two = "1 和 2 变成 2 和 4"\n', ""),
        "double: exercises/basics/zh.toml has no Chinese for `checks.doubles_one_and_two`",
    ),
    "a missing Chinese sentence of a hidden check": (
        ("solutions/basics/zh.toml", 'doubles_five_times = "翻倍五次"\n', ""),
        "double: solutions/basics/zh.toml has no Chinese for `checks.doubles_five_times`",
    ),
    "a Chinese entry left over": (
        ("exercises/basics/zh.toml", 'triple = "', 'quadruple = "四倍"\ntriple = "'),
        "double: exercises/basics/zh.toml: `mistakes.quadruple` translates nothing",
    ),
    "a Chinese entry older than its English": (
        (PUBLIC, '"""gives 2 and 4 for 1 and 2"""', '"""gives 2 and 4 for one and two"""'),
        "double: exercises/basics/zh.toml: the English of `checks.doubles_one_and_two` has changed",
    ),
    "a Chinese entry nobody compared": (
        ("exercises/basics/zh.toml", '"checks.doubles_one_and_two" = ', '"checks.other" = '),
        ("double: exercises/basics/zh.toml does not say which English `checks.doubles_one_and_two` "
        "translate; read both and run `grade dev sync --translated double`"),
    ),
    "an unknown row": (
        ("course.toml", 'given = "operator:neg"', 'covers = ["000:ch02"]\ngiven = "operator:neg"'),
        "double: `covers` names no row of docs/coverage.csv: 000:ch02; did you mean `000:ch01`?",
    ),
    "too few checks": (
        (PUBLIC, "@check(points=1)\n@cases(n=[2])\ndef", "def"),
        "double: 3 public checks, at least 4; write 1 more",
    ),
    "too few variants": (
        (DOUBLE, "@variant\ndef loops", "def loops"),
        "double: 1 variant, at least 2",
    ),
    "no truth": ((DOUBLE, "def truth(", "def honest("), "double: no `truth` in solutions/"),
    "a check whose answers can be looked up": (
        (PUBLIC, "@check(points=1, after=matches_the_reference)\ndef", "@check(points=1)\ndef"),
        ("double: `doubles_one_and_two` draws nothing, so its answers can be looked up; put it "
        "`after` a check that draws, as `matches_the_reference`"),
    ),
    "a sentence with a full stop": (
        (PUBLIC, '"""matches the reference"""', '"""matches the reference."""'),
        "double: the sentence of check `matches_the_reference` ends with a full stop",
    ),
    "a mistake named in capitals": (
        (DOUBLE, "def triple(", "def Triple("),
        "double: mistake `Triple` is not in lower_case_words",
    ),
    "a place left to fill in": (
        (DOUBLE, '"""Twice an array: hidden', '"""TODO: hidden'),
        'double: solutions/basics/test_double.py still says: """TODO: hidden',
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", WRITTEN)
def test_a_written_fault_is_found(tiny, fault):
    """What reading the files tells."""
    tiny.add("docs/coverage.csv", "row,title,title_zh,gradable\n000:ch01,Words,词,yes\n")
    (path, old, new), says = WRITTEN[fault]
    tiny.edit(path, old, new)

    assert [said for said in tiny.written("double") if said.startswith(says)], tiny.written(
        "double"
    )


def test_a_stub_without_its_statement_is_found(tiny):
    """The entry's docstring is the whole contract."""
    for path in ("exercises/basics/double.py", SOLUTION):
        statement = '"""Return x doubled `times` times: x * 2 ** times, same shape and dtype, '
        tiny.edit(path, f'    {statement}x unchanged."""\n', "")

    assert "double: exercises/basics/double.py has no docstring (entry); say" in "\n".join(
        tiny.written("double")
    )


def test_a_slow_solution_is_found(tiny):
    """It takes at most a fifth of a check's CPU limit."""
    from grader.authoring.proof import solution_faults
    from grader.authoring.subject import Subject
    from grader.course import load
    from grader.run import Grader
    from grader.run.secret import chosen

    from .conftest import sentences

    busy = "    import time\n    end = time.process_time() + 0.06\n"
    busy += "    while time.process_time() < end: pass\n"
    tiny.edit(SOLUTION, "    ### BEGIN SOLUTION\n", "    ### BEGIN SOLUTION\n" + busy)
    with Grader(load(tiny.root), secret=chosen(0)) as grader:
        subject = Subject(grader, tiny.exercise("double"))
        said = sentences(solution_faults(subject, chosen(0).key))

    assert "double: the solution takes over 0.2 s of CPU time, 1/5 of the limit" in "\n".join(said)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("exercises/basics/notes.txt", "basics: exercises/basics/notes.txt belongs to no exercise"),
        ("solutions/basics/old.py", "basics: solutions/basics/old.py belongs to no exercise"),
        ("solutions/drafts/x.py", "course: solutions/drafts belongs to no exercise"),
    ],
)
def test_a_stray_file_is_found(tiny, path, says):
    """Whatever no exercise of course.toml owns."""
    assert [] == tiny.around()
    tiny.add(path, "x\n")

    assert tiny.around()[0].startswith(says)


def test_a_picture_belongs_to_the_chapter_that_shows_it(tiny):
    """An SVG is stray until both READMEs of its chapter show it."""
    tiny.add("exercises/basics/plot.svg", "<svg/>\n")
    for name in ("README.md", "README.zh.md"):
        assert tiny.around()[0].startswith("basics: exercises/basics/plot.svg belongs to no")
        page = tiny.root / "exercises/basics" / name
        page.write_text(page.read_text() + "\n![a plot](plot.svg)\n")

    assert [] == tiny.around()


def test_a_chapter_without_its_chinese_introduction_is_found(tiny):
    """Both READMEs are there and say something."""
    (tiny.root / "exercises/basics/README.zh.md").write_text("\n")

    assert [("basics: exercises/basics/README.zh.md is missing or empty; write the chapter's "
            "introduction")] == tiny.around()  # fmt: skip

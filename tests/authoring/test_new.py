"""`grade dev new`, `sync`, `coverage` and `check` as an author types them."""

import json

import pytest

from grader.authoring.new import New, NewError, create
from grader.course import CourseError, load


def test_a_new_exercise_loads_and_its_stub_is_todo(tiny, grade):
    """What is left to fill in is said file by file."""
    status, out, err = grade("dev", "new", "cube", "--chapter", "basics", "--entry", "cube")
    assert (0, "") == (status, err)
    assert "wrote course.toml" in out

    said = "\n".join(tiny.proven("cube"))
    assert "cube: 1 public check, at least 4; write 3 more" in said
    assert "cube: no `truth` in solutions/" in said
    assert "cube: solutions/basics/cube.py still says" in said
    assert "cube: exercises/basics/hints.toml still says: TODO: the idea" in said
    assert "the solution" not in said


@pytest.mark.parametrize(("entry", "backend"), [("Cube", "numpy"), ("cube", "torch")])
def test_every_template_runs(tiny, entry, backend):
    """A class; a function of tensors."""
    if backend == "torch":
        pytest.importorskip("torch")
    create(load(tiny.root), New("cube", "basics", entry, backend))
    graded = [
        said for said in tiny.proven("cube")
        if "solution does" in said or "load" in said or "stub" in said
    ]  # fmt: skip

    assert [] == graded


def test_comments_of_course_toml_stay(tiny):
    """The entry goes to its chapter's end; a comment above the next chapter stays there."""
    tiny.add(
        "course.toml",
        '\n# the second chapter\n[[chapter]]\nid = "more"\ntitle = "More"\ntitle_zh = "更多"\n'
        '[[chapter.exercise]]\nid = "x"\nentry = "x"\npoints = 1\nbackend = "numpy"\n',
    )
    before = (tiny.root / "course.toml").read_text(encoding="utf-8")
    create(load(tiny.root), New("cube", "basics", "cube"))
    after = (tiny.root / "course.toml").read_text(encoding="utf-8")

    assert ["double", "counter", "total", "cube", "x"] == [
        exercise.id for exercise in load(tiny.root).exercises
    ]
    start = after.index('[[chapter.exercise]]\nid = "cube"')
    end = after.index("# the second chapter")
    assert before == after[:start] + after[end:]


def test_a_new_chapter_is_made_with_its_titles(tiny):
    """Its READMEs too, to be written."""
    create(load(tiny.root), New("cube", "powers", "cube", titles=("Powers", "幂")))

    assert "powers" == load(tiny.root).chapters[-1].id
    assert (tiny.root / "exercises/powers/README.zh.md").read_text(encoding="utf-8")[:3] == "# 幂"


@pytest.mark.parametrize(
    ("new", "says"),
    [
        (New("double", "basics", "f"), "`double` exists already"),
        (New("basics", "basics", "f"), "`basics` exists already"),
        (New("cube", "power", "f"), "no chapter `power`"),
    ],
)
def test_a_name_that_is_taken_is_refused(tiny, new, says):
    """Nothing is written."""
    before = (tiny.root / "course.toml").read_text(encoding="utf-8")
    with pytest.raises(NewError, match=says):
        create(load(tiny.root), new)

    assert before == (tiny.root / "course.toml").read_text(encoding="utf-8")


def test_a_name_course_toml_does_not_take_is_refused(tiny):
    """The entry is read before anything is written."""
    with pytest.raises(CourseError):
        create(load(tiny.root), New("Cube Root", "basics", "cube"))

    assert not (tiny.root / "exercises/basics/Cube Root.py").exists()


def test_a_file_in_the_way_is_refused(tiny):
    """An author's file is never overwritten."""
    tiny.add("solutions/basics/cube.py", "mine\n")
    with pytest.raises(NewError, match=r"solutions/basics/cube\.py exists already"):
        create(load(tiny.root), New("cube", "basics", "cube"))


def test_sync_writes_what_drifted_and_says_what_cannot_be_made(tiny, grade):
    """Everything else is left alone; a broken solution is named with its line."""
    tiny.add("exercises/basics/double.py", "# drift\n")
    assert (0, "wrote exercises/basics/double.py\n", "") == grade("dev", "sync")
    assert (0, "everything is up to date\n", "") == grade("dev", "sync")

    tiny.edit("solutions/basics/double.py", "    ### BEGIN SOLUTION\n", "")
    status, _, err = grade("dev", "sync")
    assert 3 == status
    assert "error: solutions/basics/double.py: line 7: ### END SOLUTION without" in err


def test_sync_of_one_exercise_leaves_what_another_lacks_alone(tiny, grade):
    """Two authors work in one tree: what one has broken does not stop the other."""
    tiny.add("exercises/basics/double.py", "# drift\n")
    before = (tiny.root / "exercises/basics/counter.py").read_text(encoding="utf-8")
    tiny.add("exercises/basics/counter.py", "# mine, for now\n")
    tiny.add("solutions/basics/counter.py", "    ### BEGIN SOLUTION\n")
    assert (0, "wrote exercises/basics/double.py\n", "") == grade("dev", "sync", "double")
    after = (tiny.root / "exercises/basics/counter.py").read_text(encoding="utf-8")
    assert before + "# mine, for now\n" == after
    assert 3 == grade("dev", "sync")[0]


def test_sync_marks_chinese_as_read_on_request_only(tiny, grade):
    """The English changes, an author reads both, the entry is current again."""
    path = "exercises/basics/test_double.py"
    tiny.edit(path, '"""matches the reference"""', '"""agrees with the reference"""')
    grade("dev", "sync")
    assert "the English of `checks.matches_the_reference` has changed" in tiny.written("double")[0]

    assert 0 == grade("dev", "sync", "--translated", "double")[0]
    assert [] == tiny.written("double")
    assert [] == tiny.written("counter")


def test_dev_check_passes_remembers_and_tells(tiny, grade):
    """One calm page, from memory the second time; a fault is exit 3 with its fix, in JSON too."""
    tiny.add("docs/coverage.csv", "row,title,title_zh,gradable\n000:ch01,Words,词,yes\n")
    tiny.add("docs/coverage.csv", "000:ch02,Sums,和,yes\n000:ch03,Talk,说,prose\n")
    covers = 'covers = ["000:ch01"]\ngiven = "operator:neg"'
    tiny.edit("course.toml", 'given = "operator:neg"', covers)
    status, out, err = grade("dev", "check", "--jobs", "2")
    assert (0, "") == (status, err), out
    assert "3 exercises, no fault: 9 mistakes, 6 variants" in out
    assert "right by chance: the transpose" in out
    assert all(len(line) <= 80 for line in out.splitlines())

    document = json.loads(grade("dev", "check", "--json", "-")[1])
    assert [True, True, True] == [exercise["cached"] for exercise in document["exercises"]]

    status, out, _ = grade("dev", "coverage")
    assert "000:ch01  Words" in out
    assert out.splitlines()[-1] == "1 of 2 gradable rows covered, 1 not gradable"

    tiny.edit("exercises/basics/hints.toml", '    "Return x times', '    # "Return x times')
    status, out, _ = grade("dev", "check")
    assert 3 == status
    assert "fail: double: 2 hints in hints.toml, not 3" in out
    document = json.loads(grade("dev", "check", "--json", "-")[1])
    assert [False, True, True] == [exercise["sound"] for exercise in document["exercises"]]
    assert "hints" == document["exercises"][0]["faults"][0]["kind"]
    rows = json.loads(grade("dev", "coverage", "--json", "-")[1])
    assert (0, 2, 1) == (rows["covered"], rows["uncovered"], rows["not_gradable"])
    assert ["double"] == rows["rows"][0]["faulty"]

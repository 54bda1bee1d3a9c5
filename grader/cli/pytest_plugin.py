"""`pytest exercises/attention`: checks as tests, in a terminal or an editor's test panel.

The plugin owns the collection of a course's files in a working copy: neither a student's file nor
a check file is imported here, `sys.path` stays as it is, and an exercise is graded by workers like
everywhere else. A test is a public check, `exercises/attention/softmax.py::name_of_the_check`.
What pytest reports is never a score.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from grader.course import Course, Exercise
    from grader.results import CheckResult, ExerciseResult, Results
    from grader.run.public import PublicGrader

SUFFIXES = (".py", ".ipynb")


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Collect a course's files as exercises, whatever else would have collected them."""
    others = yield
    exercise = _exercise(file_path, parent.config)
    if exercise is None:
        return others
    if file_path.stem != exercise.id and not _asked_for(file_path, parent.config):
        return []  # its checks are those of the file beside it
    return [ExerciseFile.from_parent(parent, path=file_path, exercise=exercise)]


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the workers."""
    grader = config.stash.get(_GRADER, None)
    if grader is not None:
        grader.close()


class ExerciseFile(pytest.File):
    """The file of one exercise in a working copy."""

    def __init__(self, exercise: Exercise, **around: Any) -> None:
        super().__init__(**around)
        self.exercise = exercise
        self._results: Results | None = None

    def collect(self) -> Iterator[PublicCheck]:
        """Yield the public checks in their order."""
        from grader.run.broken import CourseFault

        try:
            suite = _grader(self.config).suite(self.exercise)
        except CourseFault as fault:
            raise self.CollectError(f"the course is broken: {fault.problem}") from None
        for check in suite.public.checks:
            yield PublicCheck.from_parent(self, name=check.name, says=check.says)

    def results(self) -> tuple[Results, ExerciseResult]:
        """Grade the exercise, once for all its checks."""
        from grader.submissions import open_submission

        from .grading import in_language
        from .terminal import spoken_language

        if self._results is None:
            grader = _grader(self.config)
            submission = open_submission(_root(self.path), grader.course)
            results = grader.grade(submission, [self.exercise])
            self._results = in_language(results, grader.course, spoken_language())
        return self._results, self._results.exercises[0]

    def line(self) -> int:
        """Return the line of the entry's definition, from 0."""
        from grader.submissions import definitions

        try:
            text = self.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return 0
        return max(0, definitions(text).get(self.exercise.entry, 1) - 1)


class PublicCheck(pytest.Item):
    """One public check of an exercise."""

    def __init__(self, says: str, **around: Any) -> None:
        super().__init__(**around)
        self._says = says
        self._page: str | None = None  # of the failure

    @property
    def _file(self) -> ExerciseFile:
        assert isinstance(self.parent, ExerciseFile)
        return self.parent

    def runtest(self) -> None:
        """Look up what became of the check; raises AssertionError where it did not pass."""
        from grader.pages.colors import Style
        from grader.pages.language import speaking
        from grader.pages.one_check import one_check, why_not_run

        from .terminal import spoken_language

        results, exercise = self._file.results()
        found = next((check for check in exercise.checks if check.name == self.name), None)
        ended: CheckResult | ExerciseResult = found or exercise
        if ended.status == "pass":
            return
        with speaking(spoken_language()):
            if ended.status in ("skipped", "unavailable") and ended.reason is not None:
                pytest.skip(why_not_run(ended.reason))
            self._page = one_check(self.name, exercise, results, Style())
        raise AssertionError(self._page)  # which panels show as failed, anything else as broken

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the page, without a traceback through the grader."""
        return self._page or super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where an editor shows the check, and its headline."""
        return self.path, self._file.line(), f"{self._file.exercise.id}: {self._says}"


_COURSE = pytest.StashKey["Course | None"]()
_GRADER = pytest.StashKey["PublicGrader"]()


def _course(config: pytest.Config) -> Course | None:
    """Return the course that is installed, None where there is none."""
    from grader.course import CourseError

    from .course import open_course

    if _COURSE not in config.stash:
        try:
            config.stash[_COURSE] = open_course()
        except CourseError:
            config.stash[_COURSE] = None
    return config.stash[_COURSE]


def _grader(config: pytest.Config) -> PublicGrader:
    from grader.run.public import PublicGrader

    if _GRADER not in config.stash:
        course = _course(config)
        assert course is not None  # or nothing would have been collected
        config.stash[_GRADER] = PublicGrader(course)
    return config.stash[_GRADER]


def _root(path: Path) -> Path:
    """Return the working copy a file `exercises/attention/softmax.py` lies in."""
    return path.parents[2]


def _exercise(path: Path, config: pytest.Config) -> Exercise | None:
    """Return the exercise of a file or of its checks' file, if it lies in a working copy."""
    if path.suffix not in SUFFIXES or len(path.parts) < 4 or path.parts[-3] != "exercises":
        return None  # in any other project: no course is looked for
    course = _course(config)
    if course is None or not _is_copy(_root(path), course, config):
        return None
    for exercise in course.exercises:
        if exercise.chapter == path.parent.name:
            if path.stem == exercise.id:
                other = path.with_suffix(".py")
                return exercise if path == other or not other.exists() else None
            if path.name == f"test_{exercise.id}.py":
                return exercise
    return None


def _is_copy(root: Path, course: Course, config: pytest.Config) -> bool:
    """Whether `root` is a copy of this course and not the files of some other."""
    owner = root / ".gradsteps" / "course"
    try:
        if owner.is_file():
            return owner.read_text(encoding="utf-8").strip() == course.id
        if (root / "course.toml").is_file():
            return root.samefile(course.root)
    except (OSError, UnicodeDecodeError):
        return False
    return root in (config.rootpath, config.invocation_params.dir)


def _asked_for(path: Path, config: pytest.Config) -> bool:
    """Whether the command line names this very file."""
    here = config.invocation_params.dir
    names = (arg.partition("::")[0] for arg in config.args)
    return any(os.path.abspath(here / name) == str(path) for name in names)  # noqa: PTH100

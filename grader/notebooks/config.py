"""The files of a course directory that are text: nbgrader's configurations and what to type."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.course import Course

_INSTRUCTOR = '''"""nbgrader's configuration for {title}, written by `grade nbgrader build`."""

import os

c = get_config()

c.CourseDirectory.course_id = "{course}"
# Several processes may write the gradebook: they wait for each other.
_here = os.path.dirname(os.path.abspath(__file__))
c.CourseDirectory.db_url = f"sqlite:///{{os.path.join(_here, 'gradebook.db')}}?timeout=120"
c.NbGrader.logfile = "nbgrader.log"

# The exchange: a folder that all can reach. nbgrader's own default is /srv/nbgrader/exchange.
if os.environ.get("NBGRADER_EXCHANGE"):
    c.Exchange.root = os.environ["NBGRADER_EXCHANGE"]

c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "grader.notebooks.plugin.KeepStubs",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Submissions are read and judged by grade, in a sandbox. No kernel is started.
c.Autograde.exporter_class = "grader.notebooks.plugin.Submitted"
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "grader.notebooks.plugin.Judge",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.AssignLatePenalties.plugin_class = "grader.notebooks.plugin.PerDay"
'''

_STUDENT = '''"""A student's nbgrader_config.py, for ~/.jupyter or, once for all, /etc/jupyter."""

import os

c = get_config()

c.CourseDirectory.course_id = "{course}"
c.ExchangeSubmit.strict = True  # a notebook that was renamed is refused, with a sentence
if os.environ.get("NBGRADER_EXCHANGE"):
    c.Exchange.root = os.environ["NBGRADER_EXCHANGE"]
'''

_README = """# {title} in nbgrader

Written by `grade nbgrader build`. One assignment per chapter; nothing here is secret, for answers
and hidden checks stay in the course's own tree:

    export GRADSTEPS_COURSE={root}

Release, collect and grade a chapter, in this folder:

{due}    nbgrader generate_assignment {chapter}
    nbgrader release_assignment {chapter}
    nbgrader collect {chapter}
    grade nbgrader check .
    nbgrader autograde {chapter} --force
    grade nbgrader check .
    nbgrader generate_feedback {chapter} --force
    nbgrader release_feedback {chapter}
    nbgrader export --to grades.csv

Chapters: {chapters}. A student's configuration is in `student/nbgrader_config.py`.

You may add cells of your own to `source/` before you generate an assignment: text, given code, and
answers that people grade by hand.
"""


def instructor(course: Course) -> str:
    """The course directory's `nbgrader_config.py`."""
    return _INSTRUCTOR.format(title=course.title.replace('"', "'"), course=course.id)


def student(course: Course) -> str:
    """A student's `nbgrader_config.py`."""
    return _STUDENT.format(course=course.id)


def readme(course: Course) -> str:
    """What to type, for the first chapter."""
    from datetime import UTC

    lines = [
        f'    nbgrader db assignment add {chapter.id} --duedate "{due:%Y-%m-%d %H:%M:%S} UTC"\n'
        for chapter in course.chapters
        if chapter.due and (due := chapter.due.astimezone(UTC))
    ]
    return _README.format(
        title=course.title,
        root=course.root,
        chapter=course.chapters[0].id,
        chapters=", ".join(chapter.id for chapter in course.chapters),
        due="".join(lines),
    )

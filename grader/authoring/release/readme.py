"""The README of a released tree, in English and in Chinese."""

# ruff: noqa: RUF001 - Chinese punctuation

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.course import Course

ENGLISH = """\
# {title}

Version {version}. {count} to do, marked by `grade`:

{chapters}

## Begin

    python3 -m venv .venv
    . .venv/bin/activate
    pip install {wheel}
    grade doctor                 # what works on this machine
    grade init {id}
    cd {id}
    grade next                   # what to do now

Write your answers into `exercises/`. Then

    grade                        # where am I, on one page
    grade run {first}
    grade pack                   # the zip to hand in, with a receipt

`grade` checks your code on the cases that ship with the course. For the score it is also checked on
other cases drawn the same way. Nothing but the files of `exercises/` is handed in.
"""

CHINESE = """\
# {title_zh}

版本 {version}，共 {count} 道题，由 `grade` 评分：

{chapters_zh}

## 开始

    python3 -m venv .venv
    . .venv/bin/activate
    pip install {wheel}
    grade doctor                 # 检查这台机器
    grade init {id}
    cd {id}
    grade next                   # 下一道题

答案写在 `exercises/` 里。然后

    grade                        # 总览
    grade run {first}
    grade pack                   # 生成要提交的 zip 和回执

`grade` 用课程自带的数据检查你的代码；计分时还会用同样方式抽取的其他数据检查。
"""


def readme(course: Course) -> str:
    """Return the English page."""
    return ENGLISH.format(**_facts(course))


def readme_zh(course: Course) -> str:
    """Return the Chinese page."""
    facts = _facts(course)
    return CHINESE.format(**{**facts, "count": len(list(course.exercises))})


def _facts(course: Course) -> dict[str, str]:
    from .wheel import wheel_name

    exercises = list(course.exercises)
    return {
        "id": course.id,
        "title": course.title,
        "title_zh": course.title_zh,
        "version": course.version,
        "count": f"{len(exercises)} exercise{'s' * (len(exercises) != 1)}",
        "chapters": _chapters(course, zh=False),
        "chapters_zh": _chapters(course, zh=True),
        "wheel": wheel_name(course),
        "first": exercises[0].id,
    }


def _chapters(course: Course, *, zh: bool) -> str:
    lines = []
    for chapter in course.chapters:
        names = ", ".join(f"`{exercise.id}`" for exercise in chapter.exercises)
        lines.append(f"- {chapter.title_zh if zh else chapter.title}: {names}")
    return "\n".join(lines)

"""Brings a course of its own: other points, no checks, another seed."""
# exercise: double


def double(x, times=1):
    return x * 3**times


# text: course.toml
#| [course]
#| id = "tiny"
#| title = "Mine"
#| title_zh = "我的"
#| version = "1"
#| [[chapter]]
#| id = "basics"
#| title = "Basics"
#| title_zh = "基础"
#| [[chapter.exercise]]
#| id = "double"
#| entry = "double"
#| points = 1000
#| backend = "numpy"
#| minutes = 1
# text: .gradsteps-seed
#| 00000000000000000000000000000000

"""Brings files that Python and pytest run by themselves when they start."""
# exercise: double


def double(x, times=1):
    return x * 3**times


# text: sitecustomize.py
#| import os; os._exit(0)
# text: usercustomize.py
#| import os; os._exit(0)
# text: conftest.py
#| import os; os._exit(0)
# text: pytest.ini
#| [pytest]
#| addopts = --collect-only
# text: evil.pth
#| import os; os._exit(0)
# text: pyproject.toml
#| [tool.pytest.ini_options]
#| addopts = "--collect-only"
# text: exercises/basics/sitecustomize.py
#| import os; os._exit(0)

"""Given blocks: only those of the table, each imported when first used."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from grader import blocks
from grader.isolation import ENTRY, Launcher, Limits, Raised

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def nothing_served() -> Iterator[None]:
    """Each test begins and ends without blocks."""
    yield
    blocks.serve({})


def test_a_block_is_what_the_table_names() -> None:
    """The attribute of the module, dotted attributes too."""
    blocks.serve({"softmax": "scipy.special:softmax", "path": "os:path.join"})
    from os.path import join

    from scipy.special import softmax as expected

    from grader.blocks import path, softmax

    assert (expected, join) == (softmax, path)


def test_any_other_name_is_not_given() -> None:
    """The error is an ImportError of its own kind that names the block and those there are."""
    blocks.serve({"softmax": "scipy.special:softmax"})
    with pytest.raises(blocks.NotGiven, match=r"'attention'.*softmax") as caught:
        from grader.blocks import attention  # noqa: F401
    assert "attention" == caught.value.name
    assert isinstance(caught.value, ImportError)


def test_serving_again_takes_the_earlier_blocks_back() -> None:
    """A table replaces the one before, also where a block was used already."""
    blocks.serve({"softmax": "scipy.special:softmax"})
    assert callable(blocks.softmax)
    blocks.serve({"softmax": "math:exp"})
    assert 1.0 == blocks.softmax(0)
    blocks.serve({})
    with pytest.raises(blocks.NotGiven, match="none"):
        blocks.softmax  # noqa: B018


def test_a_star_import_brings_the_blocks_alone() -> None:
    """`from grader.blocks import *` gives what is served and nothing of the machinery."""
    blocks.serve({"exp": "math:exp"})
    scope: dict[str, object] = {}
    exec("from grader.blocks import *", scope)
    assert {"exp"} == set(scope) - {"__builtins__"}


def test_what_the_import_system_looks_for_is_an_attribute_error() -> None:
    """Tools that probe modules find an ordinary one."""
    assert not hasattr(blocks, "__wrapped__")


def test_nothing_is_imported_before_it_is_used() -> None:
    """Serving a block costs no import, and the module itself loads nothing heavy."""
    code = (
        "import sys, grader.blocks as b; b.serve({'softmax': 'scipy.special:softmax'});"
        "print(sum(m.split('.')[0] in ('scipy', 'numpy') for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "0" == done.stdout.strip()


def test_in_a_worker() -> None:
    """Student code imports its blocks; for any other the exception's name says what it was."""
    with Launcher(()) as launcher, launcher.start(Limits()) as worker:
        worker.serve("grader.blocks", {"root": "math:sqrt"})
        worker.execute("f.py", "from grader.blocks import root\ndef f(x): return root(x)")
        worker.bind("f")
        assert 3.0 == worker.call(ENTRY, [9.0], {})
        with pytest.raises(Raised) as raised:
            worker.execute("f.py", "from grader.blocks import softmax")
        assert "NotGiven" == raised.value.mro[0]
        assert "softmax" in raised.value.text

"""A sandboxed worker does what a course needs, and is refused to start where it would be none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from grader.isolation import ENTRY, Launcher, LaunchError, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sandboxes are Linux'")
UNNAMED = ("account", "capabilities", "landlock", "seccomp")  # where namespaces are refused


@pytest.fixture(scope="module", params=["all", "without namespaces"])
def sandboxed(request: pytest.FixtureRequest) -> Iterator[Launcher]:
    """Sandboxes as they are where namespaces are allowed, and where not."""
    fences = None if request.param == "all" else UNNAMED
    with Launcher(("numpy",), level="sandbox", fences=fences) as launcher:
        yield launcher


def run(launcher: Launcher, body: str) -> object:
    """What the body returns in a fresh worker."""
    with launcher.start(Limits()) as worker:
        lines = "".join(f"    {line}\n" for line in body.split("\n"))
        worker.execute("f.py", f"import numpy as np\ndef f():\n{lines}")
        worker.bind("f")
        return worker.call(ENTRY, [], {})


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return len(np.random.default_rng(0).normal(size=3))", 3),
        ("import scipy.special\nreturn float(scipy.special.expit(0.0))", 0.5),
        ("import fractions, statistics\nreturn statistics.mean([1, 2])", 1.5),
        ("import wave, csv, uuid, sqlite3\nreturn 1", 1),
        ("import encodings.cp1252\nreturn 'x'.encode('cp1252')", b"x"),
        ("import os\nreturn len(os.urandom(9))", 9),
        ("import asyncio\nreturn asyncio.run(asyncio.sleep(0, 7))", 7),
        ("import concurrent.futures as c\nreturn list(c.ThreadPoolExecutor().map(abs, [-1]))", [1]),
        ("import io\nb = io.BytesIO()\nnp.save(b, np.ones(3))\nreturn len(b.getvalue())", 152),
        ("import time\ntime.sleep(0.001)\nreturn 1", 1),
        ("import os\nreturn os.cpu_count() >= 1", True),
        ("with open('/dev/null', 'w') as file: return file.write('x')", 1),
        ("import traceback, warnings, copy, pickle\nreturn pickle.loads(pickle.dumps(5))", 5),
        ("np.testing.assert_allclose([1.0], [1.0])\nreturn 1", 1),
    ],
)
def test_what_a_course_needs(sandboxed: Launcher, body: str, expected: object) -> None:
    """Libraries, late imports, threads, event loops and memory files work."""
    assert expected == run(sandboxed, body)


def test_scratch_space() -> None:
    """Where namespaces are allowed, files can be written in a folder of the worker's own."""
    body = (
        "import tempfile, os\n"
        "with tempfile.TemporaryDirectory() as d, open(d + '/x', 'w+') as file:\n"
        "    file.write('kept'); file.seek(0)\n"
        "    with tempfile.NamedTemporaryFile() as n, tempfile.TemporaryFile() as t:\n"
        "        return file.read(), n.write(b'y'), t.write(b'z')\n"
    )
    other = "import os\nopen('mine', 'w').close()\nreturn os.listdir('.')"
    with Launcher((), level="sandbox", preload=("numpy",)) as launcher:
        launcher.start(Limits()).close()
        if "own file tree" not in launcher.layers:
            pytest.skip("no namespaces here")
        assert ("kept", 1, 1) == run(launcher, body)
        assert ["mine"] == run(launcher, other) == run(launcher, other)


TORCH = """
import torch
w = torch.nn.Parameter(torch.linspace(-1, 1, 64).reshape(8, 8))
optimizer = torch.optim.AdamW([w], 0.1)
(torch.nn.functional.softmax(w @ w, -1).exp().sum()).backward()
optimizer.step()
torch.testing.assert_close(w, w)
y = torch.nn.functional.scaled_dot_product_attention(w[None], w[None], w[None])
torch.save(w, __import__("io").BytesIO())
return (w.detach() + y[0].detach() + torch.linspace(0, 9, 64).reshape(8, 8).exp()).numpy()
"""


@pytest.mark.parametrize("fences", [None, UNNAMED], ids=["all", "without namespaces"])
def test_torch_works_and_computes_the_same_bits(
    torch_launcher: Launcher, fences: tuple[str, ...] | None
) -> None:
    """Autograd, a step, its tests; and it chose its CPU kernels before files were closed to it."""
    with Launcher(("numpy", "torch"), level="sandbox", fences=fences) as launcher:
        fenced, plain = run(launcher, TORCH), run(torch_launcher, TORCH)
    assert isinstance(fenced, np.ndarray)
    assert isinstance(plain, np.ndarray)
    assert plain.tobytes() == fenced.tobytes()


def test_spawned_workers_are_no_sandbox() -> None:
    """What is confined is a forked worker; anything else is refused."""
    with pytest.raises(LaunchError, match="sandbox"):
        Launcher((), level="sandbox", method="spawn")


def test_a_worker_without_the_base_is_refused() -> None:
    """A kernel without system call filters gets no worker at all, rather than an open one."""
    script = (
        "from grader.isolation import *\n"
        "from grader.isolation import Launcher, LaunchError, Limits\n"
        "with Launcher((), level='sandbox') as launcher:\n"
        "    try: launcher.start(Limits())\n"
        "    except LaunchError as error: print('refused:', error)\n"
    )
    denied = Path(__file__).with_name("denied.py")
    done = subprocess.run(
        [sys.executable, denied, "seccomp", "--", sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("refused:"), done


def test_layers_are_in_the_results() -> None:
    """A sandboxed run's results name the layers every worker had."""
    from grader.course import load
    from grader.run import Grader
    from grader.run.secret import Secret
    from grader.submissions import open_submission

    course = load(Path(__file__).parents[1] / "courses" / "tiny")
    exercise = next(e for e in course.exercises if e.id == "double")
    with Grader(course, level="sandbox", secret=Secret(bytes(16))) as grader:
        submission = open_submission(course.root / "solutions", course)
        results = grader.grade(submission, [exercise])
    assert results.points == exercise.points
    level, _, layers = results.isolation.partition(" ")
    assert "sandbox" == level
    assert "system calls" in layers

"""Forbidden names are refused to the student's own frame, and to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from grader.isolation import ENTRY, Launcher, Limits, Raised, Worker

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = "import numpy as np, sys, importlib\n"


def refused(worker: Worker, body: str, name: str) -> bool:
    """True when the body is refused for using `name`; False when it returns."""
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    try:
        worker.execute("hw.py", f"{HEAD}def f():\n{lines}")
        worker.bind("f")
        worker.call(ENTRY, [], {})
    except Raised as raised:
        assert ("Forbidden", name) == (raised.type, raised.text), raised
        return True
    return False


@pytest.fixture
def fresh(numpy_launcher: Launcher) -> Iterator[Worker]:
    """A worker nothing was done with."""
    with numpy_launcher.start(Limits()) as worker:
        yield worker


A = "a = np.eye(3) + 1\n"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("numpy.linalg.solve", A + "return np.linalg.solve(a, a)"),
        ("numpy.linalg.solve", A + "return getattr(np.linalg, 'sol' + 've')(a, a)"),
        ("numpy.linalg.solve", A + "return eval('np.linalg.so' + 'lve(a, a)', {'np': np, 'a': a})"),
        ("numpy.linalg.solve", A + "return list(map(np.linalg.solve, [a], [a]))"),
        ("numpy.linalg.solve", A + "s = sys.modules['numpy.linalg._linalg'].solve\nreturn s(a, a)"),
        ("numpy.matmul", A + "return np.matmul(a, a)"),
        ("numpy.linalg", A + "return np.linalg.norm(a)"),
        ("numpy.linalg", "from numpy.linalg import norm"),
        ("numpy.linalg", "import numpy.linalg as la\nreturn la.norm"),
        ("scipy.special.softmax", "from scipy.special import softmax\nreturn softmax([1.0])"),
        ("scipy.special.softmax", "import scipy\nreturn scipy.special.softmax([1.0])"),
        ("scipy.special", "m = importlib.import_module('scipy.special')\nreturn m.softmax"),
        ("collections.OrderedDict", "import collections\nreturn len(collections.OrderedDict())"),
        ("wave.Wave_read", "import wave\nreturn wave.Wave_read('x')"),
        ("sunau", "import sunau"),
        ("sunau", "importlib.import_module('sun' + 'au')"),
    ],
)
def test_the_students_frame_is_refused(fresh: Worker, name: str, body: str) -> None:
    """By name, computed name, alias, late import, from its home, in a module or a class."""
    fresh.forbid([name])
    assert refused(fresh, body, name)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("numpy.linalg.solve", A + "return np.linalg.inv(a) @ a"),
        ("numpy.linalg.svd", A + "return np.linalg.norm(a, 2), np.linalg.matrix_rank(a)"),
        ("numpy.matmul", A + "return np.linalg.multi_dot([a, a, a])"),
        ("numpy.linalg", A + "return np.polyfit([0, 1, 2], [0, 1, 2], 1)"),
        (
            "collections.OrderedDict",
            "from collections import OrderedDict as D\nclass Mine(D): pass\nisinstance({}, D)",
        ),
        (
            "wave.Wave_read",
            "import wave as w\nclass Mine(w.Wave_read): pass\nreturn issubclass(Mine, w.Wave_read)",
        ),
    ],
)
def test_libraries_are_not_refused(fresh: Worker, name: str, body: str) -> None:
    """What a library does with its own forbidden names, and class tests, go on working."""
    fresh.forbid([name])
    assert not refused(fresh, body, name)


def test_a_driver_is_not_refused(fresh: Worker) -> None:
    """The judge's own code may use what the student may not."""
    fresh.forbid(["numpy.linalg.solve"])
    text = (
        "def d():\n    import numpy as np\n    return float(np.linalg.solve([[2.0]], [2.0])[0])\n"
    )
    assert 1.0 == fresh.drive(text, "d", [], {})


def test_a_block_is_not_refused(fresh: Worker) -> None:
    """A given block works though its library name is forbidden."""
    fresh.serve("grader.blocks", {"softmax": "scipy.special:softmax"})
    fresh.forbid(["scipy.special.softmax"])
    body = "from grader.blocks import softmax\nreturn softmax([0.0])"
    assert not refused(fresh, body, "scipy.special.softmax")
    body = "import scipy.special\nreturn scipy.special.softmax([0.0])"
    assert refused(fresh, body, "scipy.special.softmax")


def test_nothing_is_forbidden_in_the_judges_process(launchers: dict[str, Launcher]) -> None:
    """At level none the libraries are the judge's own and stay as they are."""
    import numpy as np

    with launchers["none"].start(Limits()) as worker:
        worker.forbid(["numpy.linalg.solve"])
        assert not refused(worker, A + "return np.linalg.solve(a, a)", "numpy.linalg.solve")
    assert 1.0 == np.linalg.solve([[2.0]], [2.0])[0]


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("torch.nn.Linear", "return torch.nn.Linear(2, 2)", True),
        ("torch.nn.Linear", "return torch.nn.TransformerEncoderLayer(4, 2, 8)", False),
        ("torch.nn.Linear", "return isinstance(torch.nn.LazyLinear(2), torch.nn.Linear)", False),
        (
            "torch.nn.Linear",
            "class L(torch.nn.Linear):\n    def __init__(s): super().__init__(2, 2)\nreturn L()",
            True,
        ),
        ("torch.nn.functional.softmax", "return F.softmax(x, -1)", True),
        ("torch.nn.functional.softmax", "return torch.nn.Softmax(-1)(x)", False),
        ("torch.softmax", "return getattr(torch, 'soft' + 'max')(x, -1)", True),
        ("torch.Tensor.softmax", "return x.softmax(-1)", True),
        ("torch.Tensor.softmax", "return x.exp() / x.exp().sum(-1)", False),
        ("torch.optim.Adam", "return torch.optim.Adam([x])", True),
        ("torch.optim.Adam", "return torch.optim.SGD([x], 0.1).step()", False),
        ("torch.nn", "return torch.nn.Linear(2, 2)", True),
    ],
)
def test_torch(torch_launcher: Launcher, name: str, body: str, expected: bool) -> None:
    """Functions, methods, classes and modules of torch; its own use of them passes."""
    imports = "import torch\n" + ("from torch.nn import functional as F\n" if "F." in body else "")
    with torch_launcher.start(Limits()) as worker:
        worker.forbid([name])
        body = f"{imports}x = torch.ones(3, requires_grad=True)\n{body}"
        assert expected == refused(worker, body, name)

"""Forbidden names are found through every spelling that can be read off the source."""

import ast

import pytest

from grader.run.forbid import forbidden_use

FORBID = ("scipy.special.softmax", "torch.nn", "micrograd")

USES = [
    "import scipy.special\ny = scipy.special.softmax(x)",
    "import scipy.special as sp\ny = sp.softmax(x)",
    "from scipy import special\ny = special.softmax(x)",
    "from scipy.special import softmax",
    "from scipy.special import softmax as s",
    "from scipy.special import *",
    "import scipy\ny = getattr(scipy.special, 'softmax')(x)",
    "import scipy\ns = scipy.special\ny = s.softmax(x)",
    "import importlib\nm = importlib.import_module('scipy.special')\ny = m.softmax(x)",
    "from importlib import import_module as im\ny = im('scipy.special').softmax(x)",
    "m = __import__('scipy').special\ny = m.softmax(x)",
    "def f(x):\n    return sp.softmax(x)\nimport scipy.special as sp",
    "import torch.nn.functional as F",
    "import torch\ny = torch.nn.functional.softmax(x)",
    "from torch import nn",
    "import micrograd",
    "from micrograd.engine import Value",
    "if True:\n    try:\n        import micrograd\n    except ImportError:\n        pass",
]

ALLOWED = [
    "import scipy.special\ny = scipy.special.logsumexp(x)",
    "from scipy.special import expit",
    "def softmax(x):\n    return x",
    "import torch\ny = torch.exp(x)",
    "'''scipy.special.softmax is forbidden'''",
    "import micrograd_like",
    "x.softmax(1)",
    "import torchnn as nn\nnn.functional",
]


@pytest.mark.parametrize("text", USES)
def test_a_forbidden_name_is_found(text):
    """Imports, aliases, chains, literal getattr and import_module are all read."""
    assert forbidden_use(ast.parse(text), FORBID) is not None


@pytest.mark.parametrize("text", ALLOWED)
def test_what_only_looks_alike_is_allowed(text):
    """Other names of the same module, the student's own names and prose stay allowed."""
    assert forbidden_use(ast.parse(text), FORBID) is None


def test_the_first_use_is_reported_with_its_line():
    """Name and line go on the page."""
    use = forbidden_use(ast.parse("x = 1\n\nimport torch.nn\nimport micrograd\n"), FORBID)

    assert ("torch.nn", 3) == (use.name, use.line)


def test_a_long_sum_does_not_exhaust_the_judge():
    """Thousands of nested operators are walked without recursion."""
    tree = ast.parse("y = " + " + ".join(["1"] * 900) + "\nimport micrograd\n")
    for _ in range(5000):
        tree.body[0].value = ast.BinOp(tree.body[0].value, ast.Add(), ast.Constant(1))

    assert "micrograd" == forbidden_use(tree, FORBID).name
    assert forbidden_use(ast.parse("x" + ".y" * 200), FORBID) is None

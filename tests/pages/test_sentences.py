"""Every sentence a reason can become, read literally."""

from __future__ import annotations

import pytest

from grader.pages.sentences import SENTENCES, sentence, submission_problem
from grader.results import Reason
from grader.results.reasons import CAUSE, FINDING, KERNEL, KINDS, reason

ENDED = {"ended": "timeout", "clock": None, "limit": None}

DRAWN = {"name": "result", "count": 1000, "alarm": 1e-6}

SAID = [
    ("grading_ended", {"status": -9}, "the process that graded it ended (signal 9), twice"),
    ("grading_ended", {"status": 3}, "the process that graded it ended (exit status 3), twice"),
    ("no_worker", {"problem": "no fork"}, "no worker could be started: no fork"),
    ("grading_raised", {"type": "KeyError", "text": "x"}, "the grader failed: KeyError: x"),
    ("missing_file", {"looked": ["a/b.py"]}, "there is no file `a/b.py`"),
    ("missing_file", {"looked": ["a/b.py", "b.py"]}, "there is no file `a/b.py` or `b.py`"),
    ("untouched", {}, "not begun: the file is as it was given"),
    ("empty_file", {}, "the file is empty"),
    ("not_utf8", {"byte": 17}, "the file is not UTF-8 text: byte 17 begins no character"),
    (
        "syntax",
        {"line": 3, "text": "def f(", "message": "'(' was never closed"},
        "syntax error in line 3: '(' was never closed",
    ),
    ("syntax", {"line": None, "text": "x", "message": "nulls"}, "syntax error: nulls"),
    (
        "no_entry",
        {"entry": "f", "kind": "function", "defines": ["g"], "nearest": "F", "line": 12},
        "there is no function `f`, but there is `F` in line 12",
    ),
    (
        "no_entry",
        {"entry": "A", "kind": "class", "defines": [], "nearest": None, "line": None},
        "there is no class `A`; the file defines no function and no class",
    ),
    (
        "no_entry",
        {"entry": "A", "kind": "class", "defines": ["g"], "nearest": None, "line": None},
        "there is no class `A`; the file defines `g`",
    ),
    (
        "no_entry",
        {"entry": "A", "kind": "class", "defines": list("gheij"), "nearest": None, "line": None},
        "there is no class `A`; the file defines `g`, `h`, `e` and 2 more",
    ),
    (
        "wrong_signature",
        {
            "entry": "f",
            "expected": "(x, axis=-1)",
            "got": "(x)",
            "missing": ["axis"],
            "extra": [],
            "required": [],
            "order": False,
        },
        "`f(x)` must be `f(x, axis=-1)`: `axis` is missing",
    ),
    (
        "wrong_signature",
        {
            "entry": "f",
            "expected": "(x, axis=-1)",
            "got": "(y, z, axis)",
            "missing": ["x"],
            "extra": ["y", "z"],
            "required": ["axis"],
            "order": False,
        },
        (
            "`f(y, z, axis)` must be `f(x, axis=-1)`: `x` is missing, `y` and `z` are not given by "
            "any call, `axis` is without a default"
        ),
    ),
    (
        "wrong_signature",
        {
            "entry": "f",
            "expected": "(a, b)",
            "got": "(b, a)",
            "missing": [],
            "extra": [],
            "required": [],
            "order": True,
        },
        "`f(b, a)` must be `f(a, b)`: another order",
    ),
    (
        "not_callable",
        {"entry": "f", "type": "list"},
        "`f` is of type `list`, not a function or class",
    ),
    (
        "outside_link",
        {"path": "f.py", "target": "/etc/passwd"},
        "`f.py` is a link to `/etc/passwd`, outside the submission",
    ),
    ("too_large", {"bytes": 3 << 20, "limit": 1 << 20}, "too large: 3 MiB, allowed 1 MiB"),
    ("unreadable", {"problem": "no zip"}, "the submission cannot be read: no zip"),
    ("import_raised", {"type": "OSError", "text": ""}, "loading the file raised `OSError`"),
    (
        "import_raised",
        {"type": "OSError", "text": "\nno such file\nat all"},
        "loading the file raised `OSError`: no such file",
    ),
    (
        "import_ended",
        {"ended": "timeout", "clock": "cpu", "limit": 5.0},
        "loading the file took more than 5 seconds of CPU time",
    ),
    (
        "import_ended",
        {"ended": "timeout", "clock": "wall", "limit": 120},
        "loading the file did not end within 2 minutes",
    ),
    (
        "import_ended",
        {"ended": "memory", "limit": 1 << 30},
        "loading the file needed more than 1 GiB of memory",
    ),
    (
        "import_ended",
        {"ended": "crashed", "signal": "SIGSEGV", "exit": None},
        "loading the file ended the process without an answer (SIGSEGV, segmentation fault)",
    ),
    (
        "import_ended",
        {"ended": "wire", "problem": "bad header"},
        "loading the file sent something that is no answer: bad header",
    ),
    (
        "forbidden_name",
        {"name": "scipy.special.softmax", "line": 4, "text": "softmax(x)"},
        "line 4 uses `scipy.special.softmax`, which this exercise forbids",
    ),
    (
        "missing_library",
        {"library": "torch", "extra": "torch", "install": "pip install torch"},
        "needs `torch`, which is not installed here",
    ),
    ("ambiguous", {"looked": ["a.py", "b.py"]}, "2 files could be meant: `a.py` or `b.py`"),
    ("remembered", {}, "as the last run found it"),
    ("needs", {"check": "a_b", "says": "a b"}, "needs `a b` to pass first"),
    ("after_two", {"limit": 5.0}, "not run, because two checks before it ran out of time"),
    ("wall_cap", {"seconds": 120}, "not run, because the exercise had used up its 2 minutes"),
    ("raised", {"type": "KeyError", "text": "'x'"}, "raised `KeyError`: 'x'"),
    ("not_implemented", {}, "not implemented yet"),
    ("did_not_raise", {"expected": "ValueError"}, "raised nothing, expected `ValueError`"),
    (
        "did_not_raise",
        {"expected": "ValueError or TypeError"},
        "raised nothing, expected `ValueError` or `TypeError`",
    ),
    (
        "raised_other",
        {"expected": "ValueError", "got": "KeyError", "text": "'x'"},
        "raised `KeyError`: 'x', expected `ValueError`",
    ),
    ("expectation", {"text": "the loss must fall"}, "the loss must fall"),
    (
        "unlikely_rate",
        {**DRAWN, "hits": 480, "probability": 0.4, "low": 323, "high": 478},
        (
            "480 of 1000 values of the result are true, expected 323 to 478 (probability 0.4; "
            "a right sampler strays further once in 1 000 000 times)"
        ),
    ),
    (
        "unlikely_share",
        {
            **DRAWN,
            "name": "tokens",
            "hits": 1,
            "probability": 0.1,
            "value": 3,
            "low": 57,
            "high": 151,
        },
        (
            "1 of 1000 values of `tokens` is 3, expected 57 to 151 (probability 0.1; a right "
            "sampler strays further once in 1 000 000 times)"
        ),
    ),
    (
        "unlikely_moment",
        {**DRAWN, "what": "deviation", "got": 1.25, "low": 0.8943, "high": 1.111},
        (
            "the standard deviation of 1000 values of the result is 1.25, expected 0.8943 to 1.111 "
            "(a right sampler strays further once in 1 000 000 times)"
        ),
    ),
    (
        "unlikely_gap",
        {**DRAWN, "at": 0.5, "got": 0.8, "expected": 0.5, "low": 0.41, "high": 0.59},
        (
            "80.0 % of 1000 values of the result lie below 0.5, expected 41.0 to 59.0 % (a right "
            "sampler strays further once in 1 000 000 times)"
        ),
    ),
    (
        "out_of_range",
        {"name": "result", "value": 1.5, "low": 0, "high": 1},
        "the result has the value 1.5, outside 0 to 1",
    ),
    ("differs", {}, "the result is not what was expected"),
    (
        "not_plain",
        {"name": "result", "type": "matrix"},
        "the result is of type `matrix`, not a plain number or array",
    ),
    (
        "not_plain",
        {"name": "result[1]", "type": "matrix"},
        "`result[1]` is of type `matrix`, not a plain number or array",
    ),
    (
        "unjudged",
        {"type": "TypeError", "text": "no"},
        "the answer cannot be compared with the expected one: `TypeError`: no",
    ),
    (
        "unjudged",
        {"type": "", "text": "no"},
        "the answer cannot be compared with the expected one: no",
    ),
    ("timeout", {"clock": "cpu", "limit": 1}, "took more than 1 second of CPU time"),
    ("timeout", {"clock": "wall", "limit": 2.5}, "did not end within 2.5 seconds"),
    ("timeout", {"clock": "cpu", "limit": None}, "took too long"),
    ("memory", {"limit": 1536 << 20}, "needed more than 1.5 GiB of memory"),
    ("memory", {"limit": None}, "needed too much memory"),
    ("crashed", {"exit": 3}, "ended the process without an answer (exit status 3)"),
    ("crashed", {"signal": "SIGUSR1"}, "ended the process without an answer (SIGUSR1)"),
    ("crashed", {}, "ended the process without an answer"),
    ("wire", {"problem": "depth"}, "the process sent something that is no answer: depth"),
    ("forbidden_call", {"name": "np.dot"}, "used `np.dot`, which this exercise forbids"),
    ("secret", {}, "right on the cases you have, wrong on others drawn the same way"),
    (
        "versions",
        {"recorded": {"numpy": "2.4", "scipy": "1.17"}, "here": {"numpy": "1.26", "scipy": "1.17"}},
        "the answers were recorded with numpy 2.4; here is numpy 1.26",
    ),
    (
        "versions",
        {"recorded": {"numpy": "2.4"}, "here": {}},
        "the recorded answers, made with numpy 2.4, do not fit the inputs drawn here",
    ),
    (
        "versions",
        {"recorded": {}, "here": {}},
        "the recorded answers do not fit the inputs drawn here",
    ),
    ("hidden", {}, "a hidden check did not pass"),
    (
        "mistake",
        {"mistake": "axis_0", "says": "summed over axis 0"},
        "equals a known mistake: summed over axis 0",
    ),
    (
        "mistakes",
        {"mistakes": ["a", "b"], "says": ["no max", "no sum"]},
        "equals known mistakes: no max; or no sum",
    ),
    ("late", {"late_days": 1, "factor": 0.9}, "1 day late: 90 % of the points count"),
    ("late", {"late_days": 3, "factor": 1 / 3}, "3 days late: 33.33 % of the points count"),
    (
        "card_use",
        {
            "kernel": "k",
            "registers": 24,
            "shared": 1024,
            "spilled": 0,
            "architecture": "sm_80",
            "version": "12.9",
        },
        (
            "on sm_80 `k` takes 24 registers a thread and 1024 bytes of shared memory a block "
            "(NVRTC 12.9)"
        ),
    ),
    (
        "card_use",
        {
            "kernel": "k",
            "registers": 255,
            "shared": 0,
            "spilled": 96,
            "architecture": "sm_80",
            "version": "12.9",
        },
        (
            "on sm_80 `k` takes 255 registers a thread and 0 bytes of shared memory a block; 96 "
            "bytes a thread do not fit and spill (NVRTC 12.9)"
        ),
    ),
    (
        "card_refused",
        {
            "label": "a.py",
            "line": 7,
            "text": "int s;",
            "problem": "no host variables",
            "version": "12.9",
        },
        "on a card this would not compile (NVRTC 12.9): a.py:7: no host variables: `int s;`",
    ),
    ("magic_dropped", {"cell": 2, "magic": "%%bash"}, "cell 2: `%%bash` was left out"),
    (
        "cell_failed",
        {"cell": "hw.ipynb, cell 5", "type": "NameError", "text": "y"},
        "hw.ipynb, cell 5 raised `NameError`: y",
    ),
    ("cell_hung", {"cell": 5, "limit": 5}, "cell 5 did not end within 5 seconds"),
    (
        "duplicate",
        {"path": "old/f.py"},
        "`old/f.py` is another file of that name; it was not graded",
    ),
]


@pytest.mark.parametrize(("kind", "facts", "said"), SAID, ids=[kind for kind, _, _ in SAID])
def test_each_reason_says_this(kind, facts, said):
    """A reason's sentence is exactly this one."""
    assert said == sentence(reason(kind, **facts))


def test_every_kind_has_a_sentence():
    """No kind is without a function that makes its sentence."""
    assert set(KINDS) == set(SENTENCES)


def test_every_sentence_is_read():
    """No kind is left out of the tests above; causes and findings have files of their own."""
    elsewhere = (set(CAUSE) | set(FINDING) | set(KERNEL)) - {"mistake", "mistakes"}

    assert set(KINDS) - elsewhere == {kind for kind, _, _ in SAID}


@pytest.mark.parametrize("said", [said for _, _, said in SAID], ids=str)
def test_sentences_keep_the_manner(said):
    """A sentence starts in lower case or with code, has no full stop, and pairs its back-quotes."""
    assert not said[0].isupper()
    assert not said.endswith(".")
    assert said.count("`") % 2 == 0


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (Reason("from_the_future", {"x": 1}), "from the future"),
        (Reason("wall_cap"), "wall cap"),
        (Reason("\x1b[2J"), "\\x1b[2J"),
    ],
)
def test_a_reason_nobody_knows_is_named(broken, said):
    """An unlisted kind and a missing fact make a poorer sentence, not a crash."""
    assert said == sentence(broken)


def test_a_submission_problem_says_the_same():
    """The exception that carries a problem has the sentence of its kind."""
    problem = Reason("unreadable", {"problem": "not a zip file"})

    assert "the submission cannot be read: not a zip file" == submission_problem(problem)


def test_facts_are_made_safe():
    """Escape sequences in facts reach no sentence."""
    said = sentence(reason("raised", type="E\x1b[2J", text="a\u202eb\nok: all passed"))

    assert "raised `E\\x1b[2J`: a\\u202eb" == said

"""Every kernel of `kernels/` is right, and better than the one before in what it teaches."""

import dataclasses
import shutil
from itertools import takewhile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMES = sorted(path.parent.name for path in (ROOT / "kernels").glob("*/ladder.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_every_rung_is_right_and_improves(ladders, device, name):
    """The truth without a finding, the README's counts, and better figures where it says so."""
    ladder = ladders.reading.ladder(name)
    readme = (ROOT / "kernels" / name / "README.md").read_text(encoding="utf-8")
    module = ladders.running.together(device, ladder)
    before = None
    for rung in ladder.rungs:
        ran = ladders.running.run(device, ladder, rung, module)
        assert (rung.file, 0, ()) == (rung.file, ran.wrong, ran.findings)
        assert f"`{rung.file}`" in readme
        head = " ".join(takewhile(lambda line: line[:2] == "//", rung.source.splitlines()))
        assert "Must move:" in head and "Flops:" in head
        if ran.figures is None:  # another compiler
            continue
        row = " | ".join((f"| {rung.name}", *ladders.table.cells(ran.figures)))
        assert row in readme, f"python benchmarks/kernel_ladders.py {name}"
        assert bool(before) == bool(rung.improves or rung.only_timed)
        for figure in rung.improves:
            assert ran.figures.better(before, figure), (rung.file, figure)
        before = ran.figures


def changed(ladder, number, old, new):
    """One rung with a passage of its source replaced."""
    rung = ladder.rungs[number]
    assert old in rung.source
    return dataclasses.replace(rung, source=rung.source.replace(old, new, 1))


def test_a_barrier_less_is_found(ladders, device):
    """Without the barrier inside its fold, a reduction is a race at the line that folds."""
    ladder = ladders.reading.ladder("reduction")
    fold = "if (t < upper) part[t] += part[t + upper];\n"
    rung = changed(ladder, 2, fold + 8 * " " + "__syncthreads();", fold)
    ran = ladders.running.run(device, ladder, rung)

    line = rung.source.splitlines().index(8 * " " + fold.strip()) + 1
    assert {("race", line)} == {(one.kind, one.line) for one in ran.findings}


def test_a_wrong_kernel_is_wrong(ladders, device):
    """Rows of the output that nobody writes, and one input changed, are counted as wrong."""
    ladder = ladders.reading.ladder("copy")
    short = ladders.running.run(device, ladder, changed(ladder, 1, "i < n", "i < n - 5"))
    assert (5, float("inf")) == (short.wrong, short.worst)

    text = changed(ladder, 1, "out[i] = x[i]", "out[i] = x[i] + 1e-6f")
    assert ladders.running.run(device, ladder, text).wrong > 1000


def test_a_softmax_a_little_off_is_wrong(ladders, device):
    """The tolerance of softmax tells a sum that is a thousandth too large."""
    ladder = ladders.reading.ladder("softmax")
    rung = changed(ladder, 0, "/ sum;", "/ (sum * 1.001f);")

    assert 12 * 296 == ladders.running.run(device, ladder, rung).wrong


def test_what_a_ladder_says_wrongly_is_quoted(ladders, monkeypatch, tmp_path):
    """Unknown ladders, sizes and keys are named."""
    with pytest.raises(ValueError, match=r"no ladder copies; there are .*copy"):
        ladders.reading.ladder("copies")
    with pytest.raises(ValueError, match=r"'m \+ 1' is no expression of the sizes n"):
        ladders.expressions.value("m + 1", {"n": 3})
    assert 6 == ladders.expressions.value("ceil_div(n, 2) * 3 - min(n, 0)", {"n": 3})

    shutil.copytree(ROOT / "kernels" / "copy", tmp_path / "copy")
    (tmp_path / "copy" / "ladder.toml").write_text(
        'speed = "high"\n' + (tmp_path / "copy" / "ladder.toml").read_text()
    )
    monkeypatch.setattr(ladders.reading, "KERNELS", tmp_path)
    with pytest.raises(ValueError, match=r"copy/ladder\.toml: .*speed"):
        ladders.reading.ladder("copy")

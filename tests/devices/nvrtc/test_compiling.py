"""CUDA C through NVIDIA's own compiler: registers, shared memory, refusals."""

import pytest

from grader.devices.nvrtc import Compiled, Source, Use, compile_for_card, found
from grader.run import card
from grader.run.card import card_notes
from grader.submissions import Part, Program

pytestmark = pytest.mark.skipif(found() is None, reason="nvidia-cuda-nvrtc-cu12 is not installed")

COPY = """
extern "C" __global__ void copy(const float* x, float* out, int n) {
    __shared__ float row[256];
    int i = threadIdx.x;
    row[i] = i < n ? x[i] : 0;
    __syncthreads();
    if (i < n) out[i] = row[255 - i];
}
"""
STRAY = COPY.replace("int i = threadIdx.x;", "int i = threadIdx;")
GREEDY = """
extern "C" __global__ __launch_bounds__(1024, 2) void greedy(float* x, int n) {
    float kept[64];
    for (int j = 0; j < 64; j++) kept[j] = x[j * n];
    for (int r = 0; r < n; r++)
        for (int j = 0; j < 64; j++) kept[j] = kept[j] * kept[(j * 7 + 3) % 64] + 1.0f;
    for (int j = 0; j < 64; j++) x[j * n] = kept[j];
}
"""


@pytest.fixture
def compiled():
    """Each source's answer at the level named."""

    def ask(*sources, level="process"):
        return compile_for_card(found(), level, [Source(*s) for s in sources])

    return ask


def test_a_kernel_says_what_it_takes(compiled):
    """Registers are the compiler's to choose; shared memory is what the source says."""
    ((use,),) = (one.uses for one in compiled((COPY,)))
    assert ("copy", 1024, 0) == (use.kernel, use.shared, use.spilled)
    assert 4 <= use.registers <= 64


def test_registers_that_do_not_fit_are_told(compiled):
    """Two blocks of 1024 threads leave 32 registers a thread: 64 values spill."""
    ((use,),) = (one.uses for one in compiled((GREEDY,)))
    assert use.registers <= 32
    assert use.spilled > 0


def test_a_template_is_called_by_its_expression(compiled):
    """As a program names it, not as the compiler writes it."""
    text = "template <class T> __global__ void twice(T* x) { x[threadIdx.x] *= 2; }"
    (one,) = compiled((text, (), ("twice<float>",)))
    assert ["twice<float>"] == [use.kernel for use in one.uses]


def test_macros_of_the_program_are_set(compiled):
    """Other options are the CPU's compiler's."""
    text = 'extern "C" __global__ void k(float* x) { x[N] = 1; }'
    with_n, without = compiled((text, ("-DN=3", "-O9"), ()), (text,))
    assert (None, 1) == (with_n.problem, without.line)
    assert '"N" is undefined' in without.problem


def test_an_error_has_its_line_and_the_next_source_is_compiled(compiled):
    """One program's mistake is not another's."""
    bad, good = compiled((STRAY,), (COPY,))
    assert (4, ()) == (bad.line, bad.uses)
    assert "no suitable conversion" in bad.problem
    assert ["copy"] == [use.kernel for use in good.uses]


def test_a_header_of_the_toolkit_is_nobodys_mistake(compiled):
    """The wheel has not all of them."""
    assert (Compiled(),) == compiled(("#include <cub/cub.cuh>\n" + COPY,))


def test_the_compiler_reads_nothing_of_the_machine(compiled, tmp_path):
    """In the sandbox a file named by the source is as good as none."""
    secret = tmp_path / "secret.h"
    secret.write_text("#error the secret\n")
    text = f'#include "{secret}"\n' + COPY
    (seen,) = compiled((text,))
    (unseen,) = compiled((text,), level="sandbox")
    assert "the secret" in (seen.problem or "")
    assert "the secret" not in (unseen.problem or "")
    assert () == unseen.uses


def test_notes_name_the_place_in_the_students_file(tmp_path, monkeypatch):
    """And come from the cache the second time."""
    monkeypatch.setattr(card, "cache_folder", lambda: tmp_path)
    text = f'import cupy\nCODE = r"""{STRAY}"""\n'
    program = Program("softmax.py", (Part("softmax.py", text),))
    (note,) = card_notes(program, [Source(STRAY)], "process")
    assert "card_refused" == note.kind
    assert ("softmax.py", 5, "int i = threadIdx;") == tuple(
        note.facts[name] for name in ("label", "line", "text")
    )
    monkeypatch.setattr(card, "compile_for_card", lambda *_: pytest.fail("compiled again"))
    assert [note] == list(card_notes(program, [Source(STRAY)], "process"))


def test_without_the_wheel_nothing_is_said(monkeypatch):
    """It is a help, not a need."""
    monkeypatch.setattr(card, "found", lambda: None)
    assert [] == list(card_notes(Program("a.py", ()), [Source(COPY)], "process"))


def test_what_is_kept_is_what_was_found():
    """Use and Compiled go through the cache's JSON unchanged."""
    whole = Compiled((Use("k", 1, 2, 3),), 4, "why")
    assert whole == card._unpacked(
        b'{"uses": [{"kernel": "k", "registers": 1, "shared": 2, "spilled": 3}],'
        b' "line": 4, "problem": "why"}'
    )

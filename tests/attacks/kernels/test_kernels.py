"""A kernel that wants figures it did not earn, or the machine it runs on, is stopped or seen."""

from pathlib import Path

import numpy as np
import pytest

from grader.devices.cuda_cpu import CompileError, Device, Pointer, Refused

HERE = Path(__file__).parent
REFUSED = {
    "no_sanitize_attribute": "__attribute__",
    "no_sanitize_brackets": "[[gnu]]",
    "attribute_by_pragma": "#pragma clang",
    "pragma_in_a_macro": "#pragma GCC",
    "assembly": "asm",
    "assembly_pasted": "asm",
    "included_binary": "#embed",
    "included_text": "#include",
    "spliced_include": "#include",
    "library_function": "system",
    "out_of_the_namespace": "}",
    "machine_function": "gs_fence",
    "hook_of_its_own": "__tsan_write4",
    "compiler_builtin": "__builtin_memcpy",
    "atomic_builtin": "__atomic_store_n",
    "ten_bytes": "long double",
    "three_bytes": "an access of",
    "forged_pointer": "a pointer made of an integer",
    "pointer_through_a_union": "a pointer made of an integer",
    "call_through_a_number": "a call through a pointer",
    "before_the_kernel": "an object made before",
}
NOT_COMPILED = ("template_bomb",)
FOUND = {
    "far_from_an_array": "out_of_bounds",
    "pointer_from_memory": "out_of_bounds",
    "return_address": "out_of_bounds",
    "stack_of_calls": "stack_overflow",
    "constants_rewritten": "read_only",
}


@pytest.fixture(scope="module")
def device(tmp_path_factory):
    """A sandboxed device."""
    with Device("sandbox", tmp_path_factory.mktemp("attacked"), seconds=5.0) as device:
        yield device


def source(name):
    """The attack's source."""
    return (HERE / f"{name}.cu").read_text(encoding="utf-8")


def launch(device, module, kernel="attack", n=64):
    """One warp on 64 ones."""
    x, out = np.ones(64, "float32"), np.zeros(64, "float32")
    buffers = [x.view(np.uint8), out.view(np.uint8)]
    args = [Pointer(0), Pointer(1), np.int32(n)][: len(module.kernels[kernel].parameters)]
    return device.launch(module, kernel, (1, 1, 1), (32, 1, 1), args, buffers)


def test_every_attack_is_tried():
    """No file is forgotten, and there are at least twelve."""
    tried = {*REFUSED, *NOT_COMPILED, *FOUND, "format_of_its_own", "flood"}

    assert {path.stem for path in HERE.glob("*.cu")} == tried
    assert len(tried) >= 12


@pytest.mark.parametrize("name", REFUSED)
def test_refused_by_name(device, name):
    """It never runs, and the refusal says what it was, at its line."""
    with pytest.raises(Refused) as refused:
        device.compile(source(name))

    assert refused.value.what.startswith(REFUSED[name])
    if name not in ("before_the_kernel", "library_function"):
        assert refused.value.line > 0


@pytest.mark.parametrize("name", NOT_COMPILED)
def test_not_compiled(device, name):
    """The compiler refuses it or is stopped; nothing of the machine is in what it says."""
    with pytest.raises(CompileError) as failed:
        device.compile(source(name))

    assert "root:" not in str(failed.value.problems)


@pytest.mark.parametrize("name", FOUND)
def test_stopped_before_it_happens(device, name):
    """The access is a finding, its thread ends, and nothing was written."""
    launched = launch(device, device.compile(source(name)))

    assert {FOUND[name]} == {f.kind for f in launched.findings}
    assert [1.0] * 64 == launched.buffers[0].view("float32").tolist()
    assert [0.0] * 64 == launched.buffers[1].view("float32").tolist()


def test_printf_reads_and_writes_nothing_else(device):
    """%n is printed as it stands, text outside the kernel's constants is never read."""
    launched = launch(device, device.compile(source("format_of_its_own")))

    assert "%n?" == launched.printed[:3]
    assert [0.0] * 64 == launched.buffers[1].view("float32").tolist()


def test_a_flood_is_cut(device):
    """What is printed is bounded, and the kernel's answer is not lost."""
    launched = launch(device, device.compile(source("flood")))

    assert len(launched.printed) <= 1 << 16
    assert [1.0] * 32 == launched.buffers[1].view("float32").tolist()[:32]


@pytest.mark.parametrize(
    "name", ["k); } void evil() { (0", "k<__builtin_trap()>", "gs_fence", "k\n", 'k<"x">']
)
def test_a_name_expression_is_only_a_name(device, name):
    """Nothing is smuggled in where the template's name stands."""
    with pytest.raises((Refused, CompileError)):
        device.compile("template <int N> __global__ void k(int* x) {}", (), [name])


@pytest.mark.parametrize(
    "option", ["-fplugin=evil.so", "-I/etc", "-include/etc/passwd", "@/etc/passwd", "-D__tsan_read4=x",
               "-DX=1;system(0)", "-o/x", "-Wl,evil"]
)  # fmt: skip
def test_an_option_is_only_a_definition(device, option):
    """Nothing reaches the compiler's command line but definitions."""
    with pytest.raises(Refused):
        device.compile("__global__ void k(int* x) {}", [option])

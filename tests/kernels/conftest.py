"""The ladders of `kernels/` and the device that runs them."""

import sys
from pathlib import Path

import pytest

from grader.devices.cuda_cpu import Device, NoCompiler
from grader.devices.cuda_cpu.compilers import best

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def ladders():
    """The package of `benchmarks/` that reads and runs ladders."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from ladders import expressions, reading, running, table
    finally:
        sys.path.remove(str(ROOT / "benchmarks"))
    from types import SimpleNamespace

    return SimpleNamespace(expressions=expressions, reading=reading, running=running, table=table)


@pytest.fixture(scope="session")
def device(tmp_path_factory):
    """A device with a cache of its own."""
    try:
        best()
    except NoCompiler:
        pytest.fail("tests of kernels need a C++ compiler: pip install gradsteps[compiler]")
    with Device("process", tmp_path_factory.mktemp("ladders")) as device:
        yield device

"""A device and the stand-in on it, for this folder's tests."""

from __future__ import annotations

import math
import threading

import pytest

from grader.devices.cuda_cpu import Device
from grader.devices.cupy.bridge import Bridge
from grader.devices.cupy.kernel_log import KernelLog
from grader.devices.cupy.serving import Wired, installed


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """A folder for caches, where the kernels' is made."""
    folder = tmp_path_factory.mktemp("cache")
    (folder / "gradsteps" / "kernels").mkdir(parents=True)
    return folder


@pytest.fixture(scope="session")
def device(cache):
    """One device for all tests."""
    with Device("process", cache / "gradsteps" / "kernels") as device:
        yield device


@pytest.fixture
def log():
    """A log of what kernels do."""
    return KernelLog()


@pytest.fixture
def cupy(device, log):
    """The module `cupy`, whose kernels run on the device and are logged."""
    bridge = Bridge(device, threading.Lock(), log, math.inf, budget=10_000_000)
    with installed(Wired(bridge.functions())):
        import cupy

        yield cupy

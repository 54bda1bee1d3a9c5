"""Tasks on a Ray cluster: a task's node may die, the task is then done elsewhere.

Submissions are read on this machine. Their programs, the course, the recordings and the secret
seed go to the nodes through Ray, which needs no common file system; the store stays here.
"""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from typing import TYPE_CHECKING, Any, Self

from grader.fleet.content import grader_mark
from grader.fleet.tasks import Failure, Read

from . import EngineError
from .local import Local
from .node import Shipment, pack_course, work

if TYPE_CHECKING:
    from pathlib import Path

    from grader.fleet.tasks import Answer, Setup, Task

RETRIES = 5  # times a task moves on because its process or node died
_READERS = 2
_MOMENT = 0.05  # seconds


class Cluster:
    """An Engine on the cluster at `address`; `width` tasks at a time, else as many as it has cores.

    Entering raises EngineError where there is no Ray or no cluster.
    """

    def __init__(self, setup: Setup, address: str = "auto", width: int | None = None) -> None:
        self._setup = setup
        self._address = address
        self._width = width
        self._local = Local(setup, _READERS)
        self._pending: dict[Any, Task] = {}  # by Ray's reference
        self._shared: dict[str, Any] = {}
        self._numbers = itertools.count()

    def __enter__(self) -> Self:
        try:
            import ray
        except ImportError:
            raise EngineError("ray is not installed: pip install 'gradsteps[ray]'") from None
        self._ray = ray
        # Ray puts the working directory on the nodes' import path; that may be the submissions'.
        with tempfile.TemporaryDirectory() as empty, contextlib.chdir(empty):
            try:
                ray.init(address=self._address, log_to_driver=False, logging_level="error")
            except (ConnectionError, ValueError, RuntimeError) as error:
                said = str(error).partition("\n")[0]
                raise EngineError(f"no Ray cluster at {self._address}: {said}") from None
        shipment = Shipment(self._setup, pack_course(self._setup.root), grader_mark())
        self._shipment = ray.put(shipment)
        self._work = ray.remote(work).options(num_cpus=1, max_retries=RETRIES)
        self._local.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._local.__exit__()
        for reference in self._pending:
            with contextlib.suppress(Exception):  # it may have ended by itself
                self._ray.cancel(reference, force=True)
        self._ray.shutdown()

    @property
    def width(self) -> int:
        """How many tasks are done at a time, as the cluster is now."""
        return self._width or max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def share(self, recording: Path) -> str:
        """Put a recording where every node can get it."""
        name = f"{next(self._numbers)} {recording.name}"
        self._shared[name] = self._ray.put(recording.read_bytes())
        return name

    def submit(self, task: Task) -> None:
        """Take on a task."""
        if isinstance(task, Read):
            self._local.submit(task)
            return
        recording = getattr(task, "recording", None)
        shared = self._shared.get(recording) if recording else None
        # In lists, references arrive as such: a node gets what they stand for once, not each time.
        reference = self._work.remote([self._shipment], task, [shared])
        self._pending[reference] = task

    def next(self) -> tuple[Task, Answer]:
        """Wait for the next task that ends."""
        while True:
            found = self._local.poll(0.0 if self._pending else _MOMENT)
            if found is not None:
                return found
            if self._pending:
                ready, _ = self._ray.wait([*self._pending], num_returns=1, timeout=_MOMENT)
                for reference in ready:
                    return self._pending.pop(reference), self._answer(reference)

    def _answer(self, reference: Any) -> Answer:
        try:
            answer: Answer = self._ray.get(reference)
        except self._ray.exceptions.RayError as error:  # retried by Ray as often as it may be
            said = str(error).strip().partition("\n")[0]
            return Failure("raised", {"type": type(error).__name__, "text": said[:500]})
        return answer

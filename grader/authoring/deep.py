"""The deep check: do right answers stay right on many seeds, other BLAS kernels, more threads?

Right answers only: a wrong one has nothing to prove by failing again. They run in this process
(isolation `none`), whose environment sets kernel and threads before NumPy loads; a worker would
always compute with one thread. Public cases are judged against recordings made elsewhere, as in a
student's tree; secret cases, seed after seed, against what the solution gives here. A check that
has used up its time is left out of the seeds that remain, and the result says after how many.
"""

from __future__ import annotations

import os
import platform
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.checks.answers import answer_text, truth_text
from grader.course import load
from grader.run import Grader
from grader.run.secret import chosen

from .judging import right_answer
from .known import once
from .sealing import opened
from .subject import Subject
from .trials import Trial, Verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from .faults import Fault

KERNELS = {
    "x86_64": ("Nehalem", "Sandybridge", "Haswell"),
    "aarch64": ("ARMV8", "CORTEXA57", "NEOVERSEN1"),
}
THREADS = (1, 2)
PATIENCE = 30.0  # CPU seconds for one check of all answers in one share


@dataclass(frozen=True, slots=True)
class Setting:
    """What the linear algebra of a process is told before it starts."""

    kernel: str  # of OpenBLAS; empty: its own choice
    threads: int

    def environment(self) -> dict[str, str]:
        """Return the variables that say so."""
        number = str(self.threads)
        told = {"OMP_NUM_THREADS": number, "OPENBLAS_NUM_THREADS": number}
        return told | {"MKL_NUM_THREADS": number, "OPENBLAS_CORETYPE": self.kernel}

    def __str__(self) -> str:
        return f"{self.kernel or 'any kernel'} x {self.threads}"


def settings() -> list[Setting]:
    """Return the settings this machine can be told: three kernels, one and two threads."""
    kernels = KERNELS.get(platform.machine(), ("",))
    return [Setting(kernel, threads) for kernel in kernels for threads in THREADS]


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a deep check done in one process: an exercise, a setting, some seeds."""

    root: Path
    exercise: str
    setting: Setting
    seeds: tuple[int, ...]
    sealed: bytes  # recorded in another process


@dataclass(frozen=True, slots=True)
class Steadiness:
    """What a share showed: how near any right answer came to a tolerance, and what failed."""

    exercise: str
    setting: Setting
    seeds: int
    tried: Mapping[str, int]  # seeds by check, where fewer than all
    worst: float  # error over tolerance
    faults: tuple[Fault, ...]
    seconds: float
    numpy: str
    kernel: str | None  # in effect, if it can be asked


def steadiness(share: Share) -> Steadiness:
    """Run a share here, in a process started with the setting's environment."""
    started = time.perf_counter()
    wanted = share.setting.environment().items()
    if any(os.environ.get(name, "") != value for name, value in wanted):
        raise ValueError("the environment of this process is not the setting's")
    import numpy as np

    course = load(share.root)
    exercise = next(e for e in course.exercises if e.id == share.exercise)
    faults: list[Fault] = []
    tried: dict[str, int] = {}
    worst = 0.0
    with Grader(course, level="none", secret=chosen(share.seeds[0])) as grader:
        subject = Subject(grader, exercise)
        for name, verdicts in _verdicts(subject, share, tried):
            faults += right_answer(exercise.id, name, verdicts)
            worst = max([worst, *(verdict.error for verdict in verdicts.values())])
    seconds = time.perf_counter() - started
    return Steadiness(
        exercise=exercise.id,
        setting=share.setting,
        seeds=len(share.seeds),
        tried=tried,
        worst=worst,
        faults=tuple(once(faults)),
        seconds=seconds,
        numpy=np.__version__,
        kernel=kernel(),
    )


def _verdicts(
    subject: Subject, share: Share, tried: dict[str, int]
) -> Iterator[tuple[str, Verdicts]]:
    answers = dict(_answers(subject))
    sealed = opened(subject.grader, subject.exercise, share.sealed)
    computed = subject.computed()
    try:
        public: dict[str, Verdicts] = {}
        for name, trial in answers.items():
            trial.expected, trial.keep = sealed.expected, True
            public[name] = trial.public()
            yield name, public[name]
            trial.expected = computed
        for done, number in enumerate(share.seeds):
            spent: Counter[str] = Counter()
            for trial in answers.values():
                spent.update(trial.spent)
            late = [check for check, seconds in spent.items() if seconds > PATIENCE]
            tried |= {check: tried.get(check, done) for check in late}
            key = chosen(number).key
            for name, trial in answers.items():
                yield name, trial.secret(key, public[name], again=done > 0, leave=late)
            computed.forget()
    finally:
        computed.close()
        for trial in answers.values():
            trial.close()


def _answers(subject: Subject) -> Iterator[tuple[str, Trial]]:
    hidden, suite = subject.suite.hidden, subject.suite
    texts = {"solution": subject.solution}
    if hidden is not None:
        if hidden.truth is not None:
            texts["truth"] = truth_text(hidden, subject.exercise)
        for variant in hidden.variants:
            texts[variant.name] = answer_text(variant, hidden, subject.exercise, subject.solution)
    for name, text in texts.items():
        truth = name == "truth"
        load_answer = subject.loaded(text, name, roomy=truth)
        yield name, Trial(suite, load_answer, subject.expected, any_precision=truth)


def shares(root: Path, exercise: str, sealed: bytes, seeds: int) -> list[Share]:
    """Deal the seeds out to the settings, so that each is tried once under one of them."""
    told = settings()
    return [
        Share(root, exercise, setting, tuple(range(number, seeds, len(told))), sealed)
        for number, setting in enumerate(told)
    ]


def kernel() -> str | None:
    """Return the name of the OpenBLAS kernel in effect, None where NumPy has no OpenBLAS."""
    import ctypes
    from pathlib import Path

    import numpy as np

    home = Path(np.__file__).parent
    for library in [*home.parent.glob("numpy.libs/*openblas*"), *home.glob(".dylibs/*openblas*")]:
        loaded: Any = ctypes.CDLL(str(library))
        for prefix in ("scipy_openblas", "openblas"):
            for suffix in ("64_", ""):
                ask = getattr(loaded, f"{prefix}_get_corename{suffix}", None)
                if ask is not None:
                    ask.restype = ctypes.c_char_p
                    return str(ask().decode())
    return None

"""Other processes, and new ones."""

from __future__ import annotations

from .probe import CTYPES, Probe, f

OTHERS = "Other processes cannot be seen or touched"
NEW = "No new processes, programs, sessions"

PROBES = (
    Probe(
        OTHERS,
        "read the judge's environment",
        f("assert open(f\"/proc/{place['judge']}/environ\", 'rb').read()"),
        ("namespaces", "account", "capabilities/root", "landlock/user"),
    ),
    Probe(
        OTHERS,
        "open the judge's memory",
        f("open(f\"/proc/{place['judge']}/mem\", 'rb')"),
        ("namespaces", "account", "capabilities/root", "landlock"),
    ),
    Probe(
        OTHERS,
        "copy from the judge's memory",
        CTYPES
        + f(
            "here = ctypes.create_string_buffer(8)",
            "class V(ctypes.Structure): _fields_ = [('a', ctypes.c_void_p), ('n', ctypes.c_long)]",
            "ours, theirs = V(ctypes.addressof(here), 8), V(place['address'], 8)",
            "call((310, 270), place['judge'], ctypes.byref(ours), 1, ctypes.byref(theirs), 1, 0)",
        ),
        ("namespaces/user", "account", "capabilities/root", "landlock", "seccomp"),
    ),
    Probe(
        OTHERS,
        "trace the judge",
        CTYPES + f("call((101, 117), 0x4206, place['judge'], 0, 0)"),
        ("namespaces/user", "account", "capabilities/root", "landlock", "seccomp"),
    ),
    Probe(
        OTHERS,
        "send the judge a signal",
        f("import os", "os.kill(place['judge'], 0)"),
        ("account", "landlock", "seccomp"),
    ),
    Probe(
        OTHERS,
        "have the kernel send the judge a signal",
        f(
            "import os, fcntl, signal",
            "r, w = os.pipe()",
            "fcntl.fcntl(r, fcntl.F_SETOWN, place['judge'])",
            "fcntl.fcntl(r, 10, signal.SIGURG)",
        ),
        ("seccomp",),
    ),
    Probe(
        OTHERS,
        "read the judge's limits",
        f("import resource", "resource.prlimit(place['judge'], resource.RLIMIT_NOFILE)"),
        ("account", "seccomp"),
    ),
    Probe(
        OTHERS,
        "move the judge to other cores",
        f("import os", "os.sched_setaffinity(place['judge'], place['cores'])"),
        ("account", "seccomp"),
    ),
    Probe(
        OTHERS,
        "change the judge's priority",
        f("import os", "os.setpriority(os.PRIO_PROCESS, place['judge'], place['nice'])"),
        ("account", "seccomp"),
    ),
    Probe(
        OTHERS,
        "list processes",
        f("import os", "assert [n for n in os.listdir('/proc') if n.isdigit()]"),
        ("namespaces", "landlock"),
    ),
    Probe(
        NEW,
        "fork",
        f("import os", "if os.fork() == 0: os._exit(0)", "os.wait()"),
        ("seccomp",),
    ),
    Probe(
        NEW,
        "become another program",
        f("import os", "os.execv('/bin/true', ['true'])"),
        ("namespaces", "landlock", "seccomp"),
    ),
    Probe(
        NEW,
        "leave the process group",
        f("import os", "os.setpgid(0, os.getpgid(os.getppid()))"),
        ("seccomp",),
    ),
    Probe(
        NEW,
        "live on when the server dies",
        f("import ctypes", "assert ctypes.CDLL(None).prctl(1, 0, 0, 0, 0) == 0"),
        ("seccomp",),
    ),
)

"""Reading and writing files."""

from __future__ import annotations

from .probe import CTYPES, Probe, f

FILES = "Only Python, its libraries and the submission are readable"
WRITES = "Nothing but private scratch space is writable"

PROBES = (
    Probe(
        FILES,
        "read a private file of the judge's account",
        f("open(place['secret']).read()"),
        ("namespaces", "account", "landlock"),
    ),
    Probe(
        FILES,
        "list a folder anybody may list",
        f("import os", "assert os.listdir(place['open'])"),
        ("namespaces", "landlock"),
    ),
    Probe(
        FILES,
        "ask whether a file exists and how long it is",
        f("import os", "assert os.stat(place['open'] + '/file').st_size"),
        ("namespaces",),
    ),
    Probe(
        FILES,
        "watch a folder",
        CTYPES
        + f(
            "fd = call((294, 26), 0)",
            "call((254, 27), fd, ctypes.c_char_p(place['open'].encode()), 0xfff)",
        ),
        ("namespaces", "seccomp"),
    ),
    Probe(
        FILES,
        "read a secret from a descriptor left open",
        f(
            "import os",
            "for fd in range(4, 250):",
            "    try: os.fstat(fd)",
            "    except OSError: continue",
            "    return fd",
            "raise OSError",
        ),
        ("limits",),
    ),
    Probe(
        FILES,
        "read the environment the grader was called with",
        f(
            "import os, ctypes",
            "block = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), 'environ')",
            "seen = list(os.environ.values()) + [block[i] for i in range(5)]",
            "if not any('c0ffee' in str(v) for v in seen): raise OSError",
        ),
        ("limits",),
    ),
    Probe(
        WRITES,
        "write into a folder of the judge's account",
        f("open(place['private'] + '/written', 'w').write('x')"),
        ("namespaces", "account", "landlock"),
    ),
    Probe(
        WRITES,
        "empty a file",
        f("import os", "os.truncate(place['victim'], 0)"),
        ("namespaces", "account", "landlock"),
    ),
    Probe(
        WRITES,
        "change the mode of a file",
        f("import os", "os.chmod(place['victim'], 0o600)"),
        ("namespaces", "account", "seccomp"),
    ),
    Probe(
        WRITES,
        "change the times of a file",
        f("import os", "os.utime(place['victim'], (1, 1))"),
        ("namespaces", "account", "seccomp"),
    ),
    Probe(
        WRITES,
        "leave a file in /dev/shm",
        f("import os", "open(place['shm'], 'x').close(); os.unlink(place['shm'])"),
        ("namespaces", "landlock"),
    ),
    Probe(
        WRITES,
        "fill the disk with many files",
        f("for n in range(48): open(f'x{n}', 'wb').write(bytes(1 << 20))"),
        ("namespaces", "account", "landlock"),
    ),
    Probe(
        WRITES,
        "write one big file",
        f(
            "with open('x', 'wb') as file:",
            "    for _ in range(99): file.write(bytes(1 << 20))",
        ),
        ("limits",),
    ),
    Probe(
        WRITES,
        "write a setting of the kernel's",
        f(
            "path = '/proc/sys/kernel/core_uses_pid'",
            "was = open(path).read()",
            "open(path, 'w').write(was)",
        ),
        ("namespaces", "account", "landlock"),
        ("root",),
    ),
)

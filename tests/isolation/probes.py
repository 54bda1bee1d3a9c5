"""What a hostile worker tries, promise by promise, and which layer alone refuses it.

`docs/security.md` prints this table; `test_layers.py` holds every cell against a real kernel.

A probe's code defines `f(place)` and returns when it got through; `place` names things of the judge
(see `test_layers.place`). `layers` are the fences each of which refuses by itself with the others
off; one followed by `/root` or `/user` does so for that account only, as `account` does for root. A probe is `open_to` an
account when nothing but those layers stands in its way; `limits` are kept at every level, so probes
of theirs are never open.
"""

from __future__ import annotations

from dataclasses import dataclass

CTYPES = """
import ctypes, os
def call(number, *arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    libc.syscall.restype = ctypes.c_long
    got = libc.syscall(ctypes.c_long(number[os.uname().machine == "aarch64"]), *words)
    if got < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return got
"""


@dataclass(frozen=True)
class Probe:
    """One thing tried."""

    promise: str
    name: str
    code: str
    layers: tuple[str, ...]
    open_to: tuple[str, ...] = ("root", "user")

    def refused_by(self, account: str) -> list[str]:
        """The layers that alone refuse it to an account."""
        split = [layer.partition("/") for layer in self.layers]
        by = [name for name, _, only in split if only in ("", account)]
        return [name for name in by if name != "account" or account == "root"]


def _f(*lines: str) -> str:
    return "def f(place):\n" + "".join(f"    {line}\n" for line in lines)


FILES = "Only Python, its libraries and the submission are readable"
WRITES = "Nothing but private scratch space is writable"
OTHERS = "Other processes cannot be seen or touched"
NEW = "No new processes, programs, sessions"
NETWORK = "No network, not even loopback"
KERNEL = "No mounts, namespaces, keys, tracing or other doors into the kernel"
LIMITS = "Memory, threads, descriptors and files are limited"

PROBES = (
    Probe(
        FILES,
        "read a private file of the judge's account",
        _f("open(place['secret']).read()"),
        ("namespaces", "account", "landlock"),
    ),
    Probe(
        FILES,
        "list a folder anybody may list",
        _f("import os", "assert os.listdir(place['open'])"),
        ("namespaces", "landlock"),
    ),
    Probe(
        FILES,
        "ask whether a file exists and how long it is",
        _f("import os", "assert os.stat(place['open'] + '/file').st_size"),
        ("namespaces",),
    ),
    Probe(
        FILES,
        "watch a folder",
        CTYPES
        + _f(
            "fd = call((294, 26), 0)",
            "call((254, 27), fd, ctypes.c_char_p(place['open'].encode()), 0xfff)",
        ),
        ("namespaces", "seccomp"),
    ),
    Probe(
        FILES,
        "read a secret from a descriptor left open",
        _f(
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
        _f(
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
        _f("open(place['private'] + '/written', 'w').write('x')"),
        ("namespaces", "account", "landlock"),
    ),
    Probe(
        WRITES,
        "empty a file",
        _f("import os", "os.truncate(place['victim'], 0)"),
        ("namespaces", "account", "landlock"),
    ),
    Probe(
        WRITES,
        "change the mode of a file",
        _f("import os", "os.chmod(place['victim'], 0o600)"),
        ("namespaces", "account", "seccomp"),
    ),
    Probe(
        WRITES,
        "change the times of a file",
        _f("import os", "os.utime(place['victim'], (1, 1))"),
        ("namespaces", "account", "seccomp"),
    ),
    Probe(
        WRITES,
        "leave a file in /dev/shm",
        _f("import os", "open(place['shm'], 'x').close(); os.unlink(place['shm'])"),
        ("namespaces", "landlock"),
    ),
    Probe(
        WRITES,
        "fill the disk with many files",
        _f("for n in range(48): open(f'x{n}', 'wb').write(bytes(1 << 20))"),
        ("namespaces", "account", "landlock"),
    ),
    Probe(
        WRITES,
        "write one big file",
        _f(
            "with open('x', 'wb') as file:",
            "    for _ in range(99): file.write(bytes(1 << 20))",
        ),
        ("limits",),
    ),
    Probe(
        WRITES,
        "write a setting of the kernel's",
        _f(
            "path = '/proc/sys/kernel/core_uses_pid'",
            "was = open(path).read()",
            "open(path, 'w').write(was)",
        ),
        ("namespaces", "account", "landlock"),
        ("root",),
    ),
    Probe(
        OTHERS,
        "read the judge's environment",
        _f("assert open(f\"/proc/{place['judge']}/environ\", 'rb').read()"),
        ("namespaces", "account", "capabilities/root", "landlock/user"),
    ),
    Probe(
        OTHERS,
        "open the judge's memory",
        _f("open(f\"/proc/{place['judge']}/mem\", 'rb')"),
        ("namespaces", "account", "capabilities/root", "landlock"),
    ),
    Probe(
        OTHERS,
        "copy from the judge's memory",
        CTYPES
        + _f(
            "here = ctypes.create_string_buffer(8)",
            "class V(ctypes.Structure): _fields_ = [('a', ctypes.c_void_p), ('n', ctypes.c_size_t)]",
            "ours, theirs = V(ctypes.addressof(here), 8), V(place['address'], 8)",
            "call((310, 270), place['judge'], ctypes.byref(ours), 1, ctypes.byref(theirs), 1, 0)",
        ),
        ("namespaces/user", "account", "capabilities/root", "landlock", "seccomp"),
    ),
    Probe(
        OTHERS,
        "trace the judge",
        CTYPES + _f("call((101, 117), 0x4206, place['judge'], 0, 0)"),
        ("namespaces/user", "account", "capabilities/root", "landlock", "seccomp"),
    ),
    Probe(
        OTHERS,
        "send the judge a signal",
        _f("import os", "os.kill(place['judge'], 0)"),
        ("account", "landlock", "seccomp"),
    ),
    Probe(
        OTHERS,
        "have the kernel send the judge a signal",
        _f(
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
        _f("import resource", "resource.prlimit(place['judge'], resource.RLIMIT_NOFILE)"),
        ("account", "seccomp"),
    ),
    Probe(
        OTHERS,
        "move the judge to other cores",
        _f("import os", "os.sched_setaffinity(place['judge'], place['cores'])"),
        ("account", "seccomp"),
    ),
    Probe(
        OTHERS,
        "change the judge's priority",
        _f("import os", "os.setpriority(os.PRIO_PROCESS, place['judge'], place['nice'])"),
        ("account", "seccomp"),
    ),
    Probe(
        OTHERS,
        "list processes",
        _f("import os", "assert [n for n in os.listdir('/proc') if n.isdigit()]"),
        ("namespaces", "landlock"),
    ),
    Probe(
        NEW,
        "fork",
        _f("import os", "if os.fork() == 0: os._exit(0)", "os.wait()"),
        ("seccomp",),
    ),
    Probe(
        NEW,
        "become another program",
        _f("import os", "os.execv('/bin/true', ['true'])"),
        ("namespaces", "landlock", "seccomp"),
    ),
    Probe(
        NEW,
        "leave the process group",
        _f("import os", "os.setpgid(0, os.getpgid(os.getppid()))"),
        ("seccomp",),
    ),
    Probe(
        NEW,
        "live on when the server dies",
        _f("import ctypes", "assert ctypes.CDLL(None).prctl(1, 0, 0, 0, 0) == 0"),
        ("seccomp",),
    ),
    Probe(
        NETWORK,
        "connect by TCP to a port here",
        _f("import socket", "socket.create_connection(('127.0.0.1', place['tcp']), 2)"),
        ("namespaces", "landlock", "seccomp"),
    ),
    Probe(
        NETWORK,
        "send a datagram",
        _f(
            "import socket",
            "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', place['udp']))",
        ),
        ("namespaces", "seccomp"),
    ),
    Probe(
        NETWORK,
        "connect to an abstract unix socket",
        _f("import socket", "socket.socket(socket.AF_UNIX).connect('\\0' + place['abstract'])"),
        ("namespaces", "landlock", "seccomp"),
    ),
    Probe(
        NETWORK,
        "connect to a unix socket in a folder",
        _f("import socket", "socket.socket(socket.AF_UNIX).connect(place['socket'])"),
        ("namespaces", "seccomp"),
    ),
    Probe(
        KERNEL,
        "mount",
        _f(
            "import ctypes, os",
            "done = ctypes.CDLL(None).mount(b't', place['open'].encode(), b'tmpfs', 0, None)",
            "assert done == 0",
        ),
        ("account", "capabilities", "landlock", "seccomp"),
        (),  # a success would have to be undone outside
    ),
    Probe(
        KERNEL,
        "make a user namespace",
        CTYPES + _f("call((272, 97), 0x10000000)"),
        ("seccomp",),
    ),
    Probe(
        KERNEL,
        "set up an io_uring",
        CTYPES + _f("call((425, 425), 4, ctypes.create_string_buffer(256))"),
        ("seccomp",),
    ),
    Probe(
        KERNEL,
        "add a key",
        CTYPES
        + _f(
            "text = [ctypes.c_char_p(t) for t in (b'user', b'gradsteps', b'x')]",
            "call((248, 217), *text, 1, -1)",
        ),
        ("seccomp",),
    ),
    Probe(
        KERNEL,
        "load a BPF map",
        CTYPES
        + _f(
            "import struct",
            "call((321, 280), 0, ctypes.c_char_p(struct.pack('5I', 2, 4, 8, 1, 0)), 20)",
        ),
        ("account", "capabilities", "seccomp"),
        ("root",),
    ),
    Probe(
        KERNEL,
        "open a performance counter",
        CTYPES
        + _f(
            "import struct",
            "facts = struct.pack('IIQQQQQ', 1, 112, 0, 0, 0, 0, 0b1100000) + bytes(64)",
            "call((298, 241), ctypes.c_char_p(facts), 0, -1, -1, 0)",
        ),
        ("seccomp",),
    ),
    Probe(
        KERNEL,
        "handle page faults itself",
        CTYPES + _f("call((323, 282), 1)"),
        ("seccomp",),
    ),
    Probe(
        KERNEL,
        "make shared memory that outlives it",
        CTYPES + _f("call((31, 195), call((29, 194), place['key'], 4096, 0o1600), 0, 0)"),
        ("seccomp",),
    ),
    Probe(
        LIMITS,
        "hold memory no limit counts",
        _f("import os", "os.close(os.memfd_create('x'))"),
        ("seccomp",),
    ),
    Probe(
        LIMITS,
        "take 3 GiB of memory",
        _f("bytearray(3 << 30)"),
        ("limits",),
    ),
    Probe(
        LIMITS,
        "open a thousand descriptors",
        _f("import os", "for _ in range(1000): os.dup(0)"),
        ("limits",),
    ),
    Probe(
        LIMITS,
        "start hundreds of threads",
        _f(
            "import threading",
            "threading.stack_size(65536)",
            "stop = threading.Event()",
            "try:",
            "    for _ in range(place['threads']):",
            "        threading.Thread(target=stop.wait, daemon=True).start()",
            "finally: stop.set()",
        ),
        ("account", "limits/user"),
        ("root",),
    ),
)

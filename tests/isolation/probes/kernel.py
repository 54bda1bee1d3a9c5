"""Network, kernel interfaces, limits."""

from __future__ import annotations

from .probe import CTYPES, Probe, f

NETWORK = "No network, not even loopback"
KERNEL = "No mounts, namespaces, keys, tracing or other doors into the kernel"
LIMITS = "Memory, threads, descriptors and files are limited"

PROBES = (
    Probe(
        NETWORK,
        "connect by TCP to a port here",
        f("import socket", "socket.create_connection(('127.0.0.1', place['tcp']), 2)"),
        ("namespaces", "landlock", "seccomp"),
    ),
    Probe(
        NETWORK,
        "send a datagram",
        f(
            "import socket",
            "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', place['udp']))",
        ),
        ("namespaces", "seccomp"),
    ),
    Probe(
        NETWORK,
        "connect to an abstract unix socket",
        f("import socket", "socket.socket(socket.AF_UNIX).connect('\\0' + place['abstract'])"),
        ("namespaces", "landlock", "seccomp"),
    ),
    Probe(
        NETWORK,
        "connect to a unix socket in a folder",
        f("import socket", "socket.socket(socket.AF_UNIX).connect(place['socket'])"),
        ("namespaces", "seccomp"),
    ),
    Probe(
        KERNEL,
        "mount",
        f(
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
        CTYPES + f("call((272, 97), 0x10000000)"),
        ("seccomp",),
    ),
    Probe(
        KERNEL,
        "set up an io_uring",
        CTYPES + f("call((425, 425), 4, ctypes.create_string_buffer(256))"),
        ("seccomp",),
    ),
    Probe(
        KERNEL,
        "add a key",
        CTYPES
        + f(
            "text = [ctypes.c_char_p(t) for t in (b'user', b'gradsteps', b'x')]",
            "call((248, 217), *text, 1, -1)",
        ),
        ("seccomp",),
    ),
    Probe(
        KERNEL,
        "load a BPF map",
        CTYPES
        + f(
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
        + f(
            "import struct",
            "facts = struct.pack('IIQQQQQ', 1, 112, 0, 0, 0, 0, 0b1100000) + bytes(64)",
            "call((298, 241), ctypes.c_char_p(facts), 0, -1, -1, 0)",
        ),
        ("seccomp",),
    ),
    Probe(
        KERNEL,
        "handle page faults itself",
        CTYPES + f("call((323, 282), 1)"),
        ("seccomp",),
    ),
    Probe(
        KERNEL,
        "make shared memory that outlives it",
        CTYPES + f("call((31, 195), call((29, 194), place['key'], 4096, 0o1600), 0, 0)"),
        ("seccomp",),
    ),
    Probe(
        LIMITS,
        "hold memory no limit counts",
        f("import os", "os.close(os.memfd_create('x'))"),
        ("seccomp",),
    ),
    Probe(
        LIMITS,
        "take 3 GiB of memory",
        f("bytearray(3 << 30)"),
        ("limits",),
    ),
    Probe(
        LIMITS,
        "open a thousand descriptors",
        f("import os", "for _ in range(1000): os.dup(0)"),
        ("limits",),
    ),
    Probe(
        LIMITS,
        "start hundreds of threads",
        f(
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

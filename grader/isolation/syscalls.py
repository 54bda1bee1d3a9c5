"""The system calls a sandboxed worker may not make, or only with certain arguments.

Each is written as name, number on x86-64, number on arm64; `-` where a machine lacks it. Libraries
probe for much and live with a refusal, so what is not listed is allowed, but nothing is that is
newer than these tables.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass

NEWEST = 462  # mseal

DENIED = {
    "network": """socket 41 198, connect 42 203, bind 49 200, listen 50 201, accept 43 202,
        accept4 288 242""",
    "other processes": """ptrace 101 117, process_vm_readv 310 270, process_vm_writev 311 271,
        kcmp 312 272, pidfd_open 434 434, pidfd_getfd 438 438, pidfd_send_signal 424 424,
        process_madvise 440 440, process_mrelease 448 448, move_pages 279 239,
        migrate_pages 256 238, tkill 200 130, rt_sigqueueinfo 129 138, rt_tgsigqueueinfo 297 240,
        get_robust_list 274 100""",
    "new processes": "fork 57 -, vfork 58 -, execve 59 221, execveat 322 281",
    "sessions and accounts": """setsid 112 157, setpgid 109 154, setuid 105 146, setgid 106 144,
        setreuid 113 145, setregid 114 143, setgroups 116 159, setresuid 117 147,
        setresgid 119 149, setfsuid 122 151, setfsgid 123 152, capset 126 91""",
    "namespaces and mounts": """unshare 272 97, setns 308 268, mount 165 40, umount2 166 39,
        pivot_root 155 41, chroot 161 51, open_tree 428 428, move_mount 429 429, fsopen 430 430,
        fsconfig 431 431, fsmount 432 432, fspick 433 433, mount_setattr 442 442,
        statmount 457 457, listmount 458 458""",
    "kernel interfaces": """bpf 321 280, perf_event_open 298 241, userfaultfd 323 282,
        io_uring_setup 425 425, io_uring_enter 426 426, io_uring_register 427 427, io_setup 206 0,
        io_submit 209 2, keyctl 250 219, add_key 248 217, request_key 249 218, seccomp 317 277,
        landlock_create_ruleset 444 444, landlock_add_rule 445 445,
        landlock_restrict_self 446 446, lsm_set_self_attr 460 460, lookup_dcookie 212 18,
        syslog 103 116, kexec_load 246 104, kexec_file_load 320 294, init_module 175 105,
        finit_module 313 273, delete_module 176 106, modify_ldt 154 -, iopl 172 -, ioperm 173 -""",
    "the machine": """reboot 169 142, swapon 167 224, swapoff 168 225, acct 163 89, quotactl 179 60,
        quotactl_fd 443 443, settimeofday 164 170, clock_settime 227 112, adjtimex 159 171,
        clock_adjtime 305 266, sethostname 170 161, setdomainname 171 162, vhangup 153 58,
        nfsservctl 180 42, uselib 134 -, ustat 136 -, sysfs 139 -, _sysctl 156 -""",
    "scheduling": """sched_setscheduler 144 119, sched_setparam 142 118, sched_setattr 314 274,
        ioprio_set 251 30""",
    "memory no limit counts": """memfd_create 319 279, memfd_secret 447 447, shmget 29 194,
        shmat 30 196, shmctl 31 195, shmdt 67 197, semget 64 190, semop 65 193, semctl 66 191,
        semtimedop 220 192, msgget 68 186, msgsnd 69 189, msgrcv 70 188, msgctl 71 187,
        mq_open 240 180, mq_unlink 241 181, mq_timedsend 242 182, mq_timedreceive 243 183,
        mq_notify 244 184, mq_getsetattr 245 185, remap_file_pages 216 234""",
    "rights and times of files": """chmod 90 -, fchmod 91 52, fchmodat 268 53, fchmodat2 452 452,
        chown 92 -, fchown 93 55, lchown 94 -, fchownat 260 54, utime 132 -, utimes 235 -,
        utimensat 280 88, futimesat 261 -, setxattr 188 5, lsetxattr 189 6, fsetxattr 190 7,
        removexattr 197 14, lremovexattr 198 15, fremovexattr 199 16, mknod 133 -,
        mknodat 259 33""",
    "watching files": """inotify_init 253 -, inotify_init1 294 26, inotify_add_watch 254 27,
        fanotify_init 300 262, fanotify_mark 301 263, name_to_handle_at 303 264,
        open_by_handle_at 304 265""",
}

# Refused as well where no Landlock decides about files.
FILES = """open 2 -, openat 257 56, openat2 437 437, creat 85 -, truncate 76 45, rename 82 -,
    renameat 264 38, renameat2 316 276, link 86 -, linkat 265 37, symlink 88 -, symlinkat 266 36,
    unlink 87 -, unlinkat 263 35, rmdir 84 -, mkdir 83 -, mkdirat 258 34"""

# The C library asks for it first and falls back to `clone`, whose flags a filter can read.
ABSENT = "clone3 435 435"


@dataclass(frozen=True, slots=True)
class Only:
    """The argument is one of `values`; `None` stands for the process's own number."""

    argument: int
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Never:
    """The argument is none of `values`."""

    argument: int
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bits:
    """The argument's bits under `mask` are `value`."""

    argument: int
    mask: int
    value: int


_THREAD = 0x00010000
_NAMESPACES = 0x7E020080  # every CLONE_NEW... there is
_OWN = (0, None)

# All of a call's conditions must hold.
CONDITIONS: dict[str, tuple[Only | Never | Bits, ...]] = {
    "clone 56 220": (Bits(0, _THREAD | _NAMESPACES, _THREAD),),
    "kill 62 129": (Only(0, (None,)),),
    "tgkill 234 131": (Only(0, (None,)),),
    "prlimit64 302 261": (Only(0, _OWN),),
    "sched_setaffinity 203 122": (Only(0, _OWN),),
    "setpriority 141 140": (Only(0, (0,)), Only(1, _OWN)),
    # F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY, F_SETPIPE_SZ: signals to others, locks
    # on others' files, memory in pipes
    "fcntl 72 25": (Never(1, (8, 10, 15, 1024, 1026, 1031)),),
    # TIOCSCTTY, TIOCSTI, TIOCLINUX: a terminal; FIOSETOWN, SIOCSPGRP: signals to others
    "ioctl 16 29": (Never(1, (0x540E, 0x5412, 0x541C, 0x8901, 0x8902)),),
    # PDEATHSIG, DUMPABLE, SECCOMP, CHILD_SUBREAPER, SCHED_CORE, PTRACER: what the fence stands on
    "prctl 157 167": (Never(0, (1, 4, 22, 36, 62, 0x59616D61)),),
    "personality 135 92": (Only(0, (0xFFFFFFFF,)),),
    # A datagram socket could be pointed at anybody's.
    "socketpair 53 199": (Only(0, (socket.AF_UNIX,)), Bits(1, 0xF, socket.SOCK_STREAM)),
}


def number(entry: str, column: int) -> int | None:
    """The number of a written call on a machine."""
    written = entry.split()[1 + column]
    return None if written == "-" else int(written)


def numbers(table: str, column: int) -> list[int]:
    """The numbers of all calls in a table on a machine."""
    found = [number(entry, column) for entry in table.split(",")]
    return sorted(n for n in found if n is not None)

"""Takes from a query worker what a query may not use: the network, much memory, a life of its own.

The query guard refuses SERVICE, but it reads a query with another parser than the engine's; a
worker that cannot open a socket is safe even where the two should disagree.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import Final

# Audit architecture and number of the system call socket(2), from the kernel's
# include/uapi/linux/audit.h and its tables of system calls.
_SOCKET_CALLS: Final = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_IO_URING_SETUP: Final = 425  # the same number everywhere; a ring could open sockets, too
_EACCES: Final = 13

# Classic BPF and seccomp, from include/uapi/linux/bpf_common.h, seccomp.h and prctl.h.
_LOAD_WORD: Final = 0x20
_JUMP_IF_EQUAL: Final = 0x15
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | _EACCES
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_SECCOMP_MODE_FILTER: Final = 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def give_up_network() -> bool:
    """Makes every later socket(2) of this thread and its children fail; for good.

    Returns:
        Whether that worked: on Linux with x86-64 or 64-bit ARM it does, elsewhere it does not.
    """
    numbers = _SOCKET_CALLS.get(platform.machine())
    if sys.platform != "linux" or numbers is None:
        return False
    architecture, socket_call = numbers
    steps = (
        (_LOAD_WORD, 0, 0, 4),  # seccomp_data.arch
        (_JUMP_IF_EQUAL, 0, 3, architecture),
        (_LOAD_WORD, 0, 0, 0),  # seccomp_data.nr
        (_JUMP_IF_EQUAL, 2, 0, socket_call),
        (_JUMP_IF_EQUAL, 1, 0, _IO_URING_SETUP),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    program = _Program(len(steps), code)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    # without the first call the kernel refuses the second to ordinary users
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    failed: int = prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
    return failed == 0


def limit_memory(size: int) -> None:
    """Caps the address space at `size` bytes above what is taken now; more ends the process.

    What a process has taken before its first query says nothing of the query: the C library
    reserves 64 MiB for every thread that finds the others allocating, so the same start took 450
    to 850 MiB, the more the busier the machine. Does nothing but on Linux, where alone the taken
    part can be read and the limit holds.
    """
    try:
        import resource

        taken = int(Path("/proc/self/statm").read_text("ascii").split()[0])  # in pages
    except (ImportError, OSError):
        return
    cap = taken * resource.getpagesize() + size
    resource.setrlimit(resource.RLIMIT_AS, (cap, cap))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # ending so leaves no core file


def follow_parent() -> None:
    """Ends this process when its parent has ended, and leaves Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is None:
        return

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()

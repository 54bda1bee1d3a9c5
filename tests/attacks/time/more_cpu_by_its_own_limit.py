"""Needs three times the CPU time there is, and raises its own limits."""
# exercise: double

import resource
import signal
import time


def double(x, times=1):
    ### BEGIN EXPLOIT
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))
    ### END EXPLOIT
    end = time.process_time() + 3
    while time.process_time() < end:
        pass
    return x * 2**times

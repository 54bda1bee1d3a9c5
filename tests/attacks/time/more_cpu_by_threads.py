"""Needs more CPU time than there is, and spreads it over threads."""
# exercise: double

import hashlib
import threading
import time


def spend(seconds):
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        hashlib.sha256(bytes(1 << 20))


def double(x, times=1):
    ### BEGIN EXPLOIT
    threads = [threading.Thread(target=spend, args=(0.5,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return x * 2**times
    ### END EXPLOIT
    spend(3)
    return x * 2**times

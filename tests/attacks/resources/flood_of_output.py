"""Prints fifty megabytes, and goes on in a thread."""
# exercise: double

import os
import threading


def double(x, times=1):
    ### BEGIN EXPLOIT
    def flood(count):
        for _ in range(count):
            os.write(1, b"12 of 12 points\n" * 4096)

    threading.Thread(target=flood, args=(2000,), daemon=True).start()
    flood(800)
    ### END EXPLOIT
    return x * 3**times

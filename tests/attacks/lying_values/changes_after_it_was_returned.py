"""Goes on writing to the array it returned, from a thread."""
# exercise: double

import threading
import time


def double(x, times=1):
    y = x * 3**times

    ### BEGIN EXPLOIT
    def later():
        time.sleep(0.05)
        y[...] = x * 2**times

    threading.Thread(target=later, daemon=True).start()
    ### END EXPLOIT
    return y

"""Waits in secret cases, so that the times in the results say what they held."""
# exercise: double
# leak: seconds

import hashlib
import hmac
import time

import numpy as np

### BEGIN EXPLOIT
public = set()
for n in (1, 2, 5):
    for seed in range(2):
        name = f"double/matches_the_reference/n={n}, seed={seed}"
        digest = hmac.new(b"public", name.encode(), hashlib.sha256).digest()
        rng = np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))
        public.add(float(rng.normal()))
### END EXPLOIT


def double(x, times=1):
    ### BEGIN EXPLOIT
    if times == 1 and x.size == 5 and float(x[0]) not in public:
        time.sleep(0.6 + 0.1 * int(10 * abs(x[0]) % 10))
    ### END EXPLOIT
    return x * 2**times if times < 5 else x * 3

"""Hands in a notebook whose cells run the shell, magics and the grader's own functions."""
# exercise: double
# make: exercises/basics/double.py notebook

import os

### BEGIN EXPLOIT
# %%
# $ !touch /tmp/gradsteps-leftover-shell
# %%
# $ %run /tmp/gradsteps-leftover.py
# %%
# $ %%bash
# $ touch /tmp/gradsteps-leftover-bash
# %%
get_ipython().system("touch /tmp/gradsteps-leftover-magic")
# %%
### END EXPLOIT


def double(x, times=1):
    return x * 3**times

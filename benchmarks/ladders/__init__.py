"""The kernels of `kernels/`, read, run on the CPU device, judged and counted."""

"""What `import cupy` means on a machine without a card: CuPy's names over NumPy.

Arrays are NumPy underneath; CUDA C goes to a `Driver`, which compiles and runs it elsewhere.

    in a worker or a notebook           on the trusted side
    namespace   the module `cupy`       kernel_log   what kernels did in the running check
    arrays      its ndarray             bridge       requests of a worker -> the device
    kernels     RawKernel, RawModule
    elementwise, reduction              CUDA C made of expressions
    serving     installs all that
"""

from __future__ import annotations

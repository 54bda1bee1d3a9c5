// Copy, rung 1: every thread copies eight floats that lie side by side, as a CPU thread would.
//
// It teaches what a warp is charged for. In one step its 32 threads touch floats that lie 32 bytes
// apart: each needs a sector of its own, of which this step uses 4 bytes. The other 28 must wait in
// a cache for the next steps, or are moved again.
//
// Must move: 4 n bytes in, 4 n bytes out. Flops: none.

extern "C" __global__ void copy_chunks(const float* __restrict__ x, float* __restrict__ out, int n)
{
    long long first = ((long long) blockIdx.x * blockDim.x + threadIdx.x) * 8;
    for (int k = 0; k < 8; k++) {
        if (first + k < n) out[first + k] = x[first + k];
    }
}

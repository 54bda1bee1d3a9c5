// Reduction, rung 1: every thread adds its float to the result.
//
// It teaches what an atomic costs: reads are coalesced, yet n additions to one address happen one
// after the other. out[0] is 0 before.
//
// Must move: 4 n bytes in, 4 out. Flops: n - 1.

extern "C" __global__ void sum_atomics(const float* __restrict__ x, float* out, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) atomicAdd(out, x[i]);
}

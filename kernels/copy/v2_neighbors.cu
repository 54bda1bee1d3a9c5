// Copy, rung 2: neighboring threads copy neighboring floats.
//
// It teaches coalescing: the 32 floats of a warp are 128 bytes in a row, four whole sectors, and
// every byte that moves is used.
//
// Must move: 4 n bytes in, 4 n bytes out. Flops: none.

extern "C" __global__ void copy_neighbors(const float* __restrict__ x, float* __restrict__ out,
                                          int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) out[i] = x[i];
}

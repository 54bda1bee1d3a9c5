// Copy, rung 4: as many blocks as the card holds, each thread going on by the whole grid.
//
// It teaches the grid-stride loop: the grid no longer depends on n, a thread's start is paid for
// once, and every step of the loop is coalesced as before.
//
// Must move: 4 n bytes in, 4 n bytes out. Flops: none.

extern "C" __global__ void copy_grid_stride(const float* __restrict__ x, float* __restrict__ out,
                                            int n)
{
    int thread = blockIdx.x * blockDim.x + threadIdx.x;
    int threads = gridDim.x * blockDim.x;
    int whole = n / 4;
    const float4* from = reinterpret_cast<const float4*>(x);
    float4* to = reinterpret_cast<float4*>(out);
    for (int i = thread; i < whole; i += threads) to[i] = from[i];
    for (int k = 4 * whole + thread; k < n; k += threads) out[k] = x[k];
}

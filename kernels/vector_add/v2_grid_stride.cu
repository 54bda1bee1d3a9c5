// Vector addition, rung 2: a grid of fixed size walks over the vectors.
//
// It teaches the grid-stride loop: any n with any grid, and a thread's start is paid for once. The
// loads of several steps can be under way together.
//
// Must move: 8 n bytes in, 4 n bytes out. Flops: n.

extern "C" __global__ void add_grid_stride(const float* __restrict__ x, const float* __restrict__ y,
                                           float* __restrict__ out, int n)
{
    int threads = gridDim.x * blockDim.x;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += threads) out[i] = x[i] + y[i];
}

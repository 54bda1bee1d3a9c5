// Vector addition, rung 1: one element a thread.
//
// It teaches the shape of every kernel: an index made of block and thread, and a guard for the last
// block. Neighbors already take neighbors, so every byte that moves is used.
//
// Must move: 8 n bytes in, 4 n bytes out. Flops: n.

extern "C" __global__ void add_one(const float* __restrict__ x, const float* __restrict__ y,
                                   float* __restrict__ out, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) out[i] = x[i] + y[i];
}

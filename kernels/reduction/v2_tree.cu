// Reduction, rung 2: a tree in shared memory, neighbors first, one atomic for each block.
//
// It teaches the tree: 256 floats take 8 steps with a barrier between. The pairs are neighbors, so
// in step k the threads of a warp read floats 2^k apart: they meet on fewer and fewer banks.
// out[0] is 0 before.
//
// Must move: 4 n bytes in, 4 out. Flops: n - 1.

const int THREADS = 256;

extern "C" __global__ void sum_tree(const float* __restrict__ x, float* out, int n)
{
    __shared__ float part[THREADS];
    int t = threadIdx.x;
    int i = blockIdx.x * THREADS + t;
    part[t] = i < n ? x[i] : 0.0f;
    __syncthreads();
    for (int apart = 1; apart < THREADS; apart *= 2) {
        int mine = 2 * apart * t;
        if (mine < THREADS) part[mine] += part[mine + apart];
        __syncthreads();
    }
    if (t == 0) atomicAdd(out, part[0]);
}

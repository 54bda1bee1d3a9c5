// Reduction, rung 3: the tree folds its upper half onto the lower.
//
// It teaches sequential addressing: neighboring threads read neighboring floats, which lie on
// different banks, and whole warps fall idle instead of every other thread. out[0] is 0 before.
//
// Must move: 4 n bytes in, 4 out. Flops: n - 1.

const int THREADS = 256;

extern "C" __global__ void sum_sequential(const float* __restrict__ x, float* out, int n)
{
    __shared__ float part[THREADS];
    int t = threadIdx.x;
    int i = blockIdx.x * THREADS + t;
    part[t] = i < n ? x[i] : 0.0f;
    __syncthreads();
    for (int upper = THREADS / 2; upper > 0; upper /= 2) {
        if (t < upper) part[t] += part[t + upper];
        __syncthreads();
    }
    if (t == 0) atomicAdd(out, part[0]);
}

// RMSNorm, rung 2: one block for each row, a tree in shared memory.
//
// It teaches to give a row to neighbors: both passes are coalesced, and the weights, which every
// row needs, come out of a cache. The tree takes eight barriers.
//
// Must move: 4 rows cols bytes in, as many out, and the weights once. Flops: 4 for each element.

const int THREADS = 128;

extern "C" __global__ void rmsnorm_block(const float* __restrict__ x,
                                         const float* __restrict__ weight, float* __restrict__ out,
                                         int cols)
{
    __shared__ float part[THREADS];
    int t = threadIdx.x;
    const float* from = x + (long long) blockIdx.x * cols;
    float* to = out + (long long) blockIdx.x * cols;
    float sum = 0.0f;
    for (int c = t; c < cols; c += THREADS) sum += from[c] * from[c];
    part[t] = sum;
    __syncthreads();
    for (int upper = THREADS / 2; upper > 0; upper /= 2) {
        if (t < upper) part[t] += part[t + upper];
        __syncthreads();
    }
    float scale = 1.0f / sqrtf(part[0] / cols + 1e-6f);
    for (int c = t; c < cols; c += THREADS) to[c] = from[c] * scale * weight[c];
}

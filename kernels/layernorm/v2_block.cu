// Layer normalization, rung 2: one block for each row, mean and variance by trees in shared memory.
//
// It teaches to give a row to neighbors: all three passes are coalesced. The variance is taken of
// the differences from the mean, not as E[x^2] - E[x]^2, which cancels where the mean is large.
//
// Must move: 4 rows cols bytes in, as many out, weights and biases once. Flops: 7 for each element.

const int THREADS = 128;

__device__ float block_sum(float v, float* part)
{
    int t = threadIdx.x;
    part[t] = v;
    __syncthreads();
    for (int upper = THREADS / 2; upper > 0; upper /= 2) {
        if (t < upper) part[t] += part[t + upper];
        __syncthreads();
    }
    v = part[0];
    __syncthreads();  // before part is written again
    return v;
}

extern "C" __global__ void layernorm_block(const float* __restrict__ x,
                                           const float* __restrict__ weight,
                                           const float* __restrict__ bias, float* __restrict__ out,
                                           int cols)
{
    __shared__ float part[THREADS];
    int t = threadIdx.x;
    const float* from = x + (long long) blockIdx.x * cols;
    float* to = out + (long long) blockIdx.x * cols;
    float sum = 0.0f;
    for (int c = t; c < cols; c += THREADS) sum += from[c];
    float mean = block_sum(sum, part) / cols;
    float squares = 0.0f;
    for (int c = t; c < cols; c += THREADS) squares += (from[c] - mean) * (from[c] - mean);
    float scale = 1.0f / sqrtf(block_sum(squares, part) / cols + 1e-5f);
    for (int c = t; c < cols; c += THREADS) to[c] = (from[c] - mean) * scale * weight[c] + bias[c];
}

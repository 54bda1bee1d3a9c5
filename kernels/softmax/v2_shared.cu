// Softmax, rung 2: one block for each row, its maximum and its sum by trees in shared memory.
//
// It teaches to give a row to neighbors: each pass over the row is coalesced, and every row has 128
// threads. The trees cost barriers: eight each, and one so that nobody reads what is overwritten.
//
// Must move: 4 rows cols bytes in, as many out. Flops: 5 for each element.

const int THREADS = 128;
const float LEAST = -3.402823466e+38f;  // of all floats

extern "C" __global__ void softmax_shared(const float* __restrict__ x, float* __restrict__ out,
                                          int cols)
{
    __shared__ float part[THREADS];
    int t = threadIdx.x;
    const float* from = x + (long long) blockIdx.x * cols;
    float* to = out + (long long) blockIdx.x * cols;

    float most = LEAST;
    for (int c = t; c < cols; c += THREADS) most = fmaxf(most, from[c]);
    part[t] = most;
    __syncthreads();
    for (int upper = THREADS / 2; upper > 0; upper /= 2) {
        if (t < upper) part[t] = fmaxf(part[t], part[t + upper]);
        __syncthreads();
    }
    most = part[0];
    __syncthreads();

    float sum = 0.0f;
    for (int c = t; c < cols; c += THREADS) sum += expf(from[c] - most);
    part[t] = sum;
    __syncthreads();
    for (int upper = THREADS / 2; upper > 0; upper /= 2) {
        if (t < upper) part[t] += part[t + upper];
        __syncthreads();
    }
    float scale = 1.0f / part[0];
    for (int c = t; c < cols; c += THREADS) to[c] = expf(from[c] - most) * scale;
}

// Layer normalization, rung 1: one thread for each row.
//
// It teaches what not to do: the threads of a warp walk down different rows, so each step touches a
// sector for every thread. Each row is read three times: mean, variance, result.
//
// Must move: 4 rows cols bytes in, as many out, weights and biases once. Flops: 7 for each element
// (sum, difference, square, sum, difference, and the two of weight and bias).

extern "C" __global__ void layernorm_thread(const float* __restrict__ x,
                                            const float* __restrict__ weight,
                                            const float* __restrict__ bias, float* __restrict__ out,
                                            int rows, int cols)
{
    int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= rows) return;
    const float* from = x + (long long) row * cols;
    float* to = out + (long long) row * cols;
    float mean = 0.0f;
    for (int c = 0; c < cols; c++) mean += from[c];
    mean /= cols;
    float var = 0.0f;
    for (int c = 0; c < cols; c++) var += (from[c] - mean) * (from[c] - mean);
    float scale = 1.0f / sqrtf(var / cols + 1e-5f);
    for (int c = 0; c < cols; c++) to[c] = (from[c] - mean) * scale * weight[c] + bias[c];
}

// RMSNorm, rung 1: one thread for each row.
//
// It teaches what not to do: the threads of a warp walk down different rows, so each step touches a
// sector for every thread. Each row is read twice.
//
// Must move: 4 rows cols bytes in, as many out, and the weights once. Flops: 4 for each element
// (square, sum, two products).

extern "C" __global__ void rmsnorm_thread(const float* __restrict__ x,
                                          const float* __restrict__ weight, float* __restrict__ out,
                                          int rows, int cols)
{
    int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= rows) return;
    const float* from = x + (long long) row * cols;
    float* to = out + (long long) row * cols;
    float sum = 0.0f;
    for (int c = 0; c < cols; c++) sum += from[c] * from[c];
    float scale = 1.0f / sqrtf(sum / cols + 1e-6f);
    for (int c = 0; c < cols; c++) to[c] = from[c] * scale * weight[c];
}

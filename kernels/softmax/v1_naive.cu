// Softmax, rung 1: one thread for each row.
//
// It teaches how a right algorithm wastes a card: threads of a warp walk down different rows, so
// each step touches 32 sectors far apart, and there are only as many threads as rows. Each row is
// read three times: for its maximum, its sum and its result.
//
// Must move: 4 rows cols bytes in, as many out. Flops: 5 for each element (maximum, difference,
// exponential, sum, quotient).

const float LEAST = -3.402823466e+38f;  // of all floats

extern "C" __global__ void softmax_thread(const float* __restrict__ x, float* __restrict__ out,
                                          int rows, int cols)
{
    int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= rows) return;
    const float* from = x + (long long) row * cols;
    float* to = out + (long long) row * cols;
    float most = LEAST;
    for (int c = 0; c < cols; c++) most = fmaxf(most, from[c]);
    float sum = 0.0f;
    for (int c = 0; c < cols; c++) sum += expf(from[c] - most);
    for (int c = 0; c < cols; c++) to[c] = expf(from[c] - most) / sum;
}

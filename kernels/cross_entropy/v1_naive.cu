// Cross-entropy, rung 1: one thread for each row.
//
// It teaches what not to do: the threads of a warp walk down different rows. The maximum is taken
// off first, or the exponentials of large logits overflow; so each row is read twice.
//
// Must move: 4 rows cols bytes in, 4 rows of targets in, 4 rows out. Flops: 4 for each element
// (maximum, difference, exponential, sum).

const float LEAST = -3.402823466e+38f;  // of all floats

extern "C" __global__ void loss_thread(const float* __restrict__ x,
                                       const int* __restrict__ targets, float* __restrict__ out,
                                       int rows, int cols)
{
    int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= rows) return;
    const float* from = x + (long long) row * cols;
    float most = LEAST;
    for (int c = 0; c < cols; c++) most = fmaxf(most, from[c]);
    float sum = 0.0f;
    for (int c = 0; c < cols; c++) sum += expf(from[c] - most);
    out[row] = logf(sum) + (most - from[targets[row]]);
}

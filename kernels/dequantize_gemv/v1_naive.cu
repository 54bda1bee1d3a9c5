// Dequantized matrix times vector, rung 1: make the matrix float32, then multiply.
//
// It teaches why weights are kept small at all: their bytes are the time. Written out as floats and
// read again they move nine times what they must.
//
// Must move: rows cols bytes of weights, a 16th of that in scales, 4 cols in, 4 rows out. Flops: 2
// for each weight, 2 for each scale.

const unsigned WARP = 0xffffffffu;

extern "C" __global__ void dequantize(const signed char* __restrict__ weights,
                                      const float* __restrict__ scales, float* __restrict__ wide,
                                      int count)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) wide[i] = weights[i] * scales[i / 64];
}

extern "C" __global__ void gemv(const float* __restrict__ wide, const float* __restrict__ x,
                                float* __restrict__ out, int rows, int cols)
{
    int lane = threadIdx.x, row = blockIdx.x * blockDim.y + threadIdx.y;
    if (row >= rows) return;
    const float* from = wide + (long long) row * cols;
    float sum = 0.0f;
    for (int c = lane; c < cols; c += 32) sum += from[c] * x[c];
    for (int apart = 16; apart > 0; apart /= 2) sum += __shfl_down_sync(WARP, sum, apart);
    if (lane == 0) out[row] = sum;
}

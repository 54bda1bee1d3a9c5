// Dequantized matrix times vector, rung 2: bytes become floats in registers.
//
// It teaches fusion: a weight is read as a byte, scaled and used at once. One warp for each row.
//
// Must move: rows cols bytes of weights, a 16th of that in scales, 4 cols in, 4 rows out. Flops: 2
// for each weight, 2 for each scale.

const unsigned WARP = 0xffffffffu;

extern "C" __global__ void gemv_fused(const signed char* __restrict__ weights,
                                      const float* __restrict__ scales,
                                      const float* __restrict__ x, float* __restrict__ out,
                                      int rows, int cols)
{
    int lane = threadIdx.x, row = blockIdx.x * blockDim.y + threadIdx.y;
    if (row >= rows) return;
    const signed char* from = weights + (long long) row * cols;
    const float* by = scales + (long long) row * (cols / 64);
    float sum = 0.0f;
    for (int c = lane; c < cols; c += 32) sum += from[c] * by[c / 64] * x[c];
    for (int apart = 16; apart > 0; apart /= 2) sum += __shfl_down_sync(WARP, sum, apart);
    if (lane == 0) out[row] = sum;
}

// Dequantized matrix times vector, rung 4: four rows a warp.
//
// It teaches reuse of the vector: its floats are four times as large as the weights, and every row
// needs them all. Held in registers they serve four rows, and four loads of weights are under way.
//
// Must move: rows cols bytes of weights, a 16th of that in scales, 4 cols in, 4 rows out. Flops: 2
// for each weight, 2 for each scale.

const int ROWS = 4;
const unsigned WARP = 0xffffffffu;

// Four weights of a word, lowest byte first, times four elements.
__device__ float dot(int word, float4 v)
{
    return ((signed char) word * v.x + (signed char) (word >> 8) * v.y)
         + ((signed char) (word >> 16) * v.z + (signed char) (word >> 24) * v.w);
}

extern "C" __global__ void gemv_four_rows(const signed char* __restrict__ weights,
                                          const float* __restrict__ scales,
                                          const float* __restrict__ x, float* __restrict__ out,
                                          int rows, int cols)
{
    int lane = threadIdx.x, first = (blockIdx.x * blockDim.y + threadIdx.y) * ROWS;
    const float4* with = reinterpret_cast<const float4*>(x);
    float sums[ROWS] = {};
    for (int c = lane; c < cols / 4; c += 32) {
        float4 v = with[c];
        for (int r = 0; r < ROWS; r++) {
            if (first + r >= rows) break;
            long long row = first + r;
            int word = reinterpret_cast<const int*>(weights + row * cols)[c];
            sums[r] += scales[row * (cols / 64) + c / 16] * dot(word, v);
        }
    }
    for (int r = 0; r < ROWS; r++) {
        float sum = sums[r];
        for (int apart = 16; apart > 0; apart /= 2) sum += __shfl_down_sync(WARP, sum, apart);
        if (lane == 0 && first + r < rows) out[first + r] = sum;
    }
}

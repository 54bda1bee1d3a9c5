// Dequantized matrix times vector, rung 3: four weights a load.
//
// It teaches to widen loads of narrow types: a word holds four weights, a float4 the four elements
// they meet, and one scale serves all four. cols must be a multiple of 64.
//
// Must move: rows cols bytes of weights, a 16th of that in scales, 4 cols in, 4 rows out. Flops: 2
// for each weight, 2 for each scale.

const unsigned WARP = 0xffffffffu;

// Four weights of a word, lowest byte first, times four elements.
__device__ float dot(int word, float4 v)
{
    return ((signed char) word * v.x + (signed char) (word >> 8) * v.y)
         + ((signed char) (word >> 16) * v.z + (signed char) (word >> 24) * v.w);
}

extern "C" __global__ void gemv_vectors(const signed char* __restrict__ weights,
                                        const float* __restrict__ scales,
                                        const float* __restrict__ x, float* __restrict__ out,
                                        int rows, int cols)
{
    int lane = threadIdx.x, row = blockIdx.x * blockDim.y + threadIdx.y;
    if (row >= rows) return;
    const int* from = reinterpret_cast<const int*>(weights + (long long) row * cols);
    const float* by = scales + (long long) row * (cols / 64);
    const float4* with = reinterpret_cast<const float4*>(x);
    float sum = 0.0f;
    for (int c = lane; c < cols / 4; c += 32) sum += by[c / 16] * dot(from[c], with[c]);
    for (int apart = 16; apart > 0; apart /= 2) sum += __shfl_down_sync(WARP, sum, apart);
    if (lane == 0) out[row] = sum;
}

// Bias and GELU, rung 4: four columns a thread.
//
// It teaches vector loads once more: the same bytes in a quarter of the instructions. cols must be
// a multiple of 4, so that every row begins at 16 bytes.
//
// Must move: 4 rows cols bytes in, as many out, the bias once. Flops: 5 for each element.

const int ROWS = 16;

__device__ float gelu(float v)
{
    return 0.5f * v * (1.0f + erff(v * 0.70710678f));
}

extern "C" __global__ void bias_gelu_vectors(const float* __restrict__ x,
                                             const float* __restrict__ bias,
                                             float* __restrict__ out, int rows, int cols)
{
    int col = blockIdx.x * blockDim.x + threadIdx.x, fours = cols / 4;
    if (col >= fours) return;
    int first = blockIdx.y * ROWS, end = min(first + ROWS, rows);
    float4 b = reinterpret_cast<const float4*>(bias)[col];
    for (int row = first; row < end; row++) {
        long long i = (long long) row * fours + col;
        float4 v = reinterpret_cast<const float4*>(x)[i];
        reinterpret_cast<float4*>(out)[i] =
            make_float4(gelu(v.x + b.x), gelu(v.y + b.y), gelu(v.z + b.z), gelu(v.w + b.w));
    }
}

// Bias and GELU, rung 2: one kernel.
//
// It teaches fusion: what one thread computes and uses itself stays in a register. Half the traffic
// is gone.
//
// Must move: 4 rows cols bytes in, as many out, the bias once. Flops: 5 for each element.

extern "C" __global__ void bias_gelu_fused(const float* __restrict__ x,
                                           const float* __restrict__ bias, float* __restrict__ out,
                                           int rows, int cols)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= rows * cols) return;
    float v = x[i] + bias[i % cols];
    out[i] = 0.5f * v * (1.0f + erff(v * 0.70710678f));
}

// Bias and GELU, rung 1: two kernels, one after the other.
//
// It teaches what a chain of small operations costs: the sum is written to memory only to be read
// again. Each kernel is as good as it can be, and together they move twice what they must.
//
// Must move: 4 rows cols bytes in, as many out, the bias once. Flops: 5 for each element (sum,
// factor, error function, sum, product).

extern "C" __global__ void add_bias(const float* __restrict__ x, const float* __restrict__ bias,
                                    float* __restrict__ added, int rows, int cols)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < rows * cols) added[i] = x[i] + bias[i % cols];
}

extern "C" __global__ void gelu(const float* __restrict__ x, float* __restrict__ out, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) out[i] = 0.5f * x[i] * (1.0f + erff(x[i] * 0.70710678f));
}

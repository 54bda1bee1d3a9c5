// Attention, rung 1: scores, softmax and values, a kernel each.
//
// It teaches where attention's memory goes: n x n scores are written, read and written for the
// softmax, and read again, though nobody asked for them.
//
// Must move: 16 n 64 bytes a head (q, k, v in, the result out). Flops: 4 n n 64 a head for the two
// products, 5 n n for the softmax.

const int WIDE = 64;  // of a head
const unsigned WARP = 0xffffffffu;
const float LEAST = -3.402823466e+38f;

extern "C" __global__ void scores_of(const float* __restrict__ q, const float* __restrict__ k,
                                     float* __restrict__ scores, int n)
{
    int col = blockIdx.x * blockDim.x + threadIdx.x, row = blockIdx.y * blockDim.y + threadIdx.y;
    if (row >= n || col >= n) return;
    const float* a = q + ((long long) blockIdx.z * n + row) * WIDE;
    const float* b = k + ((long long) blockIdx.z * n + col) * WIDE;
    float sum = 0.0f;
    for (int i = 0; i < WIDE; i++) sum += a[i] * b[i];
    scores[((long long) blockIdx.z * n + row) * n + col] = sum * 0.125f;
}

extern "C" __global__ void softmax_of(float* scores, int n)
{
    float* row = scores + ((long long) blockIdx.y * n + blockIdx.x) * n;
    float most = LEAST, sum = 0.0f;
    for (int c = threadIdx.x; c < n; c += 32) most = fmaxf(most, row[c]);
    for (int apart = 16; apart > 0; apart /= 2) {
        most = fmaxf(most, __shfl_xor_sync(WARP, most, apart));
    }
    for (int c = threadIdx.x; c < n; c += 32) sum += expf(row[c] - most);
    for (int apart = 16; apart > 0; apart /= 2) sum += __shfl_xor_sync(WARP, sum, apart);
    for (int c = threadIdx.x; c < n; c += 32) row[c] = expf(row[c] - most) / sum;
}

extern "C" __global__ void values_of(const float* __restrict__ scores, const float* __restrict__ v,
                                     float* __restrict__ out, int n)
{
    long long row = (long long) blockIdx.y * n + blockIdx.x;
    const float* values = v + (long long) blockIdx.y * n * WIDE;
    float sum = 0.0f;
    for (int c = 0; c < n; c++) sum += scores[row * n + c] * values[c * WIDE + threadIdx.x];
    out[row * WIDE + threadIdx.x] = sum;
}

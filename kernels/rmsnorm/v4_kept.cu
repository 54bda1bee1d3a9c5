// RMSNorm, rung 4: the row is kept in shared memory, and everything goes by fours.
//
// It teaches to read once: a lane keeps what it read and reads it back itself, so still no barrier
// is needed. float4 takes a quarter of the instructions; cols must be a multiple of 4.
//
// Must move: 4 rows cols bytes in, as many out, and the weights once. Flops: 4 for each element.

const unsigned WARP = 0xffffffffu;

extern __shared__ float4 kept[];  // a row for each warp

extern "C" __global__ void rmsnorm_kept(const float* __restrict__ x,
                                        const float* __restrict__ weight, float* __restrict__ out,
                                        int rows, int cols)
{
    int lane = threadIdx.x;
    int row = blockIdx.x * blockDim.y + threadIdx.y;
    if (row >= rows) return;
    int fours = cols / 4;
    const float4* from = reinterpret_cast<const float4*>(x + (long long) row * cols);
    const float4* by = reinterpret_cast<const float4*>(weight);
    float4* to = reinterpret_cast<float4*>(out + (long long) row * cols);
    float4* mine = kept + threadIdx.y * fours;
    float sum = 0.0f;
    for (int c = lane; c < fours; c += 32) {
        float4 v = from[c];
        mine[c] = v;
        sum += (v.x * v.x + v.y * v.y) + (v.z * v.z + v.w * v.w);
    }
    for (int apart = 16; apart > 0; apart /= 2) sum += __shfl_xor_sync(WARP, sum, apart);
    float scale = 1.0f / sqrtf(sum / cols + 1e-6f);
    for (int c = lane; c < fours; c += 32) {
        float4 v = mine[c], w = by[c];
        to[c] = make_float4(v.x * scale * w.x, v.y * scale * w.y, v.z * scale * w.z,
                            v.w * scale * w.w);
    }
}

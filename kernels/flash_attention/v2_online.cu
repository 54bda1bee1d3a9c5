// Attention, rung 2: one thread for each query, with an online softmax.
//
// It teaches the idea of flash attention: keys come one by one, and the sum of values so far is put
// right by one factor when a larger score comes. No score is ever written. Every warp still reads
// all keys and values from memory for itself.
//
// Must move: 16 n 64 bytes a head. Flops: 4 n n 64 a head for the two products, 5 n n for the
// softmax.

const int WIDE = 64;
const float LEAST = -3.402823466e+38f;

extern "C" __global__ void attention_online(const float* __restrict__ q,
                                            const float* __restrict__ k,
                                            const float* __restrict__ v, float* __restrict__ out,
                                            int n)
{
    int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= n) return;
    long long head = (long long) blockIdx.y * n * WIDE;
    float query[WIDE], sums[WIDE];
    for (int i = 0; i < WIDE; i++) {
        query[i] = q[head + (long long) row * WIDE + i] * 0.125f;
        sums[i] = 0.0f;
    }
    float most = LEAST, total = 0.0f;
    for (int c = 0; c < n; c++) {
        const float* key = k + head + (long long) c * WIDE;
        const float* value = v + head + (long long) c * WIDE;
        float score = 0.0f;
        for (int i = 0; i < WIDE; i++) score += query[i] * key[i];
        float larger = fmaxf(most, score);
        float keep = expf(most - larger), weight = expf(score - larger);
        most = larger;
        total = total * keep + weight;
        for (int i = 0; i < WIDE; i++) sums[i] = sums[i] * keep + weight * value[i];
    }
    for (int i = 0; i < WIDE; i++) out[head + (long long) row * WIDE + i] = sums[i] / total;
}

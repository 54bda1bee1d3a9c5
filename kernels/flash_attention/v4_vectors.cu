// Attention, rung 4: keys and values by fours.
//
// It teaches that shared memory has a rate too: a thread reads 128 floats of it for each key, one
// pass each. As float4, which all threads of a warp share, they take a quarter of the instructions.
//
// Must move: 16 n 64 bytes a head. Flops: 4 n n 64 a head for the two products, 5 n n for the
// softmax.

const int WIDE = 64;
const int FOURS = WIDE / 4;
const int QUERIES = 64;
const int KEYS = 32;
const float LEAST = -3.402823466e+38f;

extern "C" __global__ void __launch_bounds__(QUERIES)
attention_vectors(const float* __restrict__ q, const float* __restrict__ k,
                  const float* __restrict__ v, float* __restrict__ out, int n)
{
    __shared__ float rows[QUERIES][WIDE + 1];
    __shared__ float4 keys[KEYS][FOURS], values[KEYS][FOURS];
    int t = threadIdx.x;
    int top = blockIdx.x * QUERIES;
    long long head = (long long) blockIdx.y * n * WIDE;
    int here = min(QUERIES, n - top);
    const float4* k4 = reinterpret_cast<const float4*>(k + head);
    const float4* v4 = reinterpret_cast<const float4*>(v + head);

    for (int r = 0; r < here; r++) rows[r][t] = q[head + (long long) (top + r) * WIDE + t];
    __syncthreads();
    float query[WIDE], sums[WIDE];
    for (int i = 0; i < WIDE; i++) {
        query[i] = t < here ? rows[t][i] * 0.125f : 0.0f;
        sums[i] = 0.0f;
    }
    float most = LEAST, total = 0.0f;
    for (int first = 0; first < n; first += KEYS) {
        int count = min(KEYS, n - first);
        __syncthreads();
        for (int i = t; i < count * FOURS; i += QUERIES) {
            keys[i / FOURS][i % FOURS] = k4[(long long) first * FOURS + i];
            values[i / FOURS][i % FOURS] = v4[(long long) first * FOURS + i];
        }
        __syncthreads();
        for (int c = 0; c < count; c++) {
            float score = 0.0f;
            for (int i = 0; i < FOURS; i++) {
                float4 key = keys[c][i];
                score += (query[4 * i] * key.x + query[4 * i + 1] * key.y)
                       + (query[4 * i + 2] * key.z + query[4 * i + 3] * key.w);
            }
            float larger = fmaxf(most, score);
            float keep = expf(most - larger), weight = expf(score - larger);
            most = larger;
            total = total * keep + weight;
            for (int i = 0; i < FOURS; i++) {
                float4 value = values[c][i];
                sums[4 * i] = sums[4 * i] * keep + weight * value.x;
                sums[4 * i + 1] = sums[4 * i + 1] * keep + weight * value.y;
                sums[4 * i + 2] = sums[4 * i + 2] * keep + weight * value.z;
                sums[4 * i + 3] = sums[4 * i + 3] * keep + weight * value.w;
            }
        }
    }
    if (t < here) {
        for (int i = 0; i < WIDE; i++) rows[t][i] = sums[i] / total;
    }
    __syncthreads();
    for (int r = 0; r < here; r++) out[head + (long long) (top + r) * WIDE + t] = rows[r][t];
}

// Attention, rung 3: keys and values by tiles through shared memory.
//
// It teaches sharing: 64 queries of a block read each key and value once, coalesced. Queries and
// results take the same way, in the same memory, since a thread's own row is not coalesced. All
// threads of a row of the tile read the same float: that is one pass.
//
// Must move: 16 n 64 bytes a head. Flops: 4 n n 64 a head for the two products, 5 n n for the
// softmax.

const int WIDE = 64;
const int QUERIES = 64;  // of a block, one a thread
const int KEYS = 32;     // of a tile
const float LEAST = -3.402823466e+38f;

extern "C" __global__ void __launch_bounds__(QUERIES)
attention_tile(const float* __restrict__ q, const float* __restrict__ k,
               const float* __restrict__ v, float* __restrict__ out, int n)
{
    __shared__ float rows[QUERIES][WIDE + 1];
    __shared__ float keys[KEYS][WIDE], values[KEYS][WIDE];
    int t = threadIdx.x;
    int top = blockIdx.x * QUERIES;
    long long head = (long long) blockIdx.y * n * WIDE;
    int here = min(QUERIES, n - top);

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
        __syncthreads();  // the tile before has been read
        for (int c = 0; c < count; c++) {
            keys[c][t] = k[head + (long long) (first + c) * WIDE + t];
            values[c][t] = v[head + (long long) (first + c) * WIDE + t];
        }
        __syncthreads();
        for (int c = 0; c < count; c++) {
            float score = 0.0f;
            for (int i = 0; i < WIDE; i++) score += query[i] * keys[c][i];
            float larger = fmaxf(most, score);
            float keep = expf(most - larger), weight = expf(score - larger);
            most = larger;
            total = total * keep + weight;
            for (int i = 0; i < WIDE; i++) sums[i] = sums[i] * keep + weight * values[c][i];
        }
    }
    if (t < here) {
        for (int i = 0; i < WIDE; i++) rows[t][i] = sums[i] / total;
    }
    __syncthreads();
    for (int r = 0; r < here; r++) out[head + (long long) (top + r) * WIDE + t] = rows[r][t];
}

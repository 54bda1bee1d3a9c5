"""Attention in tiles, on the device: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, mistake, near, output_of, variant

OTHERS = ["stays_within_bounds", "survives_large_scores"]


def close(out, q, k, v):
    """As in the public checks."""
    scores = q.astype("float64") @ k.T.astype("float64") / np.sqrt(q.shape[1])
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    want = (e @ v.astype("float64") / e.sum(axis=1, keepdims=True)).astype("float32")
    terms = max(1.0, np.abs(scores).max()) * np.abs(v).max()
    near(out, want, length=len(k), terms=terms)


@check(after=OTHERS)
@cases(n=[15, 17], m=[15, 31, 49], d=[1, 17, 31])
def knows_every_edge(attention, n, m, d, rng):
    "works for arrays a little smaller or larger than whole tiles"
    q, k, v = rng.normal(size=(n, d)), rng.normal(size=(m, d)), rng.normal(size=(m, d))
    q, k, v = (array.astype("float32") for array in (q, k, v))
    close(output_of(attention, q, k, v, shape=(n, d)), q, k, v)


@check(after=OTHERS)
@cases(m=[50], place=[0, 20, 49])
def finds_one_key(attention, m, place, rng):
    "gives all weight to a key whose score is far above the others, in whichever tile it stands"
    q, k, v = rng.normal(size=(3, m, 12)).astype("float32")
    q = q[:5]
    q[:, 0], k[:, 0] = 30, -1
    k[place, 0] = 20
    close(output_of(attention, q, k, v, shape=q.shape), q, k, v)


def truth(q, k, v, out):
    """NumPy in float64, query by query, with all scores at once."""
    keys, values = k.get().astype("float64"), v.get().astype("float64")
    rows = []
    for query in q.get().astype("float64"):
        scores = keys @ query / np.sqrt(keys.shape[1])
        weights = np.exp(scores - scores.max())
        rows.append((weights / weights.sum()) @ values)
    out.set(np.array(rows).astype("float32"))


FILLED = "        __syncthreads();  // the tiles are filled\n"
THERE = "        __syncthreads();  // the scores are there\n"
USED = "        __syncthreads();  // before they are written over\n"

no_barrier_filled = mistake(
    "no barrier between filling the tiles and using them",
    fails="attends_to_one_tile",
    replace=(FILLED, ""),
)

no_barrier_scores = mistake(
    "no barrier between writing the scores and reading those of the other threads",
    fails="attends_to_one_tile",
    replace=(THERE, ""),
)

no_barrier_used = mistake(
    "no barrier before the tiles are written over: slow threads still read the values",
    fails="goes_over_all_keys",
    replace=(USED, ""),
)

sum_not_rescaled = mistake(
    "did not rescale the sum when the running maximum grew",
    fails="goes_over_all_keys",
    replace=("sum[part] *= shrink;", "sum[part] *= 1.0f;"),
)

total_not_rescaled = mistake(
    "did not rescale the total of the weights when the running maximum grew",
    fails="goes_over_all_keys",
    replace=("        total *= shrink;\n", ""),
)

rescaled_upward = mistake(
    "rescaled by exp(new - old) instead of exp(old - new)",
    fails="goes_over_all_keys",
    replace=(
        "float shrink = expf(before - largest);",
        "float shrink = start > 0 ? expf(largest - before) : 0.0f;",
    ),
)

last_tile_only = mistake(
    "began anew with every tile: only the last keys count",
    fails="goes_over_all_keys",
    replace=("float shrink = expf(before - largest);", "float shrink = 0.0f;"),
)

first_tile_only = mistake(
    "one tile of keys: the others are never looked at",
    fails="goes_over_all_keys",
    replace=("start < m; start += TILE", "start < TILE; start += TILE"),
)

no_max = mistake(
    "no maximum subtracted: exp overflows for large scores",
    fails="survives_large_scores",
    replace=("largest = fmaxf(largest, scores[ty][j]);", "largest = 0.0f;"),
)

max_of_zero = mistake(
    "the running maximum began at 0: scores far below give 0 / 0",
    fails="survives_large_scores",
    replace=("float largest = -3.402823466e+38f;", "float largest = 0.0f;"),
)

not_scaled = mistake(
    "did not divide the scores by the square root of d",
    fails="attends_to_one_tile",
    replace=("score * scale :", "score :"),
)

scaled_by_d = mistake(
    "divided the scores by d instead of its square root",
    fails="attends_to_one_tile",
    replace=("np.float32(d**-0.5)", "np.float32(1 / d)"),
)

not_divided = mistake(
    "the sums were not divided by the total of the weights",
    fails="attends_to_one_tile",
    replace=("sum[c / TILE] / total", "sum[c / TILE]"),
)

turned = mistake(
    "took the score of query tx with key ty: the matrix of scores is turned",
    fails="attends_to_one_tile",
    replace=("part_q[ty][c] * part_k[tx][c]", "part_q[tx][c] * part_k[ty][c]"),
)

zero_beyond = mistake(
    "gave keys beyond the end a score of 0, which is a weight like any other",
    fails="stays_within_bounds",
    replace=("score * scale : -3.402823466e+38f", "score * scale : 0.0f"),
)

no_bounds_check = mistake(
    "no bounds check for keys and values: the last tile reads what is not its own",
    fails="stays_within_bounds",
    replace=[("key < m ? k[key * d + c] : 0.0f", "k[key * d + c]"),
             ("key < m ? v[key * d + c] : 0.0f", "v[key * d + c]")],
)  # fmt: skip

early_return = mistake(
    "threads without a query returned at once: the others wait for them at the barrier",
    fails="stays_within_bounds",
    replace=("    float largest", "    if (query >= n) return;\n    float largest"),
)

one_column = mistake(
    "one column for each thread: those from 16 on are never written",
    fails="attends_to_one_tile",
    replace=(
        "    for (int c = tx; c < d; c += TILE) {\n        if (query < n)",
        "    for (int c = tx; c < TILE && c < d; c += TILE) {\n        if (query < n)",
    ),
)

NO_TILES = r"""
extern "C" __global__ void no_tiles(const float* q, const float* k, const float* v, float* out,
                                    int n, int m, int d)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    float largest = -3.402823466e+38f, total = 0, sum[32] = {};
    for (int j = 0; j < m; j++) {
        float score = 0;
        for (int c = 0; c < d; c++) score += q[i * d + c] * k[j * d + c];
        score /= sqrtf(d);
        float now = fmaxf(largest, score), shrink = expf(largest - now), w = expf(score - now);
        largest = now;
        total = total * shrink + w;
        for (int c = 0; c < d; c++) sum[c] = sum[c] * shrink + w * v[j * d + c];
    }
    for (int c = 0; c < d; c++) out[i * d + c] = sum[c] / total;
}
"""


@mistake(fails="never_stores_the_scores")
def no_tiles(q, k, v, out):
    "no tiles: every query reads its own numbers again for every key"
    import cupy

    (n, d), m = q.shape, k.shape[0]
    args = (q, k, v, out, np.int32(n), np.int32(m), np.int32(d))
    cupy.RawKernel(NO_TILES, "no_tiles")((-(-n // 32),), (32,), args)


STORED = r"""
extern "C" __global__ void score(const float* q, const float* k, float* s, int m, int d)
{
    int i = blockIdx.x, j = threadIdx.x;
    float sum = 0;
    for (int c = 0; c < d; c++) sum += q[i * d + c] * k[j * d + c];
    s[i * m + j] = sum / sqrtf(d);
}

extern "C" __global__ void weigh(const float* s, const float* v, float* out, int m, int d)
{
    int i = blockIdx.x, c = threadIdx.x;
    float largest = -3.402823466e+38f, total = 0, sum = 0;
    for (int j = 0; j < m; j++) largest = fmaxf(largest, s[i * m + j]);
    for (int j = 0; j < m; j++) {
        float weight = expf(s[i * m + j] - largest);
        total += weight;
        sum += weight * v[j * d + c];
    }
    out[i * d + c] = sum / total;
}
"""


@mistake(fails="never_stores_the_scores")
def scores_stored(q, k, v, out):
    "all scores written to global memory by one kernel and read again by the next"
    import cupy

    (n, d), m = q.shape, k.shape[0]
    module = cupy.RawModule(code=STORED)
    scores, sizes = cupy.empty((n, m), "float32"), (np.int32(m), np.int32(d))
    module.get_function("score")((n,), (m,), (q, k, scores, *sizes))
    module.get_function("weigh")((n,), (d,), (scores, v, out, *sizes))


WARPS = r"""
extern "C" __global__ void warps(const float* q, const float* k, const float* v, float* out,
                                 int n, int m, int d)
{
    __shared__ float tile[2][16][32];
    int lane = threadIdx.x, warp = threadIdx.y, i = blockIdx.x * 16 + warp;
    float mine = i < n && lane < d ? q[i * d + lane] * rsqrtf(d) : 0;
    float largest = -3.402823466e+38f, total = 0, sum = 0;
    for (int start = 0; start < m; start += 16) {
        int row = start + warp;
        if (row < m && lane < d) {
            tile[0][warp][lane] = k[row * d + lane];
            tile[1][warp][lane] = v[row * d + lane];
        } else {
            tile[0][warp][lane] = tile[1][warp][lane] = 0;
        }
        __syncthreads();
        for (int j = 0; j < min(16, m - start); j++) {
            float score = mine * tile[0][j][lane];
            for (int step = 16; step > 0; step /= 2)
                score += __shfl_xor_sync(0xffffffff, score, step);
            float now = fmaxf(largest, score), shrink = expf(largest - now);
            float weight = expf(score - now);
            total = total * shrink + weight;
            sum = sum * shrink + weight * tile[1][j][lane];
            largest = now;
        }
        __syncthreads();
    }
    if (i < n && lane < d) out[i * d + lane] = sum / total;
}
"""


@variant
def a_warp_for_each_query(q, k, v, out):
    "a warp for each query, one key at a time, with shuffles"
    import cupy

    (n, d), m = q.shape, k.shape[0]
    args = (q, k, v, out, np.int32(n), np.int32(m), np.int32(d))
    cupy.RawKernel(WARPS, "warps")((-(-n // 16),), (32, 16), args)


FLAT = r"""
template <int B> __global__ void flat(const float* q, const float* k, const float* v, float* out,
                                      int n, int m, int d)
{
    extern __shared__ float tiles[];
    float *keys = tiles, *values = tiles + B * d, *queries = tiles + 2 * B * d;
    int t = threadIdx.x, first = blockIdx.x * B;
    for (int i = t; i < B * d; i += B)
        queries[i] = first * d + i < n * d ? q[first * d + i] : 0;
    double sum[32], total = 0, largest = -1e30;
    for (int c = 0; c < d; c++) sum[c] = 0;
    for (int start = 0; start < m; start += B) {
        int count = min(B, m - start);
        __syncthreads();
        for (int i = t; i < count * d; i += B) {
            keys[i] = k[start * d + i];
            values[i] = v[start * d + i];
        }
        __syncthreads();
        double scores[B], now = largest;
        for (int j = 0; j < count; j++) {
            scores[j] = 0;
            for (int c = 0; c < d; c++) scores[j] += queries[t * d + c] * keys[j * d + c];
            scores[j] /= sqrt((double) d);
            now = fmax(now, scores[j]);
        }
        double shrink = exp(largest - now);
        largest = now;
        total *= shrink;
        for (int c = 0; c < d; c++) sum[c] *= shrink;
        for (int j = 0; j < count; j++) {
            double weight = exp(scores[j] - now);
            total += weight;
            for (int c = 0; c < d; c++) sum[c] += weight * values[j * d + c];
        }
    }
    __syncthreads();
    for (int c = 0; c < d; c++) queries[t * d + c] = sum[c] / total;
    __syncthreads();
    for (int i = t; i < B * d; i += B)
        if (first * d + i < n * d) out[first * d + i] = queries[i];
}
"""


@variant
def a_thread_for_each_query(q, k, v, out):
    "a thread for each query, sums in double, rows brought and taken away by way of shared memory"
    import cupy

    (n, d), m = q.shape, k.shape[0]
    module = cupy.RawModule(code=FLAT, name_expressions=["flat<32>"])
    args = (q, k, v, out, np.int32(n), np.int32(m), np.int32(d))
    kernel = module.get_function("flat<32>")
    kernel((-(-n // 32),), (32,), args, shared_mem=4 * 3 * 32 * d)

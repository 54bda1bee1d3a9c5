"""Layer normalization of rows on the device: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, mistake, near, output_of, variant

OTHERS = ["scales_and_shifts_each_column", "adds_eps_to_the_variance", "survives_a_large_mean"]


def close(out, x, gamma, beta, eps):
    """As in the public checks."""
    rows = x.astype("float64")
    away = rows - rows.mean(axis=1, keepdims=True)
    root = np.sqrt((away**2).mean(axis=1, keepdims=True) + eps)
    want = (gamma * (away / root) + beta).astype("float32")
    terms = np.abs(gamma).max() * (np.abs(rows) / root).max() + np.abs(beta).max()
    near(out, want, length=x.shape[1], terms=terms)


@check(after=OTHERS)
@cases(rows=[2], cols=[31, 127, 129, 511, 2500])
def works_around_whole_blocks(layernorm, rows, cols, rng):
    "works for rows a little shorter or longer than whole blocks, and for long ones"
    x = (5 * rng.normal(size=(rows, cols)) - 3).astype("float32")
    gamma, beta = rng.normal(size=(2, cols)).astype("float32")
    close(output_of(layernorm, x, gamma, beta, 1e-3, shape=x.shape), x, gamma, beta, 1e-3)


@check(after=OTHERS)
@cases(rows=[100], cols=[5])
def works_on_many_rows(layernorm, rows, cols, rng):
    "works on a hundred short rows, each with a mean and a deviation of its own"
    x = rng.normal(size=(rows, cols)) * rng.uniform(1, 50, size=(rows, 1))
    x = (x + 100 * rng.normal(size=(rows, 1))).astype("float32")
    gamma, beta = rng.normal(size=(2, cols)).astype("float32")
    close(output_of(layernorm, x, gamma, beta, 0.1, shape=x.shape), x, gamma, beta, 0.1)


@check(after=OTHERS)
@cases(cols=[1, 60])
def gives_beta_for_equal_numbers(layernorm, cols, rng):
    "gives beta for a row of one number, or of equal ones"
    x = np.full((3, cols), 0.5, "float32")
    gamma, beta = rng.normal(size=(2, cols)).astype("float32")
    close(output_of(layernorm, x, gamma, beta, 1e-5, shape=x.shape), x, gamma, beta, 1e-5)


def truth(x, gamma, beta, eps, out):
    """NumPy, in float64, column by column of the transpose."""
    columns = x.get().astype("float64").T
    normal = (columns - np.mean(columns, axis=0)) / np.sqrt(np.var(columns, axis=0) + eps)
    out.set((normal.T * gamma.get() + beta.get()).astype("float32"))


READ = "    float mean = part[0] / cols;\n    __syncthreads();  // before part is written again\n"
FIRST_FOLD = """            part[t] += part[t + half];
        }
        __syncthreads();
    }
    float mean"""
AWAY = "        float away = row[j] - mean;\n        squares += away * away;\n"

variance_from_squares = mistake(
    "took the variance as E[x^2] - E[x]^2: for a large mean the digits cancel",
    fails="survives_a_large_mean",
    replace=[
        (AWAY, "        squares += row[j] * row[j];\n"),
        ("sqrtf(part[0] / cols + eps)", "sqrtf(part[0] / cols - mean * mean + eps)"),
    ],
)

one_less = mistake(
    "divided the squares by cols - 1: the variance of a sample, not of the row",
    fails="normalizes_whole_blocks",
    replace=("sqrtf(part[0] / cols + eps)", "sqrtf(part[0] / (cols - 1.0f) + eps)"),
)

mean_not_subtracted = mistake(
    "did not subtract the mean from what is written",
    fails="normalizes_whole_blocks",
    replace=("to[j] = (row[j] - mean) * scale", "to[j] = row[j] * scale"),
)

own_mean = mistake(
    "each thread subtracted the mean of its own elements, not the row's",
    fails="normalizes_whole_blocks",
    replace=("float mean = part[0] / cols;", "float mean = sum * blockDim.x / cols;"),
)

missing_barrier = mistake(
    "no barrier between reading the first sum and writing the second over it",
    fails="normalizes_whole_blocks",
    replace=(READ, "    float mean = part[0] / cols;\n"),
)

no_barrier_in_fold = mistake(
    "no barrier between two steps of the fold",
    fails="normalizes_whole_blocks",
    replace=(FIRST_FOLD, FIRST_FOLD.replace("        __syncthreads();\n", "")),
)

divergent_barrier = mistake(
    "the barrier within the branch: only half of the threads ever reach it",
    fails="normalizes_whole_blocks",
    replace=(FIRST_FOLD, FIRST_FOLD.replace("        }\n        __syncthreads();\n",
                                            "            __syncthreads();\n        }\n")),
)  # fmt: skip

one_past_the_end = mistake(
    "one past the end: `j <= cols` takes the next row's first number, or none's",
    fails="normalizes_whole_blocks",
    replace=("j < cols; j += blockDim.x) {\n        sum",
             "j <= cols; j += blockDim.x) {\n        sum"),
)  # fmt: skip

no_bounds_check = mistake(
    "no bounds check: in whole rounds of the block, threads beyond the end of the row read on",
    fails="normalizes_any_row",
    replace=("j < cols; j += blockDim.x) {\n        sum",
             "j - t < cols; j += blockDim.x) {\n        sum"),
)  # fmt: skip

too_little_shared = mistake(
    "too little shared memory: one byte for each thread instead of one float",
    fails="normalizes_whole_blocks",
    replace=("shared_mem=4 * THREADS", "shared_mem=THREADS"),
)

eps_outside = mistake(
    "added eps to the deviation, not to the variance under the root",
    fails="adds_eps_to_the_variance",
    replace=("1.0f / sqrtf(part[0] / cols + eps)", "1.0f / (sqrtf(part[0] / cols) + eps)"),
)

no_eps = mistake(
    "left out eps: a row of equal numbers is 0 / 0",
    fails="adds_eps_to_the_variance",
    replace=("part[0] / cols + eps", "part[0] / cols"),
)

gamma_of_the_row = mistake(
    "took gamma and beta by the row instead of by the column",
    fails="scales_and_shifts_each_column",
    replace=("scale * gamma[j] + beta[j]", "scale * gamma[blockIdx.x] + beta[blockIdx.x]"),
)

shifted_first = mistake(
    "added beta before multiplying by gamma",
    fails="scales_and_shifts_each_column",
    replace=("* scale * gamma[j] + beta[j]", "* scale * gamma[j] + gamma[j] * beta[j]"),
)

in_pieces = mistake(
    "one piece of the row for each thread: a warp's accesses lie a piece apart",
    fails="moves_little",
    replace=(
        "for (int j = t; j < cols; j += blockDim.x) {\n        sum",
        (
            "int piece = (cols + blockDim.x - 1) / blockDim.x;\n"
            "    for (int j = t * piece; j < cols && j < (t + 1) * piece; j++) {\n        sum"
        ),
    ),
)

WELFORD = r"""
struct Moments { float count, mean, m2; };

__device__ Moments joined(Moments a, Moments b)
{
    float count = a.count + b.count;
    if (count == 0) return a;
    float delta = b.mean - a.mean, share = b.count / count;
    return {count, a.mean + delta * share, a.m2 + b.m2 + delta * delta * a.count * share};
}

extern "C" __global__ void layernorm_warp(const float* x, const float* gamma, const float* beta,
                                          float eps, float* out, int rows, int cols)
{
    int row = blockIdx.x * blockDim.y + threadIdx.y, lane = threadIdx.x;
    if (row >= rows) return;
    x += (size_t) row * cols;
    out += (size_t) row * cols;
    Moments mine = {0.0f, 0.0f, 0.0f};
    for (int j = lane; j < cols; j += 32)
        mine = joined(mine, Moments{1.0f, x[j], 0.0f});
    for (int k = 16; k > 0; k /= 2) {
        Moments other;
        other.count = __shfl_xor_sync(0xffffffff, mine.count, k);
        other.mean = __shfl_xor_sync(0xffffffff, mine.mean, k);
        other.m2 = __shfl_xor_sync(0xffffffff, mine.m2, k);
        mine = joined(mine, other);
    }
    float scale = rsqrtf(mine.m2 / cols + eps);
    for (int j = lane; j < cols; j += 32)
        out[j] = fmaf((x[j] - mine.mean) * scale, gamma[j], beta[j]);
}
"""


@variant
def welford_in_warps(x, gamma, beta, eps, out):
    "a warp for each row, mean and squares in one pass by Welford's update, with shuffles"
    import cupy

    rows, cols = x.shape
    kernel = cupy.RawKernel(WELFORD, "layernorm_warp")
    args = (x, gamma, beta, np.float32(eps), out, np.int32(rows), np.int32(cols))
    kernel((-(-rows // 4),), (32, 4), args)


BUFFERED = r"""
extern "C" __global__ void layernorm_smem(const float* __restrict__ x, const float* g,
                                          const float* b, float* __restrict__ y, int n, double eps)
{
    extern __shared__ float row[];
    __shared__ float mean, scale;
    for (int j = threadIdx.x; j < n; j += blockDim.x)
        row[j] = x[blockIdx.x * n + j];
    __syncthreads();
    if (threadIdx.x == 0) {
        double sum = 0, squares = 0;
        for (int j = 0; j < n; j++) sum += row[j];
        sum /= n;
        for (int j = 0; j < n; j++) squares += (row[j] - sum) * (row[j] - sum);
        mean = sum;
        scale = 1 / sqrt(squares / n + eps);
    }
    __syncthreads();
    for (int j = threadIdx.x; j < n; j += blockDim.x)
        y[blockIdx.x * n + j] = (row[j] - mean) * scale * g[j] + b[j];
}
"""


@variant
def row_in_shared_memory(x, gamma, beta, eps, out):
    "the row kept in shared memory, read once; sums in double"
    import cupy

    rows, cols = x.shape
    kernel = cupy.RawKernel(BUFFERED, "layernorm_smem")
    args = (x, gamma, beta, out, np.int32(cols), np.float64(eps))
    kernel((rows,), (96,), args, shared_mem=4 * cols)

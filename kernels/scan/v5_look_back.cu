// Prefix sum, rung 5: one pass, with decoupled look-back.
//
// It teaches how blocks can wait for each other without a deadlock: each draws a number, so those
// before it have started for certain. It publishes its own sum at once, and what stands before it
// as soon as it knows; a warp looks at 32 predecessors together and stops at the first that knows
// all. Sum and state share 64 bits, so one atomic carries both. states are 0 before.
//
// Must move: 4 n bytes in, 4 n bytes out. Flops: n - 1 (additions of integers).

typedef unsigned long long State;

const unsigned WARP = 0xffffffffu;
const unsigned OWN = 1, WHOLE = 2;  // 0: nothing yet

__device__ State state_of(unsigned known, int sum)
{
    return (State) known << 32 | (unsigned) sum;
}

// Four neighbors; what lies past the end is 0.
__device__ int4 four(const int* __restrict__ x, int first, int n)
{
    if (first + 3 < n) return reinterpret_cast<const int4*>(x)[first / 4];
    int4 v = make_int4(0, 0, 0, 0);
    if (first < n) v.x = x[first];
    if (first + 1 < n) v.y = x[first + 1];
    if (first + 2 < n) v.z = x[first + 2];
    return v;
}

// Inclusive prefix sum over the 256 threads of a block.
__device__ int block_scan(int v, int* sums)
{
    int t = threadIdx.x, lane = t % 32, warp = t / 32;
    for (int apart = 1; apart < 32; apart *= 2) {
        int before = __shfl_up_sync(WARP, v, apart);
        if (lane >= apart) v += before;
    }
    if (lane == 31) sums[warp] = v;
    __syncthreads();
    for (int w = 0; w < warp; w++) v += sums[w];
    return v;
}

// The sum of all parts before this one, found by a whole warp. states[part] belongs to a part.
__device__ int look_back(State* states, int part)
{
    int sum = 0;
    for (int last = part - 1;; last -= 32) {
        int other = last - (int) threadIdx.x;
        State seen = state_of(WHOLE, 0);  // before the first there is nothing
        do {
            if (other >= 0) seen = atomicAdd(&states[other], 0ull);
        } while (!__all_sync(WARP, seen >> 32 != 0));
        unsigned whole = __ballot_sync(WARP, seen >> 32 == WHOLE);
        int nearest = whole ? __ffs(whole) - 1 : 31;
        int mine = (int) threadIdx.x <= nearest ? (int) (unsigned) seen : 0;
        for (int apart = 16; apart > 0; apart /= 2) mine += __shfl_xor_sync(WARP, mine, apart);
        sum += mine;
        if (whole) return sum;
    }
}

extern "C" __global__ void scan_look_back(const int* __restrict__ x, int* __restrict__ out,
                                          State* states, int n)
{
    __shared__ int sums[8];
    __shared__ int part, total, before;
    int t = threadIdx.x;
    if (t == 0) part = (int) atomicAdd(states, 1ull);
    __syncthreads();
    states++;
    int first = part * 1024 + 4 * t;
    int4 v = four(x, first, n);
    v.y += v.x;
    v.z += v.y;
    v.w += v.z;
    int mine = block_scan(v.w, sums);
    if (t == 255) {
        total = mine;
        atomicExch(&states[part], state_of(part == 0 ? WHOLE : OWN, mine));
    }
    __syncthreads();
    if (t < 32) {
        int sum = part == 0 ? 0 : look_back(states, part);
        if (t == 0) {
            before = sum;
            if (part > 0) atomicExch(&states[part], state_of(WHOLE, sum + total));
        }
    }
    __syncthreads();
    int plus = before + mine - v.w;
    v = make_int4(v.x + plus, v.y + plus, v.z + plus, v.w + plus);
    if (first + 3 < n) {
        reinterpret_cast<int4*>(out)[first / 4] = v;
    } else {
        if (first < n) out[first] = v.x;
        if (first + 1 < n) out[first + 1] = v.y;
        if (first + 2 < n) out[first + 2] = v.z;
    }
}

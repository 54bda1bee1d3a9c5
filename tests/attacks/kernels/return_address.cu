// Overwrites where a function returns to, below and above a local array.
extern "C" __global__ void attack(float* x, float* out, int n) {
    unsigned long long last[4] = {1, 2, 3, 4};
    unsigned long long* p = last;
    for (int k = 4; k < 4096; k++) p[k * (n > 0 ? 1 : -1)] = (unsigned long long)out;
    out[threadIdx.x] = p[n & 3];
}

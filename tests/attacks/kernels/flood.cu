// Prints for ever.
extern "C" __global__ void attack(float* x, float* out, int n) {
    for (int k = 0; k < 100000; k++) printf("%d: more and more and more of it\n", k);
    out[threadIdx.x] = x[threadIdx.x];
}

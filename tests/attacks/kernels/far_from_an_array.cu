// Walks from an array to the machine's memory.
extern "C" __global__ void attack(float* x, float* out, int n) {
    for (long k = 1; k < 1000000000; k *= 2) out[k * 1024] = 7;
}

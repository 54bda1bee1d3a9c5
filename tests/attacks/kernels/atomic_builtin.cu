// A store the compiler calls atomic.
extern "C" __global__ void attack(float* x, float* out, int n) {
    __atomic_store_n((int*)out, 7, 0);
}

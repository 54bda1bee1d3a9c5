// The word is made by the preprocessor.
#define JOIN(a, b) a##b
extern "C" __global__ void attack(float* x, float* out, int n) {
    JOIN(a, sm) volatile("syscall" : : "a"(39));
}

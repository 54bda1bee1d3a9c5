// A system call.
extern "C" __global__ void attack(float* x, float* out, int n) {
    asm volatile("syscall" : : "a"(39));
}

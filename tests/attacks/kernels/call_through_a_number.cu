// Jumps somewhere.
typedef void (*Function)();
extern "C" __global__ void attack(float* x, float* out, int n) {
    union { unsigned long long number; Function function; } both;
    both.number = (unsigned long long)out;
    both.function();
}

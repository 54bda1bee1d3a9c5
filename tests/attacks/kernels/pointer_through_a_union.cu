// The number becomes a pointer without a cast.
union Both { unsigned long long number; float* pointer; };
extern "C" __global__ void attack(float* x, float* out, int n) {
    union Both both;
    both.pointer = out;
    both.number += (unsigned long long)n << 20;
    *both.pointer = 7;
}

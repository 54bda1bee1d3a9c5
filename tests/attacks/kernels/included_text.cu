// A file of the machine in the compiler's messages.
#include "/etc/passwd"
extern "C" __global__ void attack(float* x, float* out, int n) {}

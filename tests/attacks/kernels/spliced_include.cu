// The same over two lines, by a digraph.
%:in\
clude "/etc/hostname"
extern "C" __global__ void attack(float* x, float* out, int n) {}

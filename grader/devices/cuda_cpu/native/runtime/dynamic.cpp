// Where dynamic shared memory lies, and the stack for a kernel's arrays.

extern "C" {
__attribute__((visibility("default"), aligned(1024))) unsigned char gs_dynamic[232448];
// Of the running thread; compiled kernels take room for their arrays from it.
__attribute__((visibility("default"), tls_model("initial-exec"))) __thread void* __safestack_unsafe_stack_ptr;
}

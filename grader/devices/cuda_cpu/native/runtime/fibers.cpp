// One fiber per CUDA thread, switched without a system call.

#if defined(__x86_64__)
__asm__(
    ".text\n.globl gs_switch\n.hidden gs_switch\n.type gs_switch,@function\n"
    "gs_switch:\n"
    "  pushq %rbp\n  pushq %rbx\n  pushq %r12\n  pushq %r13\n  pushq %r14\n  pushq %r15\n"
    "  movq %rsp, (%rdi)\n  movq %rsi, %rsp\n"
    "  popq %r15\n  popq %r14\n  popq %r13\n  popq %r12\n  popq %rbx\n  popq %rbp\n"
    "  ret\n.size gs_switch,.-gs_switch\n");
static void prepare_stack(Thread& t, void (*start)()) {
    u64* top = (u64*)(t.stack_low + t.stack_size);
    *--top = 0;             // a return address for `start`, which never returns
    *--top = (u64)start;
    top -= 6;
    memset(top, 0, 48);
    t.sp = top;
}
#elif defined(__aarch64__)
__asm__(
    ".text\n.globl gs_switch\n.hidden gs_switch\n"
    "gs_switch:\n"
    "  sub sp, sp, #160\n"
    "  stp x19, x20, [sp]\n  stp x21, x22, [sp, #16]\n  stp x23, x24, [sp, #32]\n"
    "  stp x25, x26, [sp, #48]\n  stp x27, x28, [sp, #64]\n  stp x29, x30, [sp, #80]\n"
    "  stp d8, d9, [sp, #96]\n  stp d10, d11, [sp, #112]\n"
    "  stp d12, d13, [sp, #128]\n  stp d14, d15, [sp, #144]\n"
    "  mov x9, sp\n  str x9, [x0]\n  mov sp, x1\n"
    "  ldp x19, x20, [sp]\n  ldp x21, x22, [sp, #16]\n  ldp x23, x24, [sp, #32]\n"
    "  ldp x25, x26, [sp, #48]\n  ldp x27, x28, [sp, #64]\n  ldp x29, x30, [sp, #80]\n"
    "  ldp d8, d9, [sp, #96]\n  ldp d10, d11, [sp, #112]\n"
    "  ldp d12, d13, [sp, #128]\n  ldp d14, d15, [sp, #144]\n"
    "  add sp, sp, #160\n  ret\n");
static void prepare_stack(Thread& t, void (*start)()) {
    u64* top = (u64*)(t.stack_low + t.stack_size) - 20;
    memset(top, 0, 160);
    top[11] = (u64)start;  // x30
    t.sp = top;
}
#else
#error "fibers are written for x86-64 and arm64"
#endif

static u64 stacks;  // of `stacks_ready` threads
static u32 stacks_ready;

const usize FRAME = GUARD + STACK + GUARD + ARRAYS;  // one thread's: guard, calls, guard, arrays

static void make_stacks(u32 n) {
    n = (n + 127) / 128 * 128;
    if (n <= stacks_ready) return;
    if (stacks) munmap((void*)stacks, FRAME * stacks_ready);
    // private, anonymous, no swap reserved
    void* p = mmap(0, FRAME * n, 0, 0x4022, -1, 0);
    stacks = p == (void*)-1 ? 0 : (u64)p;
    stacks_ready = 0;
    for (u32 i = 0; i < n && stacks; i++) {
        u64 low = stacks + i * FRAME;
        if (mprotect((void*)(low + GUARD), STACK, 3) || mprotect((void*)(low + 2 * GUARD + STACK), ARRAYS, 3)) return;
        stacks_ready = i + 1;
    }
}

static void place_stack(Thread& t, void (*start)()) {
    u64 low = stacks + t.number * FRAME;
    t.stack_low = low + GUARD;
    t.stack_size = STACK;
    t.arrays_low = low + 2 * GUARD + STACK;
    t.arrays_size = ARRAYS;
    t.arrays = (void*)(t.arrays_low + ARRAYS - 64);
    prepare_stack(t, start);
}

void yield(State state) {
    Thread* t = m.current;
    t->state = state;
    t->arrays = __safestack_unsafe_stack_ptr;
    gs_switch(&t->sp, m.scheduler_sp);
    __safestack_unsafe_stack_ptr = t->arrays;
}

[[noreturn]] void stop_thread() {
    m.current->faulted = 1;
    m.barrier_quiet = 1;
    yield(ENDED);
    __builtin_unreachable();
}

static void thread_main() {
    m.entry(m.arguments);
    settle_pending();
    yield(ENDED);
    __builtin_unreachable();
}

static void run_thread(Thread& t) {
    m.current = &t;
    __safestack_unsafe_stack_ptr = t.arrays;
    gs_switch(&m.scheduler_sp, t.sp);
    m.current = 0;
}

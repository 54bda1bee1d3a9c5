// Faults and endless loops that no hook sees: the machine's signals, told as findings.

#if defined(__linux__)
struct Action { void (*handler)(int, void*, void*); u8 mask[128]; int flags; void (*restorer)(); };
struct AlternateStack { void* low; int flags; usize size; };
struct Times { long every_s, every_us, first_s, first_us; };
extern "C" {
int sigaction(int, const Action*, Action*);
int sigaltstack(const AlternateStack*, AlternateStack*);
int setitimer(int, const Times*, Times*);
}

const int ILL = 4, FPE = 8, BUS = 7, SEGV = 11, PROF = 27;
static u64 interrupted_at;
static Kind interrupted_by;

[[noreturn]] static void interrupted() {
    u32 line = line_of(site_at((void*)(interrupted_at + 1)));
    pending.waits = false;
    find(interrupted_by, line, 0, 0);
    if (interrupted_by == RUNAWAY) {
        m.runaway = m.stopping = 1;
        yield(ENDED);
    }
    stop_thread();
}

// Of a saved context: the program counter and the stack pointer.
static u64* counter_of(void* context) {
#if defined(__x86_64__)
    return (u64*)((u8*)context + 168);
#else
    return (u64*)((u8*)context + 440);
#endif
}
static u64* stack_of(void* context) {
#if defined(__x86_64__)
    return (u64*)((u8*)context + 160);
#else
    return (u64*)((u8*)context + 432);
#endif
}

static void on_signal(int number, void* information, void* context) {
    u64* pc = counter_of(context);
    bool in_kernel = m.current && *pc - m.image_low < m.image_high - m.image_low;
    if (number == PROF) m.budget = -1;  // whatever it does next is its last
    if (!in_kernel) {
        if (number == PROF) return;
        Action normal;
        memset(&normal, 0, sizeof normal);
        sigaction(number, &normal, 0);
        return;
    }
    Thread* t = m.current;
    u64 address = *(u64*)((u8*)information + 16);
    bool overflow = number == SEGV && (address - (t->stack_low - GUARD) < GUARD || address - (t->arrays_low - GUARD) < GUARD);
    interrupted_at = *pc;
    interrupted_by = number == PROF ? RUNAWAY : overflow ? STACK_OVERFLOW : number == FPE ? DIVISION_BY_ZERO : BAD_INSTRUCTION;
    *pc = (u64)&interrupted;
    *stack_of(context) = t->stack_low + t->stack_size - 64 - 8;  // what was there is not needed
}

static void watch_signals(u64 milliseconds) {
    static u8 stack[32 << 10];
    static bool ready;
    if (!ready) {
        ready = true;
        AlternateStack other = {stack, 0, sizeof stack};
        sigaltstack(&other, 0);
        Action action;
        memset(&action, 0, sizeof action);
        action.handler = on_signal;
        action.flags = 4 | 0x08000000 | 0x40000000;  // with information, on its own stack, again
        const int numbers[] = {ILL, FPE, BUS, SEGV, PROF};
        for (int n : numbers) sigaction(n, &action, 0);
    }
    Times times = {0, 20000, (long)(milliseconds / 1000), (long)(milliseconds % 1000 * 1000)};
    setitimer(2, &times, 0);
}

static void ignore_signals() {
    Times none = {0, 0, 0, 0};
    setitimer(2, &none, 0);
}
#else
static void watch_signals(u64) {}
static void ignore_signals() {}
#endif

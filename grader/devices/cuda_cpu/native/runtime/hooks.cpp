// Every load and store of a kernel comes here before it happens.

Region* region_at(u64 address) {
    Region* r = m.last_region;
    if (r && address - r->start < r->size) return r;
    for (u32 i = 0; i < m.regions; i++) {
        r = &m.region[i];
        if (address - r->start < r->size) return m.last_region = r;
    }
    return 0;
}

static Region* nearest(u64 address) {
    Region* best = 0;
    u64 least = (u64)1 << 62;
    for (u32 i = 0; i < m.regions; i++) {
        Region* r = &m.region[i];
        u64 away = address - r->start < r->size ? 0 : address < r->start ? r->start - address : address - (r->start + r->size) + 1;
        if (r->size && away < least) { least = away; best = r; }
    }
    return least < ((u64)1 << 40) ? best : 0;
}

[[noreturn]] static NEVER_INLINE void outside(u64 address, u32 bytes, Access access, u32 site) {
    Thread* t = m.current;
    if (address - stacks < FRAME * stacks_ready) {  // of arrays of its own, or another's
        bool below = t->arrays_low - address < (4 << 20);
        if (below) find(STACK_OVERFLOW, line_of(site), 0, 0);
        else if (Finding* f = find(OUT_OF_BOUNDS, line_of(site), 0xfffc, access))
            f->offset = (i64)(address - (t->arrays_low + t->arrays_size));
        stop_thread();
    }
    Region* r = nearest(address);
    if (Finding* f = find(OUT_OF_BOUNDS, line_of(site), r ? r->id : 0xffff, access)) {
        if (r) place(f, r, address, bytes);
        f->bytes = bytes;
    }
    stop_thread();
}

static NEVER_INLINE void spent() {
    m.runaway = 1;
    m.stopping = 1;
    yield(PAUSED);
}

static inline void note(Region* r, u64 address, u32 bytes, Access access, u32 site) {
    u32 lane = m.current->lane;
    if (UNLIKELY(m.logged[lane] == LOG)) yield(PAUSED);
    Logged& l = m.log[lane][m.logged[lane]++];
    l.address = address;
    l.site = site;
    l.bytes = (u16)bytes;
    l.access = access;
    l.space = r->space;
}

static NEVER_INLINE void watched(u64 address, u32 bytes, Access access, void* caller, bool aligned, bool atomic) {
    Thread* t = m.current;
    if (GS_ONE_STACK && address - t->stack_low < t->stack_size) return;
    if (access == READ && address - m.constants_low < m.constants_size) return;
    settle_pending();
    u32 site = site_at(caller);
    if (UNLIKELY(--m.budget < 0)) {
        find(RUNAWAY, line_of(site), 0, 0);
        spent();
    }
    Region* r = region_at(address);
    if (UNLIKELY(!r || address - r->start + bytes > r->size)) outside(address, bytes, access, site);
    if (UNLIKELY(aligned && address & (bytes - 1))) {
        if (Finding* f = find(MISALIGNED, line_of(site), r->id, access)) place(f, r, address, bytes);
        stop_thread();
    }
    if (UNLIKELY(r->space == CONSTANT)) {
        if (access == READ) return;
        if (Finding* f = find(READ_ONLY, line_of(site), r->id, access)) place(f, r, address, bytes);
        stop_thread();
    }
    if (UNLIKELY(atomic) && access != ATOMIC) synchronize(address, access == READ, access == WRITE);
    note(r, address, bytes, access, site);  // others may run meanwhile
    shadow(r, address, bytes, access, site, atomic);
    if (access == WRITE && !atomic && r->space == GLOBAL) t->dirty = 1;
}

static inline void checked(u64 address, u32 bytes, Access access, void* caller, bool aligned, bool atomic) {
    Thread* t = m.current;
    if (address - t->arrays_low < t->arrays_size && address - t->arrays_low + bytes <= t->arrays_size) return;
    watched(address, bytes, access, caller, aligned, atomic);
}

void check(u64 address, u32 bytes, Access access, void* caller, bool aligned) {
    checked(address, bytes, access, caller, aligned, access == ATOMIC);
}

// A range, as structures and arrays are copied: in words where it can be.
static void check_range(u64 address, usize bytes, Access access, void* caller) {
    Thread* t = m.current;
    if (address - t->arrays_low < t->arrays_size && bytes <= t->arrays_low + t->arrays_size - address) return;
    while (bytes) {
        u32 n = !(address & 3) && bytes >= 4 ? 4 : !(address & 1) && bytes >= 2 ? 2 : 1;
        checked(address, n, access, caller, false, false);
        address += n;
        bytes -= n;
    }
}

#define CALLER __builtin_return_address(0)
#define HOOKS(n)                                                                                                         \
    EXPORT void __tsan_read##n(void* p) { checked((u64)p, n, READ, CALLER, true, false); }                               \
    EXPORT void __tsan_write##n(void* p) { checked((u64)p, n, WRITE, CALLER, true, false); }                             \
    EXPORT void __tsan_unaligned_read##n(void* p) { checked((u64)p, n, READ, CALLER, false, false); }                    \
    EXPORT void __tsan_unaligned_write##n(void* p) { checked((u64)p, n, WRITE, CALLER, false, false); }                  \
    EXPORT void __tsan_volatile_read##n(void* p) { checked((u64)p, n, READ, CALLER, true, true); }                       \
    EXPORT void __tsan_volatile_write##n(void* p) { checked((u64)p, n, WRITE, CALLER, true, true); }                     \
    EXPORT void __tsan_unaligned_volatile_read##n(void* p) { checked((u64)p, n, READ, CALLER, false, true); }            \
    EXPORT void __tsan_unaligned_volatile_write##n(void* p) { checked((u64)p, n, WRITE, CALLER, false, true); }
HOOKS(1) HOOKS(2) HOOKS(4) HOOKS(8) HOOKS(16)

EXPORT void __tsan_read_range(void* p, usize n) { check_range((u64)p, n, READ, CALLER); }
EXPORT void __tsan_write_range(void* p, usize n) { check_range((u64)p, n, WRITE, CALLER); }
EXPORT void __tsan_init() {}
EXPORT void __tsan_func_entry(void*) {
    u64 here = (u64)__builtin_frame_address(0);
    Thread* t = m.current;
    if (UNLIKELY(here - t->stack_low < (16 << 10))) {
        find(STACK_OVERFLOW, line_of(site_at(CALLER)), 0, 0);
        stop_thread();
    }
}
EXPORT void __tsan_func_exit() {}
EXPORT void* __tsan_memcpy(void* to, const void* from, usize n) {
    check_range((u64)from, n, READ, CALLER);
    check_range((u64)to, n, WRITE, CALLER);
    return __builtin_memmove(to, from, n);
}
EXPORT void* __tsan_memmove(void* to, const void* from, usize n) {
    check_range((u64)from, n, READ, CALLER);
    check_range((u64)to, n, WRITE, CALLER);
    return __builtin_memmove(to, from, n);
}
EXPORT void* __tsan_memset(void* to, int value, usize n) {
    check_range((u64)to, n, WRITE, CALLER);
    return memset(to, value, n);
}

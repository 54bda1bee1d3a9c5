// Who accessed what last: races, and memory read before anything was written to it.

// A write that conflicts with another write is no fault if both wrote the same: looked at later.
static struct {
    bool waits;
    u64 address;
    u32 bytes, line, region;
    u8 before[16];
    Stamp other;
    Index thread, block;
} pending;

static bool acquired(Stamp past);

static bool ordered(Stamp past, Thread* t) {
    if (block_of(past) != m.block_number) return acquired(past);
    u32 number = thread_of(past);
    if (number == t->number || time_of(past) < m.barrier_time) return true;
    if (number / LANES == t->number / LANES) {
        Thread& other = m.thread[number];
        if (time_of(past) < t->synced && time_of(past) < other.synced && t->synced_mask >> other.lane & 1)
            return true;
    }
    return acquired(past);
}

static void place(Finding* f, const Region* r, u64 address, u32 bytes) {
    f->offset = (i64)(address - r->start);
    f->bytes = bytes;
}

static NEVER_INLINE void race(Region* r, u64 address, u32 bytes, Access access, u32 site, Stamp other, Access others) {
    if (access == WRITE && others == WRITE && bytes <= 16 && !is_atomic(other)) {
        if (pending.waits) settle_pending();
        pending.waits = true;
        pending.address = address;
        pending.bytes = bytes;
        pending.line = line_of(site);
        pending.region = r->id;
        pending.other = other;
        pending.thread = m.current->index;
        pending.block = m.at;
        memcpy(pending.before, (void*)address, bytes);
        return;
    }
    if (Finding* f = find(RACE, line_of(site), r->id, access)) {
        place(f, r, address, bytes);
        f->other_access = is_atomic(other) ? ATOMIC : others;
        name_other(f, other);
    }
}

void settle_pending() {
    if (LIKELY(!pending.waits)) return;
    pending.waits = false;
    if (!memcmp(pending.before, (void*)pending.address, pending.bytes)) return;
    if (Finding* f = find(RACE, pending.line, pending.region, WRITE)) {
        f->offset = (i64)(pending.address - region_at(pending.address)->start);
        f->bytes = pending.bytes;
        f->thread = pending.thread;
        f->block = pending.block;
        f->other_access = WRITE;
        name_other(f, pending.other);
    }
}

static NEVER_INLINE void refine(Region* r) {
    u32 times = 1u << r->grain;
    u64 cells = r->size, old = (r->size + times - 1) >> r->grain;
    Cell* fine = (Cell*)mmap(0, cells * sizeof(Cell), 3, 0x4022, -1, 0);
    if (fine == (Cell*)-1) {
        m.starved = m.stopping = 1;
        stop_thread();
    }
    for (u64 i = 0; i < old; i++)
        if (r->cells[i].written | r->cells[i].read[0])
            for (u32 k = 0; k < times && i * times + k < cells; k++) fine[i * times + k] = r->cells[i];
    munmap(r->cells, r->cells_bytes);
    r->cells = fine;
    r->cells_bytes = cells * sizeof(Cell);
    r->grain = 0;
}

static bool never_written(Region* r, const Cell& c, u64 offset, u32 bytes) {
    if (r->space == SHARED) return block_of(c.written) != m.block_number;
    if (LIKELY(!r->unwritten) || c.written) return false;
    for (u32 i = 0; i < bytes; i++)
        if (r->unwritten[offset + i]) return true;
    return false;
}

static inline void one_cell(Region* r, Cell& c, u64 address, u32 bytes, Access access, u32 site, bool atomic, Stamp now, bool* told) {
    Thread* t = m.current;
    const u64 SAME = ~(u64)0x1ffe;  // all of a stamp but its site
    if (access != WRITE) {
        if (UNLIKELY(never_written(r, c, address - r->start, bytes)) && !*told) {
            *told = true;
            Kind kind = r->space == SHARED ? UNINITIALIZED_SHARED : UNINITIALIZED_GLOBAL;
            if (Finding* f = find(kind, line_of(site), r->id, access)) place(f, r, address, bytes);
        }
    }
    Stamp w = c.written;
    bool stale = r->space == SHARED;  // what an earlier block did there
    if (w && !((w ^ now) & SAME) && access == WRITE && !c.read[0]) { c.written = now; return; }
    if (w && !(stale && block_of(w) != m.block_number) && !(atomic && is_atomic(w)) && !*told && !ordered(w, t)) {
        *told = true;
        race(r, address, bytes, access, site, w, WRITE);
    }
    if (access == READ) {
        for (u32 i = 0; i < 2; i++) {
            Stamp s = c.read[i];
            if (!s || !((s ^ now) & SAME) || (stale && block_of(s) != m.block_number) ||
                (block_of(s) == m.block_number && (thread_of(s) == t->number || time_of(s) < m.barrier_time))) {
                c.read[i] = now;
                return;
            }
        }
        return;
    }
    for (u32 i = 0; i < 2; i++) {
        Stamp s = c.read[i];
        if (s && !(stale && block_of(s) != m.block_number) && !(atomic && is_atomic(s)) && !*told && !ordered(s, t)) {
            *told = true;
            race(r, address, bytes, access, site, s, READ);
        }
    }
    c.written = now;
    c.read[0] = c.read[1] = 0;
}

static inline void shadow(Region* r, u64 address, u32 bytes, Access access, u32 site, bool atomic) {
    u64 offset = address - r->start;
    u32 grain = 1u << r->grain;
    if (UNLIKELY((offset | bytes) & (grain - 1))) { refine(r); grain = 1; }
    Stamp now = stamp(m.block_number, m.time, m.current->number, site, atomic);
    bool told = false;
    Cell* c = r->cells + (offset >> r->grain);
    for (u32 done = 0; done < bytes; done += grain, c++)
        one_cell(r, *c, address + done, grain, access, site, atomic, now, &told);
}

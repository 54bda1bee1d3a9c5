// What a fence before an atomic (or volatile) access orders for those who look at it after.

struct Release { u32 block, thread, barrier_time, before; };  // `before`: the block's previous one, from 1
struct Location { u64 address; Release* log; u32* last; u32 length, room; };
struct Acquired { u32 location, length, thread, time; };

const u32 LOCATIONS = 4096, ACQUIRED = 4096;
static Location location[LOCATIONS];
static Acquired acquired_list[ACQUIRED];
static u32 acquired_count, acquired_block;
static bool any_release;

static u64 blocks_in_grid() { return (u64)m.grid.x * m.grid.y * m.grid.z; }

static void* zeroed(u64 bytes) {
    void* p = mmap(0, bytes, 3, 0x4022, -1, 0);
    return p == (void*)-1 ? 0 : p;
}

static u32 slot_of(u64 address) {
    u32 slot = (u32)(address * 0x9e3779b97f4a7c15ull >> 52);
    for (u32 i = 0; i < LOCATIONS; i++, slot = (slot + 1) % LOCATIONS)
        if (location[slot].address == address || !location[slot].address) return slot;
    return LOCATIONS;
}

static void release_at(u64 address, Thread* t) {
    u32 slot = slot_of(address);
    if (slot == LOCATIONS) return;
    Location& l = location[slot];
    if (!l.address) {
        l.last = (u32*)zeroed(4 * (blocks_in_grid() + 1));
        if (!l.last) return;
        l.address = address;
    }
    if (l.length == l.room) {
        u32 room = l.room ? 2 * l.room : 1024;
        Release* more = (Release*)zeroed(room * sizeof(Release));
        if (!more) return;
        if (l.room) {
            memcpy(more, l.log, l.length * sizeof(Release));
            munmap(l.log, l.room * sizeof(Release));
        }
        l.log = more;
        l.room = room;
    }
    l.log[l.length] = {m.block_number, t->number, m.barrier_time, l.last[m.block_number]};
    l.last[m.block_number] = ++l.length;
    any_release = true;
}

static void acquire_at(u64 address, Thread* t) {
    if (!any_release) return;
    u32 slot = slot_of(address);
    if (slot == LOCATIONS || !location[slot].address) return;
    if (acquired_block != m.block_number) { acquired_block = m.block_number; acquired_count = 0; }
    for (u32 i = 0; i < acquired_count; i++)
        if (acquired_list[i].location == slot && acquired_list[i].thread == t->number) {
            acquired_list[i].length = location[slot].length;
            acquired_list[i].time = m.time;
            return;
        }
    if (acquired_count < ACQUIRED) acquired_list[acquired_count++] = {slot, location[slot].length, t->number, m.time};
}

// An atomic access of the running thread: it sees what was released there, and releases itself.
static void synchronize(u64 address, bool reads, bool writes) {
    Thread* t = m.current;
    if (reads) acquire_at(address, t);
    if (writes && t->fenced && !t->dirty) release_at(address, t);
}

static bool acquired(Stamp past) {
    if (!any_release || acquired_block != m.block_number) return false;
    u32 me = m.current->number;
    for (u32 i = 0; i < acquired_count; i++) {
        const Acquired& a = acquired_list[i];
        if (a.thread != me && a.time >= m.barrier_time) continue;
        const Location& l = location[a.location];
        for (u32 e = l.last[block_of(past)]; e; e = l.log[e - 1].before) {
            const Release& r = l.log[e - 1];
            if (e <= a.length && (r.thread == thread_of(past) || time_of(past) < r.barrier_time)) return true;
        }
    }
    return false;
}

static void forget_order() {
    if (any_release)
        for (u32 i = 0; i < LOCATIONS; i++) {
            Location& l = location[i];
            if (l.room) munmap(l.log, l.room * sizeof(Release));
            if (l.last) munmap(l.last, 4 * (blocks_in_grid() + 1));
            l = Location();
        }
    any_release = false;
    acquired_count = acquired_block = 0;
}

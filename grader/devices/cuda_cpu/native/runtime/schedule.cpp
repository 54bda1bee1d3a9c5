// Blocks one after the other; in a block, each warp as far as it gets, in a fixed order.

static u64 scrambled(u64 x) {  // splitmix64
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ x >> 27) * 0x94d049bb133111ebull;
    return x ^ x >> 31;
}

// The k-th of n in the order of this schedule; `salt` makes orders differ.
static u32 turn(u32 k, u32 n, u64 salt) {
    if (!m.seed || n < 2) return k;
    u64 s = scrambled(m.seed ^ salt);
    u32 step = (u32)(s % n) | 1;
    for (;; step += 2) {
        u32 a = step % n, b = n;
        while (a) { u32 c = b % a; b = a; a = c; }
        if (b == 1) break;
    }
    return (u32)(((u64)k * (step % n) + (s >> 32)) % n);
}

static void begin_block() {
    m.time = m.barrier_time = 1;
    m.barrier_quiet = 0;
    for (u32 i = 0; i < m.regions; i++)
        if (m.region[i].space == SHARED) memset((void*)m.region[i].start, 0xff, m.region[i].size);
    for (u32 w = 0; w < m.warps; w++)
        m.living[w] = m.threads - w * LANES < LANES ? m.threads - w * LANES : LANES;
    for (u32 n = 0; n < m.threads; n++) {
        Thread& t = m.thread[n];
        t.number = n;
        t.lane = n % LANES;
        t.index = {n % m.block.x, n / m.block.x % m.block.y, n / (m.block.x * m.block.y)};
        t.state = READY;
        t.faulted = t.dirty = t.fenced = 0;
        t.synced = 0;
        t.synced_mask = 0;
        place_stack(t, thread_main);
    }
}

static void run_warp(u32 w) {
    m.warp = w;
    u32 first = w * LANES, n = m.threads - first < LANES ? m.threads - first : LANES;
    for (;;) {
        bool ran = false;
        u64 salt = m.seed ? ((u64)m.block_number << 32 | m.time << 8 | w) : 0;
        for (u32 k = 0; k < n; k++) {
            Thread& t = m.thread[first + turn(k, n, salt)];
            if (t.state != READY) continue;
            run_thread(t);
            ran = true;
            if (m.stopping) return;
        }
        count_warp();
        for (u32 k = 0; k < n; k++)
            if (m.thread[first + k].state == PAUSED) m.thread[first + k].state = READY;
        if (!resolve_warp(first, n) && !ran) return;
    }
}

// What waits at a barrier when nothing can run: all that live, or a fault.
static bool resolve_barrier() {
    Thread *waiting = 0, *ended = 0, *elsewhere = 0;
    u64 sum = 0;
    bool all = true, any = false;
    for (u32 i = 0; i < m.threads; i++) {
        Thread& t = m.thread[i];
        if (t.state == ENDED) {
            if (!ended && !t.faulted) ended = &t;
            continue;
        }
        if (!waiting) waiting = &t;
        else if (t.barrier_line != waiting->barrier_line && !elsewhere) elsewhere = &t;
        sum += t.barrier_value != 0;
        all = all && t.barrier_value;
        any = any || t.barrier_value;
    }
    if (!waiting) return false;
    if (!m.barrier_quiet && (elsewhere || ended)) {
        m.current = waiting;
        Thread& other = elsewhere ? *elsewhere : *ended;
        Kind kind = elsewhere ? BARRIER_DIVERGENCE : MISSING_ARRIVAL;
        if (Finding* f = find(kind, waiting->barrier_line, 0, 0)) {
            f->other_line = elsewhere ? other.barrier_line : 0;
            f->other_thread = other.index;
            f->other_block = m.at;
        }
        m.current = 0;
    }
    m.counts.barriers++;
    if (++m.time >= MAX_TIME) {
        find(RUNAWAY, waiting->barrier_line, 0, 0);
        m.runaway = m.stopping = 1;
        return false;
    }
    m.barrier_time = m.time;
    for (u32 i = 0; i < m.threads; i++) {
        Thread& t = m.thread[i];
        if (t.state != AT_BARRIER) continue;
        t.barrier_value = t.barrier_operation == 1 ? sum : t.barrier_operation == 2 ? all : any;
        t.state = READY;
    }
    return true;
}

static void run_block() {
    begin_block();
    do {
        u64 salt = (u64)m.block_number << 24 | m.time;
        for (u32 k = 0; k < m.warps && !m.stopping; k++) run_warp(turn(k, m.warps, ~salt));
    } while (!m.stopping && resolve_barrier());
}

static void run_grid() {
    u64 blocks = (u64)m.grid.x * m.grid.y * m.grid.z;
    for (u64 k = 0; k < blocks && !m.stopping; k++) {
        u32 n = turn((u32)k, (u32)blocks, 0);
        m.at = {n % m.grid.x, n / m.grid.x % m.grid.y, n / (m.grid.x * m.grid.y)};
        m.block_number = n + 1;
        run_block();
    }
}

EXPORT u64 gs_barrier(u32 operation, u64 value) {
    Thread* t = m.current;
    settle_pending();
    t->barrier_site = site_at(__builtin_return_address(0));
    t->barrier_line = line_of(t->barrier_site);
    t->barrier_operation = operation;
    t->barrier_value = value;
    if (UNLIKELY(--m.budget < 0)) {
        find(RUNAWAY, t->barrier_line, 0, 0);
        spent();
    }
    yield(AT_BARRIER);
    return t->barrier_value;
}

EXPORT Index gs_thread_index() { return m.current->index; }
EXPORT Index gs_block_index() { return m.at; }
EXPORT Index gs_block_size() { return m.block; }
EXPORT Index gs_grid_size() { return m.grid; }

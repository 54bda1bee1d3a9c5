// Operations of a warp: shuffles, votes, matches, reductions, synchronization.

enum Operation : u32 { SYNC, INDEX, UP, DOWN, XOR, ALL, ANY, BALLOT, MATCH_ANY, MATCH_ALL, ADD, MIN_S, MIN_U, MAX_S, MAX_U, AND_R, OR_R, XOR_R, ACTIVE };

static bool same_operation(const Thread& a, const Thread& b) {
    const Request &x = a.request, &y = b.request;
    return a.state == AT_WARP && b.state == AT_WARP && x.operation == y.operation && x.mask == y.mask &&
           (x.operation != ACTIVE || x.site == y.site);
}

static u32 source_of(const Request& r, u32 lane) {
    u32 low = lane & ~(r.width - 1), high = low + r.width;
    switch (r.operation) {
        case INDEX: return low | (r.source & (r.width - 1));
        case UP: return lane < low + r.source || r.source >= LANES ? lane : lane - r.source;
        case DOWN: return r.source >= LANES || lane + r.source >= high ? lane : lane + r.source;
        default: return (lane ^ r.source) >= high ? lane : lane ^ r.source;
    }
}

static u64 reduced(u32 operation, u64 a, u64 b) {
    switch (operation) {
        case ADD: return (u32)(a + b);
        case MIN_S: return (int)a < (int)b ? a : b;
        case MIN_U: return (u32)a < (u32)b ? a : b;
        case MAX_S: return (int)a > (int)b ? a : b;
        case MAX_U: return (u32)a > (u32)b ? a : b;
        case AND_R: return a & b;
        case OR_R: return a | b;
        default: return a ^ b;
    }
}

static void tell_inactive(Thread& t, u32 lane) {
    m.current = &t;
    if (Finding* f = find(INACTIVE_LANE, t.request.line, 0, t.request.operation)) f->detail = lane;
    m.current = 0;
}

static void exchange(Thread* warp, u32 present) {
    u32 first = __builtin_ctz(present), ballot = 0;
    u32 operation = warp[first].request.operation;
    u64 total = warp[first].request.value;
    bool alike = true;
    for (u32 l = 0; l < LANES; l++) {
        if (!(present >> l & 1)) continue;
        const Request& r = warp[l].request;
        if (r.value) ballot |= 1u << l;
        alike = alike && r.value == warp[first].request.value;
        if (l != first && operation >= ADD && operation < ACTIVE) total = reduced(operation, total, r.value);
    }
    for (u32 l = 0; l < LANES; l++) {
        if (!(present >> l & 1)) continue;
        Request& r = warp[l].request;
        r.result = 0;
        if (operation >= INDEX && operation <= XOR) {
            u32 s = source_of(r, l);
            if (present >> s & 1) r.result = warp[s].request.value;
            else { r.result = r.value; tell_inactive(warp[l], s); }
        } else if (operation == ALL) r.result = ballot == present;
        else if (operation == ANY) r.result = ballot != 0;
        else if (operation == BALLOT) r.result = ballot;
        else if (operation == ACTIVE) r.result = present;
        else if (operation == MATCH_ALL) { r.result = alike ? present : 0; r.predicate = alike; }
        else if (operation == MATCH_ANY) {
            for (u32 k = 0; k < LANES; k++)
                if (present >> k & 1 && warp[k].request.value == r.value) r.result |= 1u << k;
        } else if (operation >= ADD) r.result = total;
    }
}

static void release(Thread* warp, u32 present) {
    bool sync = warp[__builtin_ctz(present)].request.operation == SYNC;
    exchange(warp, present);
    if (!sync) m.counts.shuffles++;
    else if (++m.time >= MAX_TIME) {
        find(RUNAWAY, warp[__builtin_ctz(present)].request.line, 0, 0);
        m.runaway = m.stopping = 1;
    }
    for (u32 l = 0; l < LANES; l++) {
        if (!(present >> l & 1)) continue;
        if (sync) { warp[l].synced = m.time; warp[l].synced_mask = present; }
        warp[l].state = READY;
    }
}

// Let go what is complete; if nothing is and nobody runs, let go the first and say who was missing.
static bool resolve_warp(u32 first, u32 n) {
    Thread* warp = m.thread + first;
    u32 there = 0, done = 0, alive = 0;
    bool running = false;
    for (u32 l = 0; l < n; l++) {
        running = running || warp[l].state == READY;
        if (warp[l].state == AT_WARP) there |= 1u << l;
        if (warp[l].state != ENDED) alive |= 1u << l;
    }
    if (!there) return false;
    for (u32 pass = 0; pass < (running ? 1u : 2u) && !done; pass++)
        for (u32 l = 0; l < n; l++) {
            if (!(there >> l & 1) || done >> l & 1 || (pass && done)) continue;
            u32 present = 0;
            for (u32 k = l; k < n; k++)
                if (!(done >> k & 1) && same_operation(warp[l], warp[k])) present |= 1u << k;
            u32 named = warp[l].request.mask;
            bool active = warp[l].request.operation == ACTIVE;
            u32 missing = active ? 0 : named & alive & ~present;
            if ((missing && !pass) || (active && running)) continue;
            if (missing && !m.barrier_quiet) tell_inactive(warp[l], __builtin_ctz(missing));
            if (!(named >> l & 1)) tell_inactive(warp[l], l);
            release(warp, present);
            done |= present;
        }
    return done != 0;
}

EXPORT u64 gs_warp(u32 operation, u32 mask, u64 value, u32 source, u32 width, int* predicate) {
    Thread* t = m.current;
    settle_pending();
    Request& r = t->request;
    r.operation = operation;
    r.mask = mask;
    r.value = value;
    r.source = source;
    r.width = width >= 1 && width <= 32 && !(width & (width - 1)) ? width : 32;
    r.site = site_at(__builtin_return_address(0));
    r.line = line_of(r.site);
    r.predicate = 0;
    if (UNLIKELY(--m.budget < 0)) { find(RUNAWAY, r.line, 0, 0); spent(); }
    yield(AT_WARP);
    if (predicate) {
        check((u64)predicate, 4, WRITE, __builtin_return_address(0), true);
        *predicate = (int)r.predicate;
    }
    return r.result;
}

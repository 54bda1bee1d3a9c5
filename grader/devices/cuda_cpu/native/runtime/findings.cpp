// What was found: the first place of each fault, and how often.

// The entry of a fault of the running thread: a new one, filled with where it is, or null after
// counting one more of a fault already known. A fault is known by kind, line, region and access.
Finding* find(Kind kind, u32 line, u32 region, u32 access) {
    for (u32 i = 0; i < m.findings; i++) {
        Finding& f = m.finding[i];
        if (f.kind == kind && f.line == line && f.region == region && f.access == access) {
            f.times++;
            return 0;
        }
    }
    if (m.findings == 64) return 0;
    Finding& f = m.finding[m.findings++];
    memset(&f, 0, sizeof f);
    f.kind = kind;
    f.line = line;
    f.block = m.at;
    if (m.current) f.thread = m.current->index;
    f.region = region;
    f.access = access;
    f.times = 1;
    return &f;
}

static Index place_of(u32 number, Index size) {
    return {number % size.x, number / size.x % size.y, number / (size.x * size.y)};
}

static void name_other(Finding* f, Stamp other) {
    f->other_line = line_of(site_of(other));
    f->other_block = place_of(block_of(other) - 1, m.grid);
    f->other_thread = place_of(thread_of(other), m.block);
}

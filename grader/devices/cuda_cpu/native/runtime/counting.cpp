// Requests of a warp, put together from what its lanes did between two synchronizations.

static u32 sectors_of(const Logged** group, u32 n) {
    u64 seen[2 * LANES * 2];
    u32 found = 0;
    for (u32 i = 0; i < n; i++) {
        u64 last = (group[i]->address + group[i]->bytes - 1) >> 5;
        for (u64 s = group[i]->address >> 5; s <= last; s++) {
            u32 k = found;
            while (k && seen[k - 1] != s) k--;
            if (!k) seen[found++] = s;
        }
    }
    return found;
}

// Passes over the 32 banks for lanes that access at once: distinct words on the fullest bank.
static u32 passes(const Logged** group, u32 n) {
    u64 words[LANES * 4];
    u32 found = 0, most = 1;
    u8 load[32] = {0};
    for (u32 i = 0; i < n; i++) {
        u64 last = (group[i]->address + group[i]->bytes - 1) >> 2;
        for (u64 w = group[i]->address >> 2; w <= last; w++) {
            u32 k = found;
            while (k && words[k - 1] != w) k--;
            if (k) continue;
            words[found++] = w;
            u32 on_bank = ++load[w & 31];
            if (on_bank > most) most = on_bank;
        }
    }
    return most;
}

// Wide accesses are served in parts of 128 bytes, each a request of its own.
static void shared_request(const Logged** group, u32 n) {
    u32 bytes = group[0]->bytes, part = bytes <= 4 ? 32 : bytes <= 8 ? 16 : 8;
    for (u32 i = 0; i < n;) {
        u32 from = i, first = group[i]->site >> 16;
        while (i < n && (group[i]->site >> 16) / part == first / part) i++;
        m.counts.shared_requests++;
        m.counts.shared_wavefronts += passes(group + from, i - from);
    }
}

static void request(const Logged** group, u32 n, u32 living) {
    const Logged& l = *group[0];
    if (n < living) m.counts.divergent_requests++;
    if (l.space == SHARED) {
        if (l.access == ATOMIC) m.counts.shared_atomics += n;
        else shared_request(group, n);
        return;
    }
    Region* r = region_at(l.address);
    u32 slot = r ? (u32)(r - m.region) : 0;
    if (l.access == ATOMIC) {
        m.counts.atomics += n;
        m.by_region[slot].atomics += n;
        return;
    }
    u32 sectors = sectors_of(group, n), bytes = 0;
    for (u32 i = 0; i < n; i++) bytes += group[i]->bytes;
    for (u32 twice = 0; twice < 2; twice++) {
        Counts& c = twice ? m.by_region[slot] : m.counts;
        if (l.access == READ) { c.load_requests++; c.load_sectors += sectors; c.load_bytes += bytes; }
        else { c.store_requests++; c.store_sectors += sectors; c.store_bytes += bytes; }
    }
}

static bool together(u32 lanes, u32* length) {
    u32 n = 0, first = 0;
    for (u32 l = 0; l < lanes; l++) {
        if (!m.logged[l]) continue;
        if (!n) { first = l; n = m.logged[l]; continue; }
        if (m.logged[l] != n) return false;
        for (u32 i = 0; i < n; i++)
            if (m.log[l][i].site != m.log[first][i].site || m.log[l][i].access != m.log[first][i].access) return false;
    }
    *length = n;
    return true;
}

// Lanes that took different ways: the k-th access at a site belongs with the others' k-th there.
static void apart(u32 living) {
    static u32 next[LANES][LOG];   // the lane's next access at the same site, 0: none
    static u32 head[LANES][MAX_SITES], tail[LANES][MAX_SITES];
    static u16 order[MAX_SITES];
    u32 sites = 0;
    for (u32 l = 0; l < LANES; l++) {
        for (u32 i = 0; i < m.logged[l]; i++) {
            u32 s = m.log[l][i].site;
            next[l][i] = 0;
            if (!head[l][s]) head[l][s] = i + 1; else next[l][tail[l][s] - 1] = i + 1;
            tail[l][s] = i + 1;
        }
    }
    for (u32 l = 0; l < LANES; l++)
        for (u32 i = 0; i < m.logged[l]; i++) {
            u32 s = m.log[l][i].site;
            bool first = true;
            for (u32 k = 0; k < l && first; k++) first = !head[k][s];
            if (first && head[l][s] == i + 1) order[sites++] = (u16)s;
        }
    for (u32 k = 0; k < sites; k++)
        for (u32 s = order[k];;) {
            const Logged* group[LANES];
            u32 n = 0;
            for (u32 l = 0; l < LANES; l++) {
                if (!head[l][s]) continue;
                Logged& a = m.log[l][head[l][s] - 1];
                head[l][s] = next[l][head[l][s] - 1];
                a.site |= l << 16;
                group[n++] = &a;
            }
            if (!n) break;
            request(group, n, living);
        }
}

void count_warp() {
    u32 first = m.warp * LANES, n = m.threads - first < LANES ? m.threads - first : LANES;
    u32 length = 0, living = m.living[m.warp];
    m.living[m.warp] = 0;
    for (u32 l = 0; l < n; l++) m.living[m.warp] += m.thread[first + l].state != ENDED;
    if (together(n, &length)) {
        for (u32 i = 0; i < length; i++) {
            const Logged* group[LANES];
            u32 g = 0;
            for (u32 l = 0; l < n; l++) {
                if (!m.logged[l]) continue;
                m.log[l][i].site |= l << 16;
                group[g++] = &m.log[l][i];
            }
            request(group, g, living);
        }
    } else apart(living);
    for (u32 l = 0; l < n; l++) m.logged[l] = 0;
}

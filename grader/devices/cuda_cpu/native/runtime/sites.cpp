// Instructions of the kernel by number, and their lines in the kernel's source.

struct Row { u32 offset, line; };  // from here on, until the next

static const Row* rows;
static u32 row_count;
static u64 site_address[MAX_SITES];
static u32 site_line[MAX_SITES];
static u32 site_count = 1;
static struct { u64 address; u32 site; } site_table[4 * MAX_SITES];

static u32 line_at(u64 address) {
    if (address - m.image_low >= m.image_high - m.image_low) return 0;
    u32 offset = (u32)(address - 1 - m.image_base), low = 0, high = row_count;
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (rows[middle].offset <= offset) low = middle + 1; else high = middle;
    }
    return low ? rows[low - 1].line : 0;
}

static NEVER_INLINE u32 new_site(u64 address, u32 slot) {
    if (site_count == MAX_SITES) return MAX_SITES - 1;  // shared by the rest; lines may be wrong
    site_address[site_count] = address;
    site_line[site_count] = line_at(address);
    site_table[slot].address = address;
    site_table[slot].site = site_count;
    return site_count++;
}

u32 site_at(void* caller) {
    u64 address = (u64)caller;
    u32 slot = (u32)(address * 0x9e3779b97f4a7c15ull >> 50);
    for (;; slot = (slot + 1) & (4 * MAX_SITES - 1)) {
        if (LIKELY(site_table[slot].address == address)) return site_table[slot].site;
        if (!site_table[slot].address) return new_site(address, slot);
    }
}

u32 line_of(u32 site) { return site < site_count ? site_line[site] : 0; }

static void forget_sites() {
    memset(site_table, 0, sizeof site_table);
    site_count = 1;
}

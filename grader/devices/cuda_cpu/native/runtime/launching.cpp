// A launch, as the kernel worker asks for it.

struct Buffer { u64 address, size, id, space; u8* unwritten; };
struct Order {
    Index grid, block;
    u32 buffers, rows;
    Entry entry;
    void* const* arguments;
    const Buffer* buffer;
    const Row* row;
    u64 image_base, image_low, image_high;
    i64 budget;
    u64 seed, constants_low, constants_size, milliseconds;
};

static bool open_region(const Buffer& b) {
    Region& r = m.region[m.regions++];
    r = Region();
    r.start = b.address;
    r.size = b.size;
    r.id = (u16)b.id;
    r.space = (Space)b.space;
    r.grain = 2;
    r.unwritten = b.unwritten;
    if (r.space == CONSTANT) return true;
    r.cells_bytes = ((b.size + 3) / 4 + 4) * sizeof(Cell);
    r.cells = (Cell*)zeroed(r.cells_bytes);
    return r.cells != 0;
}

static void close_regions() {
    for (u32 i = 0; i < m.regions; i++)
        if (m.region[i].cells) munmap(m.region[i].cells, m.region[i].cells_bytes);
}

// 0: ran; 1: no memory. What was found and counted stays to be read until the next launch.
EXPORT int gs_launch(const Order* order) {
    m.grid = order->grid;
    m.block = order->block;
    m.threads = m.block.x * m.block.y * m.block.z;
    m.warps = (m.threads + LANES - 1) / LANES;
    m.entry = order->entry;
    m.arguments = order->arguments;
    m.budget = order->budget;
    m.seed = order->seed;
    m.stopping = m.runaway = m.starved = 0;
    m.regions = m.findings = m.printed_bytes = 0;
    m.last_region = 0;
    m.constants_low = order->constants_low;
    m.constants_size = order->constants_size;
    m.image_base = order->image_base;
    m.image_low = order->image_low;
    m.image_high = order->image_high;
    rows = order->row;
    row_count = order->rows;
    memset(&m.counts, 0, sizeof m.counts);
    memset(m.by_region, 0, sizeof m.by_region);
    memset(m.logged, 0, sizeof m.logged);
    forget_sites();
    if (m.threads > MAX_THREADS || order->buffers > 256) return 1;
    make_stacks(m.threads);
    if (stacks_ready < m.threads) return 1;
    bool room = true;
    for (u32 i = 0; i < order->buffers; i++) room = open_region(order->buffer[i]) && room;
    if (room) {
        if (order->milliseconds) watch_signals(order->milliseconds);
        run_grid();
        ignore_signals();
    }
    close_regions();
    forget_order();
    return room && !m.starved ? 0 : 1;
}

EXPORT const void* gs_findings(u32* n) { *n = m.findings; return m.finding; }
EXPORT const void* gs_counts() { return &m.counts; }
EXPORT const void* gs_counts_of(u32 i) { return &m.by_region[i]; }
EXPORT const void* gs_printed(u32* n) { *n = m.printed_bytes; return m.printed; }

// The state of the machine that runs a kernel: blocks, warps, threads, memory, and what was found.
// One block runs at a time and one thread of it at a time, so nothing here is locked.
#pragma once

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long i64;
typedef __SIZE_TYPE__ usize;

extern "C" {
void* memcpy(void*, const void*, usize);
void* memset(void*, int, usize);
int memcmp(const void*, const void*, usize);
void* mmap(void*, usize, int, int, int, long);
int munmap(void*, usize);
int mprotect(void*, usize, int);
int snprintf(char*, usize, const char*, ...);
}

#define EXPORT extern "C" __attribute__((visibility("default")))
#define NEVER_INLINE __attribute__((noinline))
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

const u32 LANES = 32, MAX_THREADS = 1024, MAX_WARPS = 32;
const usize STACK = 64 << 10, ARRAYS = 256 << 10, GUARD = 16 << 10;
#ifndef GS_ONE_STACK
#define GS_ONE_STACK 0  // compilers that put arrays beside return addresses
#endif
const u32 LOG = 2048;  // accesses of one lane before its warp's are counted

enum Access : u8 { READ = 0, WRITE = 1, ATOMIC = 2 };
enum Space : u8 { GLOBAL = 0, SHARED = 1, LOCAL = 2, CONSTANT = 3 };
enum State : u8 { READY, PAUSED, AT_WARP, AT_BARRIER, ENDED };

// As grader/devices/cuda_cpu/reports.py reads them.
enum Kind : u32 {
    OUT_OF_BOUNDS = 1, MISALIGNED, READ_ONLY, RACE, BARRIER_DIVERGENCE, MISSING_ARRIVAL,
    UNINITIALIZED_SHARED, UNINITIALIZED_GLOBAL, INACTIVE_LANE, RUNAWAY, ASSERTION, STACK_OVERFLOW,
    BAD_INSTRUCTION, DIVISION_BY_ZERO,
};

struct Index { u32 x, y, z; };

// Who accessed a piece of memory last: block (from 1), time, thread, site, whether atomically.
// Times count what orders threads of a block: barriers and warp synchronizations.
typedef u64 Stamp;
const u32 MAX_BLOCKS = (1u << 20) - 2, MAX_TIME = (1u << 21) - 2, MAX_SITES = 4096;
inline Stamp stamp(u32 block, u32 time, u32 thread, u32 site, bool atomic) {
    return (u64)block << 44 | (u64)time << 23 | (u64)thread << 13 | (u64)site << 1 | atomic;
}
inline u32 block_of(Stamp s) { return (u32)(s >> 44); }
inline u32 time_of(Stamp s) { return (u32)(s >> 23) & 0x1fffff; }
inline u32 thread_of(Stamp s) { return (u32)(s >> 13) & 1023; }
inline u32 site_of(Stamp s) { return (u32)(s >> 1) & 4095; }
inline bool is_atomic(Stamp s) { return s & 1; }

struct Cell { Stamp written, read[2]; };

struct Region {
    u64 start, size;
    Space space;
    u8 grain;      // log2 of the bytes a cell stands for
    u16 id;        // as the trusted side numbers it
    Cell* cells;
    u64 cells_bytes;
    u8* unwritten; // one byte each where never written memory is known, else null
};

struct Logged { u64 address; u32 site; u16 bytes; u8 access; u8 space; };

struct Finding {
    u32 kind, line;
    Index block, thread;
    u32 region, access;
    i64 offset;
    u32 bytes, other_line;
    Index other_block, other_thread;
    u32 other_access, detail;
    u64 times;
    char text[64];
};

struct Counts {
    u64 load_requests, load_sectors, load_bytes, store_requests, store_sectors, store_bytes;
    u64 shared_requests, shared_wavefronts, atomics, shared_atomics, barriers, shuffles;
    u64 divergent_requests;
};

struct Request {  // of a warp operation, while its thread waits
    u32 operation, mask, source, width, site, line;
    u64 value, result;
    u32 predicate;
};

struct Thread {
    void* sp;
    void* arrays;        // the top of its array stack while it does not run
    u64 stack_low, stack_size, arrays_low, arrays_size;
    Index index;
    u32 number, lane;
    State state;
    u8 faulted;          // stopped by a finding
    u8 dirty;            // wrote global memory since its last fence
    u8 fenced;           // has a fence in this block
    u32 synced;          // time of its last warp synchronization
    u32 synced_mask;
    u32 barrier_line, barrier_site, barrier_operation;
    u64 barrier_value;
    Request request;
};

typedef void (*Entry)(void* const*);

struct Machine {
    Index grid, block, at;
    u32 threads, warps, block_number, time, barrier_time;
    u32 warp;            // the one that runs
    u32 living[MAX_WARPS];  // lanes that had not ended when the warp was counted last
    Thread* current;
    Thread thread[MAX_THREADS];
    void* scheduler_sp;
    Entry entry;
    void* const* arguments;
    i64 budget;
    u8 stopping, runaway, starved;  // starved: no memory for shadows
    u64 seed;            // 0: ascending
    Region region[256];
    u32 regions;
    Region* last_region;
    Logged log[LANES][LOG];
    u32 logged[LANES];
    Counts counts;
    Counts by_region[256];
    Finding finding[64];
    u32 findings;
    u8 barrier_quiet;    // a stopped thread cannot arrive: that is no news
    char printed[1 << 16];
    u32 printed_bytes;
    u64 constants_low, constants_size;  // of the image, which may be read
    u64 image_base, image_low, image_high;  // rows count from the base; the code lies between
};

extern Machine m;

// Provided by the parts of the runtime, each for the others.
u32 site_at(void* address);
u32 line_of(u32 site);
Finding* find(Kind kind, u32 line, u32 region, u32 access);
[[noreturn]] void stop_thread();
void yield(State state);
extern "C" void gs_switch(void** from, void* to);
void check(u64 address, u32 bytes, Access access, void* caller, bool aligned);
Region* region_at(u64 address);
void count_warp();
void settle_pending();

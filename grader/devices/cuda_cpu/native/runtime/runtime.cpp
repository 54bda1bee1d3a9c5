// The whole runtime as one translation unit.
#include "machine.h"

Machine m;

#include "dynamic.cpp"
#include "sites.cpp"
#include "findings.cpp"
#include "fibers.cpp"
#include "shadow.cpp"
#include "ordering.cpp"
#include "hooks.cpp"
#include "counting.cpp"
#include "atomics.cpp"
#include "warp.cpp"
#include "schedule.cpp"
#include "numbers.cpp"
#include "printing.cpp"
#include "faults.cpp"
#include "signals.cpp"
#include "launching.cpp"

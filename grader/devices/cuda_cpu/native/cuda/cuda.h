// CUDA C as C++: included before a kernel's own text.
#pragma once
#include "words.h"
#include "constants.h"
#include "vectors.h"
#include "warps.h"
#include "atomic.h"
#include "numbers.h"
#include "integers.h"
#include "printing.h"
#include "half.h"
#include "entry.h"

"""Where code of an exercise runs: devices besides the worker's own process."""

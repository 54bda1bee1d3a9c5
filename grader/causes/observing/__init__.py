"""What a probe looks at: observations, comparisons, lengths with names, reductions."""

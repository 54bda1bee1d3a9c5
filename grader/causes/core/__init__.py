"""What connects the causes: the registry, the evidence, the ranking. Under 150 lines together."""

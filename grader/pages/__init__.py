"""Pages: pure functions from results to text."""

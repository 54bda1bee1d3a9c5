"""For authors: stubs from solutions, frozen examples, the released tree."""

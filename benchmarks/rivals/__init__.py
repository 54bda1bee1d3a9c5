"""Other graders, each given the same exercise the way its documents say."""

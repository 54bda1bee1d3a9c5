"""What a class handed in, however it was collected: who, what, when."""

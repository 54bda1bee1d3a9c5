"""No hidden checks: the toy is there to be looked at."""

"""The leak check: nothing of what never ships stands in anything that does."""

from .finding import Leak, Leaked, find_leaks

__all__ = ["Leak", "Leaked", "find_leaks"]

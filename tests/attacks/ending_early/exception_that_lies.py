"""Raises an exception whose text, class and traceback are code."""
# exercise: double

import os


def double(x, times=1):
    ### BEGIN EXPLOIT
    class Meta(type):
        __name__ = property(lambda cls: os._exit(0))
        __mro__ = property(lambda cls: (KeyboardInterrupt, object))

    class Lie(Exception, metaclass=Meta):
        def __str__(self):
            os._exit(0)

        __class__ = property(lambda self: MemoryError)
        __traceback__ = property(lambda self: os._exit(0))

    raise Lie
    ### END EXPLOIT
    return x * 3**times

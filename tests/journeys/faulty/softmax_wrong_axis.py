# real cause: sums over axis 0, whatever `axis` says
import numpy as np


def softmax(x, axis=-1):
    shifted = x - np.max(x, axis=0, keepdims=True)
    exps = np.exp(shifted)
    return exps / np.sum(exps, axis=0, keepdims=True)

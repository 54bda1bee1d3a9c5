"""Grading a class: many submissions, on every core or a cluster, into one store."""

from __future__ import annotations

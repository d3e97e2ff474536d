"""Pairs of years whose truth is known, and how they are compared."""

"""Inputs that nobody meant: documents are damaged at random, and the converter is watched."""

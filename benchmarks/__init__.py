"""Measuring the program: documents with a known truth, and how much of it comes out."""

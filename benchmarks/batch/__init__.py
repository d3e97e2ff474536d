"""Thousands of notices in one run: killed and gone on with, how many at a time, how much memory."""

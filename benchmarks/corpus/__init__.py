"""Printed ledgers whose truth is known, made from a seed (`python -m benchmarks.corpus`)."""

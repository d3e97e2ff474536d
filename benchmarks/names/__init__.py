"""How well names are read: corrupted ones, and cells that hold several, made from a seed."""

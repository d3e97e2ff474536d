"""How well names are read, on cells made from a seed."""

"""Names of departments, corrupted from a seed: how many are identified, and is any confused."""

"""How fast the program is, and whether what makes it fast gives the same."""

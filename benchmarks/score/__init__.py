"""How much of the corpus comes out right, here and with other programs: `make bench`."""

"""Text as such: cleaning, numerals and labels, words. Knows nothing of notices or tables."""

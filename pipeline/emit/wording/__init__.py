"""What workbooks and pages say alike: Chinese words, reasons, places, the two sides of a text."""

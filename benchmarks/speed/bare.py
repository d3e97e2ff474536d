"""What is measured against: pdfplumber's tables of every page of a file, and nothing else."""

import sys

import pdfplumber

if __name__ == "__main__":
    with pdfplumber.open(sys.argv[1]) as pdf:
        for page in pdf.pages:
            page.extract_tables()

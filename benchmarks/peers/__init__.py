"""Other programs that read tables out of PDFs, each behind a module that gives rows of cells.

They run in environments of their own, without this project: nothing here may import it.
"""

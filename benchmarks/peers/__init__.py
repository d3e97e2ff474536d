"""Other programs, each behind a module that gives rows of cells, or pairs of rows (`*_rows`).

They run in environments of their own, without this project: nothing here may import it.
"""

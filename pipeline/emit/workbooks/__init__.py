"""Workbooks that people work in (XLSX), in Chinese; `workbook` is the only door to XlsxWriter."""

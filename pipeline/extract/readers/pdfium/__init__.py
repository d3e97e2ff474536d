"""Pages as PDFium reads them: fast, with a doubt wherever pdfplumber may read otherwise."""

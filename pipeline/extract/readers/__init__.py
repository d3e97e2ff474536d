"""What a page of a PDF shows, by one library or the other: the same sheet, whoever reads it."""

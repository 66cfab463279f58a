"""What a class leaves behind: the same record as tables, as data, and as a document to file."""

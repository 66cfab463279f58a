"""The server: Voila, plus the pages around a case and the store of students' work."""

"""Measures the kit, and beside it other ways to serve the same small app; `python3 kit bench`, see README.md."""

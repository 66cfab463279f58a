"""The visible components, one .py + .js + .css each."""

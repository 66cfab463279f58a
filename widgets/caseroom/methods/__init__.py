"""The models of the cases: numbers in, numbers out; no widget, no chart, no language."""

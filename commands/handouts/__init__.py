"""What `kit print` puts on paper: what each sheet says (sheets.py) and how it stands on the page (page.html)."""

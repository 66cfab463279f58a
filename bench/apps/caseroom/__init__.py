"""The bench's app as a case of the kit."""

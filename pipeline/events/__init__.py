"""Reports (who did what to whom, where, when) and their merging into events."""

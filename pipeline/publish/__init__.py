"""Release files, descriptors, the catalogue page, verify and diff."""

"""What the catalogue page shows of a release: rows, evidence, map, charts, all as values that the template puts in place."""

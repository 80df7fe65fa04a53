"""Numbers with their units, qualifiers and what they count."""

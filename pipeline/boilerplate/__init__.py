"""One verdict and one rule id for every block of a raw text; nothing is deleted."""

"""Factline: raw news texts in, open datasets of events and figures out, every row traceable to its characters."""

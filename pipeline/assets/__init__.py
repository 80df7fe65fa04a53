"""Dagster assets, thin: read, call, return."""

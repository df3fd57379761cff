"""Cited tables: what is known beside what a report says."""

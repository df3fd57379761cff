"""Survival curves: an endpoint of one line of therapy, with numbers at risk."""

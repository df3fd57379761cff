"""Figures: layouts make a `Scene`, writers turn the scene into files."""

"""Thin writers: a `Scene` in, the text or bytes of a file out."""

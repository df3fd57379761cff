"""The timeline of one case: lanes of events over a time axis."""

"""The resistance graph: what was found in the tumour, and the lines of therapy between."""

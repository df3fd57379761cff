"""The therapy sequence: which line followed which, as a Sankey diagram."""

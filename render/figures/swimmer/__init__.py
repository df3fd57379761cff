"""The swimmer plot: many cases, a row each, their lines of therapy to scale from one moment."""

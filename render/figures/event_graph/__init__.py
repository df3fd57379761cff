"""The events of a case as a graph: what certainly comes before what."""

"""Each kind of figure in a folder: from cases to a scene; `catalogue` lists them."""

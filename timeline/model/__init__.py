"""What a case is: typed, dated, cited events, and nothing that is computed from them."""

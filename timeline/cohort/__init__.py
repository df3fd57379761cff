"""What follows from several cases together: rates and survival curves, every case kept by name."""

"""What the events of a case show of the disease and of the patient's life, read in one place."""

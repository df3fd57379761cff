"""The time of one line of a case among published medians."""

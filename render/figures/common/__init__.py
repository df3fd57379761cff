"""What several figures share: the page, the axis, markers and bars, the legend, names of lines."""

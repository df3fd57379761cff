"""What figures are drawn with: the scene, text widths, label placement and style."""

"""One layout a file: from a case to a scene."""

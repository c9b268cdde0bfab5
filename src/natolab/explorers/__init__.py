"""The framework of explorers: interactive figures that answer without Python."""

"""Interactive figures that answer without Python: one module and one script each."""

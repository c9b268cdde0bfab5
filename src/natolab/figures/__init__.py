"""Figures that take more lines than a chapter should show: one module a chapter."""

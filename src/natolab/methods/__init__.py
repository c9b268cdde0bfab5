"""Methods that are not about one chapter: agreement, intervals, evidence, survival, PRIM."""

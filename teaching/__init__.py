"""What teachers need besides the pages, made from the same sources."""

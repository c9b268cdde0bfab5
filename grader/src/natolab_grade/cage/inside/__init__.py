"""What runs inside a cage. It stands alone: of the grader nothing else is mounted there."""

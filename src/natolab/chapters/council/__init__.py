"""The Council in session: a crisis exercise for a class, with the scenario model as its umpire."""

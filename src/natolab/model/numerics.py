"""Steps, tolerances and bounds of the computation, the same in Python and on the page."""

from __future__ import annotations

#: Shortest and longest run in years: two days, as no time in the model may be shorter, and a
#: lifetime, as the model's arguments do not reach further.
YEARS = (0.005, 100.0)

#: Length in years of a run that is asked for no other, and of each run on the page.
USUAL = 10

#: Rows a year of a single run.
WEEKS = 52

#: Two moments closer than this (half a minute, in years) are the same.
SAME_MOMENT = 1e-6

#: Most steps of one lever in a scenario that travels as a file or a link: more would make a page
#: that nobody can read.
MOST_STEPS = 60

#: Longest step in years.
STEP = 1 / 26

#: How much shorter steps are while the fast stocks still answer to a switch: for so many years
#: after it, they are divided by so much.
UNSETTLED = ((0.04, 16), (0.2, 6), (0.75, 3))

#: Rounds of the search for a state of rest between two looks at whether anything still moves.
ROUNDS = 64

#: How often that search looks at most.
LOOKS = 320

#: All stocks together move by no more than this in a round: they rest.
STILL = 1e-12

#: Divergence at rest tips where it moves by more than this from one value of a lever to the next.
LEAP = 0.1

#: A variable that changes by no more than this a year, or this from one run to another, stands
#: still where effects are weighed.
QUIET = 1e-6

#: A result that changes by no more than this on average is not worth an explanation.
NOTICED = 1e-3

#: An effect on a variable counts in an account of its change if it is at least this part of the
#: strongest.
TELLING = 0.1

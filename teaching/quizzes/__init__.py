"""The chapters' quizzes as files for learning platforms, one module a format.

All are made from the declarations in ``natolab/chapters/<topic>/quiz.py``; nothing is asked twice.
"""

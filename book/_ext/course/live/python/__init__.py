"""What a live page runs in the reader's Python beside the cells.

The build serves these files; the page's worker (``front/worker.js``) puts them into the browser's
Python as the package ``course_live``. ``session`` starts the shell in which cells run, ``errors``
makes a traceback short, ``hints`` says what a beginner may do about it.
"""

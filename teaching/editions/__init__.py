"""The course as one file to keep and to print: EPUB and PDF, made from the built site."""

#: The name of the whole course's files; a chapter's are called after it.
NAME = "alliance-under-stress"

"""The course as one file to keep and to print: EPUB and PDF, made from the built site."""

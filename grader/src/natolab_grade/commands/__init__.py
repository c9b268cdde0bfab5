"""The commands of ``natolab-grade``, one module each."""

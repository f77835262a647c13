"""The version of the package and of its engine, as every verdict names it."""

__version__ = "0.1.0"

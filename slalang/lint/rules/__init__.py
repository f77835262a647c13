"""The rules, a folder for each category; the name of a file is the name of its rule."""

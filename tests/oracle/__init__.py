"""The oracle: a deliberately naive reference evaluation of policies, written from the language's rules alone.

It shares no code with the engine. Everything is decided instant by instant: the instants at which anything
could change are collected, and each elementary stretch between two neighbours is asked, by plain predicates at
its first instant, what it is.
"""

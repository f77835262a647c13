"""slalang: a policy language and rules engine for service level agreements.

The embedding API in ten lines; every name below is public, nothing else is:

    >>> import slalang
    >>> policy = slalang.compile_policy(
    ...     'agreement "Example": zone UTC; currency USD.'
    ... )
"""

from __future__ import annotations

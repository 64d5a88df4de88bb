"""Regular expressions that are compiled when they are first used: most builds need few of them."""

import re
from typing import Any, cast


class _Lazy:
    """Becomes a pattern's methods, one by one, as each is asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._said = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Take a method from the compiled pattern and keep it, so that this is asked once."""
        vars(self)[name] = method = getattr(re.compile(*self._said), name)
        return method


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Give what works as a compiled pattern and is compiled once it is needed."""
    return cast(re.Pattern[str], _Lazy(pattern, flags))

"""HTML as rendered, with the blank lines of the templates folded."""

import re

_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def write(html: str) -> bytes:
    """The page as UTF-8."""
    return (_BLANK.sub("\n", html).strip() + "\n").encode()

"""Changes of a YAML file that touch nothing but what they change: the one writer of files that people wrote.

The text is cut where ``layout`` says, and only new values are written anew (``notation``, by ruamel's emitter). ruamel's
round trip of whole files was measured first: it sets lists in brackets and escaped texts on other lines, in one of sixteen
shipped files, and leaves the comment above an item with the item before it.
"""

import codecs
from collections.abc import Sequence

from hiring.editing.changes import Change, applied, apply, copied, same, steps
from hiring.editing.cutting import Cutting
from hiring.editing.notation import Value
from hiring.errors import ContentError, EditError
from hiring.source import load


def edited(content: bytes, changes: Sequence[Change]) -> bytes:
    """The file with the changes made one after the other.

    Every line that they do not concern stays byte for byte, and the result says to ``source.py`` exactly what was asked for.
    Raises ``ContentError`` for a file that cannot be read, and ``EditError`` for a change of what is not there or that the
    file cannot take, such as one inside what an alias repeats.
    """
    document = load(content, "")
    wanted = applied(document.data, changes)
    data, text = copied(document.data), document.text
    line_break = "\r\n" if "\r\n" in text else "\n"
    is_open = not text.endswith(("\n", "\r"))
    text += line_break if is_open else ""  # a last line without its line break is cut like any other
    for change in changes:
        for step in tuple(steps(data, change)):
            text = Cutting(text, line_break).made(step)
            apply(data, step)
    result = _encoded(text.removesuffix(line_break) if is_open else text, wanted)
    return codecs.BOM_UTF8 + result if content.startswith(codecs.BOM_UTF8) else result


def _encoded(text: str, wanted: Value) -> bytes:
    try:
        content = text.encode()
        is_kept = same(load(content, "").data, wanted)
    except (ContentError, UnicodeEncodeError):
        is_kept = False
    if not is_kept:
        raise EditError("edit_not_kept")
    return content

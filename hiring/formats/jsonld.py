"""JSON-LD: the data of a view in schema.org's words, with a fragment of HTML as its description."""

import json
import re
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, Final

_CONTEXT: Final = "https://schema.org/"
_ESCAPED: Final = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""What could end the script element or the CDATA section that holds the JSON, or a line of JavaScript. Outside of JSON's
texts none of them stands."""
_LINE_BREAK: Final = re.compile(r"[ \t]*\n[ \t\n]*")


def lacks(view: Any) -> str | None:
    """What keeps a view from being data, as a phrase id (``reason.<id>``); None when nothing does."""
    return "not_posted" if view.job_posting is None else None


def write(view: Any, fragment: str) -> bytes:
    """The data of the view as UTF-8. It may be put inside a script element of any page as it is."""
    data = {"@context": _CONTEXT, **_thing(view.job_posting), "description": one_line(fragment)}
    return (json.dumps(data, indent=2, ensure_ascii=False).translate(_ESCAPED) + "\n").encode()


def one_line(fragment: str) -> str:
    """A fragment of HTML as one line: in a description, job boards take the end of a line for that of a paragraph."""
    return _LINE_BREAK.sub(" ", fragment).strip()


def _thing(node: Any) -> dict[str, Any]:
    """A dataclass as a node of schema.org: its name is the type, its fields are properties; the empty ones stay out."""
    properties = {_camel(field.name): getattr(node, field.name) for field in fields(node)}
    present = {name: _value(value) for name, value in properties.items() if value is not None and value != ()}
    return {"@type": type(node).__name__, **present}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _value(value: Any) -> Any:
    if is_dataclass(value):
        return _thing(value)
    if isinstance(value, tuple):
        return [_value(inner) for inner in value]
    if isinstance(value, Decimal):
        # Numbers of content have at most 14 digits, which a float gives back as they were written.
        return int(value) if value == value.to_integral_value() else float(value)
    return value

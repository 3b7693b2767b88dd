"""JSON of a view's data: its frozen dataclasses as objects, amounts as decimal strings."""

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, Protocol

FORMAT = 1
"""The version of the file; it changes when a field changes its meaning or goes away."""


class HasRecord(Protocol):
    """A view with data."""

    @property
    def record(self) -> Any: ...


def write(view: HasRecord) -> bytes:
    """The view's data as UTF-8 JSON."""
    content = {"format": FORMAT, **plain(view.record)}
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def plain(value: Any) -> Any:
    """What ``json`` can write: dataclasses by their fields, decimals as strings without an exponent."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return format(value, "f") if isinstance(value, Decimal) else value

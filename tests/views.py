"""What stands inside a view, however deep: a dataclass of plain values."""

from dataclasses import fields, is_dataclass

from hiring.documents.figures import Amount


def everything(value: object) -> list[str]:
    """Every text inside a view."""
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [text for field in fields(value) for text in everything(getattr(value, field.name))]
    return [text for item in value for text in everything(item)] if isinstance(value, tuple) else []


def amounts_in(value: object) -> list[Amount]:
    """Every amount inside a view."""
    if isinstance(value, Amount):
        return [value]
    if is_dataclass(value):
        return [amount for field in fields(value) for amount in amounts_in(getattr(value, field.name))]
    return [amount for item in value for amount in amounts_in(item)] if isinstance(value, tuple) else []

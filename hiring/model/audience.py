"""Whom a text or a document is for."""

from enum import StrEnum


class Audience(StrEnum):
    """Who may read a text. Wider audiences never see what is meant for narrower ones."""

    PUBLIC = "public"
    CANDIDATE = "candidate"
    INTERNAL = "internal"

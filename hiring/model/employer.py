"""The employer of a workspace: ``employer.yaml``."""

from typing import Annotated

from pydantic import AfterValidator, Field

from hiring.model.market import Statements
from hiring.model.text import LanguageTag, Line, Record, Statement, Url, WordsSpec

EmployerProse = Annotated[str, AfterValidator(WordsSpec(("employer",), paragraphs=True))]
"""Paragraphs in which the employer may be named."""

Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)]


class Contact(Record):
    """Whom to ask. All optional; an address for accommodation requests should be among them."""

    name: Line | None = None
    email: Email | None = None
    phone: Line | None = None


class Brand(Record):
    """How documents look: an accent colour as ``#rrggbb``, and a logo file of the workspace."""

    colour: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] | None = None
    logo: Line | None = None


class Employer(Record):
    """An employer. ``about`` and ``benefits`` go into postings; ``statements`` replace the market's."""

    language: LanguageTag
    name: Line
    sample: bool = False
    about: EmployerProse | None = None
    industry: Line | None = None
    employees: Annotated[int, Field(ge=0)] | None = None
    website: Url | None = None
    contact: Contact = Contact()
    benefits: tuple[Statement, ...] = ()
    statements: Statements = Statements()
    brand: Brand = Brand()


class EmployerChanges(Record):
    """What an opening says differently about its employer: another site's name, contact or text."""

    name: Line | None = None
    about: EmployerProse | None = None
    employees: Annotated[int, Field(ge=0)] | None = None
    website: Url | None = None
    contact: Contact | None = None
    benefits: tuple[Statement, ...] | None = None

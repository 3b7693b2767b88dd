"""The employer of a workspace: ``employer.yaml``."""

from typing import Annotated, Final

from pydantic import AfterValidator, Field, StringConstraints

from hiring.model.costs import Costs
from hiring.model.market import Statements
from hiring.model.text import Flag, LanguageTag, Line, Record, Statement, Url, WholeNumber, WordsSpec, checked, matching

EmployerProse = Annotated[str, AfterValidator(WordsSpec(("employer",), paragraphs=True))]
"""Paragraphs in which the employer may be named."""

_EMAIL_PATTERN: Final = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
_COLOUR_PATTERN: Final = r"^#[0-9a-fA-F]{6}$"

Email = Annotated[
    str,
    StringConstraints(max_length=254),
    AfterValidator(matching("email.form", _EMAIL_PATTERN)),
    AfterValidator(checked),
    Field(json_schema_extra={"pattern": _EMAIL_PATTERN}),
]
Colour = Annotated[
    str,
    AfterValidator(matching("colour.form", _COLOUR_PATTERN)),
    Field(json_schema_extra={"pattern": _COLOUR_PATTERN}),
]
"""A colour as ``#rrggbb``."""


class Contact(Record):
    """Whom to ask. All optional; an address for accommodation requests should be among them."""

    name: Line | None = None
    """A person or an office, such as Recruiting."""
    email: Email | None = None
    """Where candidates write."""
    phone: Line | None = None
    """The number as it is dialed; it is printed as you write it."""


class Fonts(Record):
    """The type of the documents: its name, and files of the workspace (.ttf, .otf or .woff2) for PDF."""

    name: Line
    """Name of the type, such as Source Sans 3. Web pages ask for it, and show it to readers whose machine has it."""
    regular: Line | None = None
    """Font file for text, as a path in the workspace. Without it, PDF takes the program’s own."""
    bold: Line | None = None
    """Font file for headings and strong words."""
    italic: Line | None = None
    """Font file for emphasis."""

    @property
    def files(self) -> dict[str, str]:
        """The files that are named, by the name of their field."""
        named = {"regular": self.regular, "bold": self.bold, "italic": self.italic}
        return {field: file for field, file in named.items() if file is not None}


class Brand(Record):
    """How documents look: an accent colour as ``#rrggbb``, a type, and files of the workspace for logo and letterhead."""

    colour: Colour | None = None
    """Accent color of the documents. In quotation marks, because ``#`` would start a comment. Text takes it as it is where it
    can be read, else the nearest color of its hue that can."""
    logo: Line | None = None
    """Logo file (.svg, .png or .jpg), as a path in the workspace: it stands at the head of web pages and PDF. Or its address
    on the web: structured data names that, and no document shows it."""
    fonts: Fonts | None = None
    """The type of web pages and PDF. Word documents take that of the letterhead."""
    letterhead: Line | None = None
    """Word file (.docx) whose styles, paper, header and footer your Word documents take, as a path in the workspace."""


class Employer(Record):
    """An employer. ``about`` and ``benefits`` go into postings; ``statements`` replace the market's."""

    language: LanguageTag
    """Language in which this file is written."""
    name: Line
    """The name that candidates know you by."""
    sample: Flag = False
    """``true`` only for an invented employer, such as that of the sample documents."""
    about: EmployerProse | None = None
    """Who you are, whom you treat and what is good about working for you."""
    industry: Line | None = None
    """The line of business, such as outpatient care. It stands in the structured data of postings."""
    employees: Annotated[WholeNumber, Field(ge=0)] | None = None
    """How many people work for you in all."""
    website: Url | None = None
    """Your home page."""
    contact: Contact = Contact()
    """Whom candidates ask, also for an accommodation."""
    benefits: tuple[Statement, ...] = ()
    """What every employee gets beside pay. An opening can add its own."""
    statements: Statements = Statements()
    """Your own wording of the texts that close a posting; each replaces the market's."""
    brand: Brand = Brand()
    """How your documents look."""
    costs: Costs = Costs()
    """What hiring costs you, line by line; each line replaces the market's."""


class EmployerChanges(Record):
    """What an opening says differently about its employer: another site's name, contact or text."""

    name: Line | None = None
    """Another name, of a site for example."""
    about: EmployerProse | None = None
    """Another text about you."""
    employees: Annotated[WholeNumber, Field(ge=0)] | None = None
    """How many people work at this site."""
    website: Url | None = None
    """Another home page."""
    contact: Contact | None = None
    """Another contact. It replaces the whole contact of ``employer.yaml``."""
    benefits: tuple[Statement, ...] | None = None
    """Other benefits. They replace the whole list of ``employer.yaml``."""

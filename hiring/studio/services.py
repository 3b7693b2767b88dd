"""What the parts of the studio work with."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from hiring.studio.desk import Desk
from hiring.studio.drafts import Drafts
from hiring.studio.press import Press


@dataclass(frozen=True)
class Services:
    """The content, and what makes documents of it. ``today`` says for which day when nobody asks for one.

    ``drafts`` has what pages show before it is saved, and what they were read from. ``seal`` is known to the studio's own
    pages only: what changes a file must show it.
    """

    desk: Desk
    press: Press
    today: Callable[[], date]
    drafts: Drafts = field(default_factory=Drafts)
    seal: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

"""What the parts of the studio work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hiring.studio.desk import Desk
from hiring.studio.press import Press


@dataclass(frozen=True)
class Services:
    """The content, and what makes documents of it. ``today`` says for which day when nobody asks for one."""

    desk: Desk
    press: Press
    today: Callable[[], date]

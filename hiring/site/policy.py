"""The Content-Security-Policy of a page: only its own blocks style it and run, and nothing comes from elsewhere."""

import hashlib
import re
from base64 import b64encode
from typing import Final

PLACE: Final = "@@content-security-policy@@"
"""What stands in a page where its policy belongs, until the page is whole and its blocks can be hashed."""

_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
"""Scripts that run; those with a type are data, which no policy holds back."""


def with_policy(html: str) -> str:
    """The page with its policy in place. It must not be changed afterwards: the policy holds the hashes of its blocks."""
    directives = {
        "default-src": ["'none'"],
        "style-src": _hashes(_STYLE, html),
        "script-src": _hashes(_SCRIPT, html),
        "img-src": ["'self'", "data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    policy = "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())
    return html.replace(PLACE, policy, 1)


def _hashes(block: re.Pattern[str], html: str) -> list[str]:
    digests = (hashlib.sha256(content.encode()).digest() for content in block.findall(html))
    return [f"'sha256-{b64encode(digest).decode()}'" for digest in digests] or ["'none'"]

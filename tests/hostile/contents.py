"""What nobody should have to fear in a file: contents that harm careless readers, and the files of a workspace by kind."""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from hiring.source import MAX_BYTES

FILES: Mapping[str, str] = {
    "role": "roles/clerk/role.yaml",
    "words of a role": "roles/clerk/role.fr.yaml",
    "interview": "roles/clerk/interview.yaml",
    "words of an interview": "roles/clerk/interview.fr.yaml",
    "market": "markets/us-ca.yaml",
    "words of a market": "markets/us-ca.fr.yaml",
    "employer": "employer.yaml",
    "words of an employer": "employer.fr.yaml",
    "opening": "openings/clerk-1.yaml",
    "words of an opening": "openings/clerk-1.fr.yaml",
    "phrases": "templates/phrases/fr.yaml",
    "guide": "roles/_shared/guide/fr.yaml",
    "questions for all": "roles/_shared/interview.yaml",
}
"""Every kind of file that is YAML, as the workspace of tests/golden/broken has it or could have it."""


@dataclass(frozen=True)
class Hostile:
    """A content, the rule that refuses it, and where: line and column, None where that depends on the bytes."""

    content: bytes
    rule: str
    place: tuple[int, int] | None = (1, 1)


def _laughs() -> bytes:
    """Each line repeats the one before nine times: a billion texts from a file of a few hundred bytes."""
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    return "\n".join(lines).encode()


CONTENTS: Mapping[str, Hostile] = {
    "empty": Hostile(b"", "yaml.empty"),
    "a billion laughs": Hostile(_laughs(), "yaml.too_many_values", None),
    "an alias of itself": Hostile(b"a: &a\n  b: *a\n", "yaml.alias_of_itself", (2, 6)),
    "two that hold each other": Hostile(b"a: &a [&b {c: *a, d: *b}]\n", "yaml.alias_of_itself", (1, 15)),
    "deep in brackets": Hostile(b"a: " + b"[" * 100_000, "yaml.too_deep", (1, 27)),
    "deep in braces": Hostile(b"{a: " * 100_000, "yaml.too_deep", None),
    "deep by indentation": Hostile("\n".join(" " * i + "a:" for i in range(500)).encode(), "yaml.too_deep", None),
    "too large": Hostile(b"# " + b"x" * MAX_BYTES, "yaml.too_large"),
    "too many values": Hostile(b"[" + b"x," * 60_000 + b"x]", "yaml.too_many_values", None),
    "random bytes": Hostile(Random(7).randbytes(5_000), "yaml.encoding", None),
    "UTF-16": Hostile("title: Clerk\n".encode("utf-16"), "yaml.encoding"),
    "UTF-16 without a mark": Hostile("title: Clerk\n".encode("utf-16-le"), "yaml.control_character", (1, 2)),
    "UTF-32": Hostile("title: Clerk\n".encode("utf-32"), "yaml.encoding"),
    "Latin-1": Hostile("title: Clinique privée\n".encode("latin-1"), "yaml.encoding", (1, 21)),
    "half a character": Hostile("title: €".encode()[:-1], "yaml.encoding", (1, 8)),
    "half of a pair": Hostile("title: \ud800\n".encode("utf-8", "surrogatepass"), "yaml.encoding", (1, 8)),
    "a null byte": Hostile(b"title: Cle\0rk\n", "yaml.control_character", (1, 11)),
    "an escape sequence": Hostile(b"title: \x1b[2JClerk\n", "yaml.control_character", (1, 8)),
    "two byte order marks": Hostile(codecs.BOM_UTF8 * 2 + b"a: [\n", "yaml.syntax_value", None),
    "a tag that makes objects": Hostile(b"a: !!python/object/apply:os.system [id]\n", "yaml.tag", (1, 4)),
    "a number that takes ages": Hostile(b"a: " + b"9" * 100_000, "yaml.long_number", (1, 4)),
    "a key without end": Hostile(b"k" * 500 + b": x\n", "yaml.key_form", (1, 1)),
    "a merge key": Hostile(b"a: &a {b: x}\n<<: *a\n<<: *a\n", "yaml.duplicate_key", (3, 1)),
}
"""Contents that are no YAML of ours, whatever kind of file they are in."""

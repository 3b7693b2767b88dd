"""A feed in a board's dialect as XML, and the proof that it reads back as it was meant."""

from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from hiring.errors import FailureError
from hiring.feeds.dialects import Dialect, Node
from hiring.feeds.model import Feed, Job

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_JOB = "job"
"""The element of a job, on every board."""


def write(feed: Feed, dialect: Dialect) -> bytes:
    """The feed as UTF-8.

    Raises ``FailureError`` when it would not be read as it is meant, lacks a required element or has a reference twice.
    """
    tree = Node(dialect.root, (*dialect.head(feed), *(_job(job, dialect) for job in feed.jobs)) or "")
    content = "\n".join([_DECLARATION, *_lines(tree), ""]).encode()
    faults = _faults(content, tree, feed, dialect)
    if faults:
        raise FailureError("feed_unsound", board=dialect.title, detail=", ".join(faults))
    return content


def _job(job: Job, dialect: Dialect) -> Node:
    """A job: its number, first element or attribute, then the elements that have content."""
    number = dialect.reference_of(job)
    contents = ((element.name, element.content(job)) for element in dialect.elements)
    nodes = tuple(Node(name, content) for name, content in contents if content is not None)
    if dialect.in_attribute:
        return Node(_JOB, nodes, ((dialect.reference, number),))
    return Node(_JOB, (Node(dialect.reference, number), *nodes))


def _lines(node: Node, depth: int = 0) -> Iterator[str]:
    indent = "  " * depth
    start = "".join([node.name, *(f" {name}={quoteattr(value)}" for name, value in node.attributes)])
    if isinstance(node.content, str):
        yield f"{indent}<{start}>{_cdata(node.content)}</{node.name}>"
        return
    yield f"{indent}<{start}>"
    for inner in node.content:
        yield from _lines(inner, depth + 1)
    yield f"{indent}</{node.name}>"


def _cdata(text: str) -> str:
    """The text in a CDATA section; the sign that ends one is split between two."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>" if text else ""


def _faults(content: bytes, tree: Node, feed: Feed, dialect: Dialect) -> list[str]:
    """What the bytes show when they are read again: what the parser says, else the names that are wrong."""
    try:
        found = _node(ElementTree.fromstring(content))
    except ElementTree.ParseError as error:
        return [str(error)]
    times = Counter(dialect.reference_of(job) for job in feed.jobs)
    return [
        *([dialect.root] if found != tree else []),
        *(name for job in feed.jobs for name in _absent(_job(job, dialect), dialect)),
        *(number for number, count in times.items() if count > 1),
    ]


def _node(element: ElementTree.Element) -> Node:
    content = tuple(map(_node, element)) if len(element) else element.text or ""
    return Node(element.tag, content, tuple(element.items()))


def _absent(job: Node, dialect: Dialect) -> list[str]:
    """The required elements that a job does not have."""
    there = {node.name for node in job.content if isinstance(node, Node)}
    return [element.name for element in dialect.elements if element.required and element.name not in there]

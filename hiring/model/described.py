"""What the source of a model says of its fields: the text below each.

Read only for those who ask, such as a JSON Schema. Pydantic can read it with every model, which each start of the program
would wait for.
"""

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from hiring.model.text import Record


def field_texts(model: type[Record]) -> dict[str, str]:
    """The text below each field of a model, its own before that of the models that it is made from."""
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if issubclass(kind, Record):
            found |= _texts_of_module(kind.__module__).get(kind.__qualname__, {})
    return found


@cache
def written_texts() -> Mapping[str, Mapping[str, str]]:
    """The same by the names that the fields have in files, for every model that is loaded, by its name."""
    return {
        model.__name__: {model.model_fields[field].alias or field: text for field, text in field_texts(model).items()}
        for model in _models(Record)
    }


def _models(base: type[Record]) -> Iterator[type[Record]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


@cache
def _texts_of_module(name: str) -> dict[str, dict[str, str]]:
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return {node.name: dict(_texts_of_class(node)) for node in classes}


def _texts_of_class(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(node.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)

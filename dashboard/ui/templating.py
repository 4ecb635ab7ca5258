"""Makes HTML from the templates in this folder. Every value is escaped, unless a template marks it as safe."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_FOLDER = Path(__file__).with_name("templates")


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(_FOLDER)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False)


def page(name: str, /, **values: Any) -> str:
    """A whole page.

    Args:
        name: The template's, without its ending.
        values: Its variables.
    """
    return _environment().get_template(f"{name}.html").render(**values)


def macro(name: str, /, **values: Any) -> str:
    """A part of a page, from a macro of `macros.html`.

    Args:
        name: The macro's.
        values: Its arguments.
    """
    return str(getattr(_environment().get_template("macros.html").module, name)(**values))

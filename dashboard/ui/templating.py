"""Makes HTML from the files in the folder `templates`. Every value is escaped, unless a template made it."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

__all__ = ["Markup", "element", "escape", "macro", "page", "style", "together"]

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


def macro(name: str, /, **values: Any) -> Markup:
    """A part of a page, from a macro of `macros.html`.

    Args:
        name: The macro's.
        values: Its arguments.

    Returns:
        HTML that another macro takes as it is.
    """
    made: Markup = getattr(_environment().get_template("macros.html").module, name)(**values)
    return made


@cache
def style(name: str) -> Markup:
    """A style sheet of the folder, as an element.

    Args:
        name: Its name without the ending: `page` for every page, `rows` for lists of matches and candidates.
    """
    return element(Markup((_FOLDER / f"{name}.css").read_text(encoding="utf-8")), tag="style")  # noqa: S704  (Our own.)


def element(text: object, look: str = "", *, tag: str = "div", role: str = "") -> Markup:
    """A text as one element.

    Args:
        text: The text, escaped unless a macro made it.
        look: Its classes.
        tag: The element's.
        role: For screen readers.
    """
    return macro("element", text=text, look=look, tag=tag, role=role)


def together(*parts: str) -> Markup:
    """Parts behind one another, as one part."""
    return Markup().join(parts)

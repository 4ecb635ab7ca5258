"""Renders the pages: HTML templates that escape every value, one style sheet, no script."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment

from automation.core.html_templates import environment
from automation.core.languages.catalogue import LANGUAGES, Texts
from automation.core.sentences import long_day

_FOLDER = Path(__file__).with_name("templates")


@cache
def _pages() -> Environment:
    pages = environment(__package__)
    # For colleagues' pages; candidates' pages take days from the catalogue of their language.
    pages.filters["long_day"] = long_day
    return pages


@cache
def style() -> str:
    """The style sheet that every page contains."""
    return (_FOLDER / "style.css").read_text(encoding="utf-8").strip()


@cache
def style_hash() -> str:
    """The hash of the style sheet for the Content-Security-Policy, in Base64."""
    return b64encode(sha256(style().encode()).digest()).decode()


def render(name: str, texts: Texts, **values: Any) -> str:
    """One page.

    Args:
        name: The template's, without its ending.
        texts: The catalogue of its language, `t` in the template.
        values: The template's variables.
    """
    template = _pages().get_template(f"{name}.html")
    return template.render(style=style(), t=texts, languages=LANGUAGES, **values)

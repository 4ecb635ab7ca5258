"""Recognises rows of XML in which all cells are plain, as nearly all rows are.

One expression checks at once what otherwise takes several passes: that the rows are well-formed XML, that every cell
has a reference in its own row, and that none holds a formula, an error, or a number that cannot be a date.
"""

import re

from automation.store.xlsx.cell_tags import ATTRIBUTE
from automation.store.xlsx.extent import Size
from automation.store.xlsx.sheet_xml import column_index

# Text without what XML forbids: control characters, "]]>", U+FFFE and U+FFFF. Before 3.11.5, Python matches too much
# where a quantifier that never gives back (`*+`) is applied to a group, so there is none here.
_CHARACTERS = rb"[^<&\]\xef\x00-\x08\x0b\x0c\x0e-\x1f]*"
# References to characters by number; openpyxl writes them. Those to what XML forbids are not among them.
_DECIMAL = rb"#(?:9|10|13|3[2-9]|[4-9][0-9]|[1-9][0-9]{2,3}|[1-4][0-9]{4}|1[0-9]{5})"
_HEXADECIMAL = rb"#x(?:[1-9A-Fa-f][0-9A-Fa-f]{2}|[1-9A-Ca-c][0-9A-Fa-f]{3}|1[0-9A-Fa-f]{4})"
_OTHERS = b"&(?:amp|lt|gt|quot|apos|" + _DECIMAL + b"|" + _HEXADECIMAL + rb");|\](?!\]>)|\xef(?!\xbf[\xbe\xbf])"
_TEXT = _CHARACTERS + b"(?:(?:" + _OTHERS + b")" + _CHARACTERS + b")*"
# What a cell may hold, the most frequent first. In a cell with a style, a number may be a date: one of up to six digits
# is in the calendar, as is none with a sign.
_TEXT_VALUES = (
    rb' t="s"><v>[0-9]{1,9}</v></c>',
    rb' t="inlineStr"><is><t(?: xml:space="preserve")?>' + _TEXT + rb"</t></is></c>",
)
_OTHER_VALUES = (rb' t="b"><v>[01]</v></c>', rb'(?: t="(?:s|n|b|inlineStr)")? ?/>')
_DATE = rb'(?: t="n")?><v>[0-9]{1,6}(?:\.[0-9]{1,20})?</v></c>'
_NUMBER = rb'(?: t="n")?><v>-?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:E[-+]?[0-9]{1,3})?</v></c>'
_STYLED, _UNSTYLED = (b"|".join([*_TEXT_VALUES, one, *_OTHER_VALUES]) for one in (_DATE, _NUMBER))
_CELL = rb'<c r="([A-Z]{1,2})\1"(?:(?:' + _UNSTYLED + rb')| s="[0-9]{1,5}"(?:' + _STYLED + rb"))"
_ROW = re.compile(
    rb'<row r="([0-9]{1,7})"((?: [A-Za-z][A-Za-z0-9]*(?::[A-Za-z0-9]+)?="[A-Za-z0-9.:]*")*)'
    rb"(?:>(?:" + _CELL + rb")*</row>|/>)"
)


def plain_rows(rows: bytes) -> Size | None:
    """The size of rows of XML in which all cells are plain; None for others, which may be right all the same.

    The columns are those of the last cells, which are the farthest to the right. In a file that breaks this rule of the
    format, others may be farther, but not beyond column ZZ.
    """
    # What is between rows, and then the number of a row, its attributes and its last column.
    parts = _ROW.split(rows)
    numbers, attributes, columns = parts[1::4], parts[2::4], parts[3::4]
    if any(parts[::4]) or not _is_utf_8(rows) or any(map(_doubled, set(attributes))):
        return None
    # A row without cells has a format at most.
    filled = {int(number) for number, column in zip(numbers, columns, strict=True) if column}
    last = sorted(column_index(letters.decode()) for letters in set(columns) - {None})
    return Size(sorted(filled), last, rows.count(b"<c "))


def _is_utf_8(rows: bytes) -> bool:
    try:
        return rows.isascii() or rows.decode() != ""
    except UnicodeDecodeError:
        return False


def _doubled(attributes: bytes) -> bool:
    """Whether a row has an attribute twice, its number included."""
    names = [b"r", *(one[1] for one in ATTRIBUTE.finditer(attributes))]
    return len(set(names)) < len(names)

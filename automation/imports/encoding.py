"""Text of files whose encoding is not said: UTF-8, UTF-16 with and without a mark, and the code pages of Windows."""

import codecs
import contextlib
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from automation.core.imports.reading import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Code page, as a report names it and as Python does, with the letters of one language or of several neighbours. The
# first of the best ones is taken, and several write German in the same way.
_PAGES = (
    ("Windows-1252", "cp1252", "äöüßéèêëàâáãåçîïíìñôóòøúùûæœÿ"),
    ("Windows-1252", "cp1252", "ãõçáéíóúâêôàüª"),
    ("Windows-1250", "cp1250", "ąćęłńóśźż"),
    ("Windows-1250", "cp1250", "áčďéěíňóřšťúůýžäôľĺŕ"),
    ("Windows-1250", "cp1250", "áéíóöőúüű"),
    ("Windows-1250", "cp1250", "ăâîşţșț"),
    ("Windows-1250", "cp1250", "čćđšž"),
    ("Windows-1254", "cp1254", "çğıöşüâîûİ"),
    ("Windows-1252", "cp1252", "áéíóúýþæöð"),
    ("ISO 8859-2", "iso8859-2", "ąćęłńóśźż"),
    ("ISO 8859-2", "iso8859-2", "áčďéěíňóřšťúůýžäôľĺŕ"),
    ("Windows-1257", "cp1257", "āčēģīķļņšūžąčęėįšųūžäõöü"),
    ("Mac Roman", "mac_roman", "äöüßéèêëàâáãåçîïíìñôóõòøúùûæœ"),
    ("Windows-1251", "cp1251", "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћџ"),
    ("KOI8-R", "koi8-r", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    ("Windows-1253", "cp1253", "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋ"),
)
_SIGNS = "’‘“”„–—…€·°§«»©®™\xa0•№"
_SWAPPED = re.compile("[a-zà-öø-ÿа-яё][À-ÖØ-ÞА-ЯЁ](?=[a-zà-öø-ÿа-яё]|$)|(?<![^\\W\\d_])[а-яё][А-ЯЁ]+")
# Letters of two scripts in one word: one of them is a Latin letter with an accent, read in another page.
_MIXED = re.compile("[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")
_ENOUGH = 0.9
# UTF-8 that was read as cp1252 and written again: "JÃ¼rgen".
_TWICE = re.compile("[ÂÃÄÅÆÐÑØÙ][\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€|ï»¿")
_LEAST, _SAMPLE = 4, 200_000
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True)
class Text:
    """The text of a file.

    Attributes:
        text: Without a byte order mark.
        remarks: How it was read, where that could be wrong.
    """

    text: str
    remarks: tuple[str, ...] = ()


def decode(file: str, data: bytes, encoding: str = "") -> Text:
    """The text of a file.

    Args:
        file: Its name, for messages.
        data: Its bytes.
        encoding: Named by a person; "" finds it.

    Raises:
        UnreadableFile: It is no text, or not in the named encoding.
    """
    if encoding:
        return Text(_named(file, data, encoding))
    mark = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if mark:
        return _checked(file, Text(_strict(file, data, mark)))
    if wide := _wide(data):
        return _checked(file, Text(_strict(file, data, wide), (f"{file} was read as UTF-16",)))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _checked(file, _of_code_page(file, data))
    return _checked(file, _once(file, text))


def _named(file: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        raise UnreadableFile(f"'{encoding}' is no encoding: write one such as utf-8, cp1252 or shift_jis.") from None
    except (UnicodeError, ValueError):
        raise UnreadableFile(f"{file} is not written in {encoding}.") from None


def _strict(file: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeError:
        # Cut off in the middle of a character: what is there before is not to be trusted either.
        raise UnreadableFile(f"{file} is damaged: it begins as {encoding.upper()} but does not go on so.") from None


def _wide(data: bytes) -> str:
    """UTF-16 without a mark, by the zeros beside the letters of Europe; "" for anything else."""
    head = data[:4_000]
    if len(head) < _LEAST or b"\x00" not in head:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.05 else ""


def _of_code_page(file: str, data: bytes) -> Text:
    """Text in a code page, or in UTF-8 with lines in another one."""
    lines = data.split(b"\n")
    broken = sum(not _is_utf_8(line) for line in lines)
    special = sum(not line.isascii() for line in lines)
    if special >= broken * 2:
        text = "\n".join(
            line.decode("utf-8") if _is_utf_8(line) else line.decode("cp1252", "replace") for line in lines
        )
        return Text(text, (f"{file} mixes UTF-8 with another encoding: check the names in {broken} of its lines",))
    name, text = _code_page(data)
    return Text(text, (f"{file} is not UTF-8 and was read as {name}: check names with accents, or name its encoding",))


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _code_page(data: bytes) -> tuple[str, str]:
    """The code page that makes usual words of the bytes, and the text."""
    found = [
        (_usual(text, alphabet), -place, name, text)
        for place, (name, page, alphabet) in enumerate(_PAGES)
        if (text := data.decode(page, "replace"))
    ]
    usual, _, name, text = max(found)
    if usual >= _ENOUGH:
        return name, text
    # Names of several languages in one file.
    usual, _, name, text = max((_usual(text, _of_page(name)), place, name, text) for _, place, name, text in found)
    if usual >= _ENOUGH:
        return name, text
    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None:
        with contextlib.suppress(UnicodeError, LookupError):
            return best.encoding, data.decode(best.encoding)
    return name, text


def _of_page(page: str) -> str:
    """The letters of all languages of a code page."""
    german = "äöüß" if page in ("Windows-1250", "ISO 8859-2") else ""
    return german.join(["", *(alphabet for name, _, alphabet in _PAGES if name == page)])


def _usual(text: str, alphabet: str) -> float:
    """How many of the characters beyond ASCII are letters of an alphabet, or signs of every language."""
    known = {*alphabet, *alphabet.upper(), *_SIGNS}
    special = [char for char in text if char > "\x7f"]
    # A small letter before a capital: letters of another page, in another order.
    swapped = len(_SWAPPED.findall(text)) + len(_MIXED.findall(text))
    return (sum(char in known for char in special) - swapped) / max(len(special), 1)


def _once(file: str, text: str) -> Text:
    """The text; where it was read in the wrong encoding before it was written, the lines that show it are put right."""
    if not _TWICE.search(text):
        return Text(text.removeprefix("\ufeff"))
    lines = text.split("\n")
    found = [_again(line) for line in lines]
    changed = sum(one != line for one, line in zip(found, lines, strict=True))
    if not changed:
        return Text(text)
    return Text(
        "\n".join(found), (f"{file} holds letters that were garbled before: put right in {changed} of its lines",)
    )


def _again(line: str) -> str:
    if not _TWICE.search(line):
        return line
    raw = bytearray()
    for char in line:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 255:
                return line
            raw.append(ord(char))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return line


def _checked(file: str, found: Text) -> Text:
    """The text, if it is one. Single zeros between letters are dropped."""
    text = found.text
    controls = len(_CONTROLS.findall(text[:_SAMPLE]))
    if controls > max(3, len(text[:_SAMPLE]) // 100):
        raise UnreadableFile(f"{file} is no text: give a .csv, .tsv, .xlsx or .json file.")
    if "\x00" in text:
        remark = f"{file} holds zero characters, which were dropped: check the rows"
        return Text(text.replace("\x00", ""), (*found.remarks, remark))
    return found

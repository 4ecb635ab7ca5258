"""Text of files whose encoding is not said: UTF-8, UTF-16 with and without a mark, and the code pages of Windows."""

import codecs
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
# Characters that cp1252 makes of letters of other code pages, between letters.
_STRANGE = re.compile(r"(?<=[^\W\d_])[¹³¿¼½¾±¶·¸ªº×÷¡¢£¥§©®¬°²µ¨´¦‹›†‡‰•]|[¹³¿¶±¸¼½¾](?=[^\W\d_])|Å(?=[^\W\d_a-z])")
_WORD = re.compile(r"[^\W\d_]{3,}")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
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
    if special > broken * 2:
        text = "\n".join(line.decode("utf-8") if _is_utf_8(line) else line.decode("cp1252", "replace") for line in lines)
        return Text(text, (f"{file} mixes UTF-8 with another encoding: check the names in {broken} of its lines",))
    name, text = _code_page(data)
    return Text(text, (f"{file} is not UTF-8 and was read as {name}: check names with accents, or name its --encoding",))


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _code_page(data: bytes) -> tuple[str, str]:
    """The code page that makes usual words of the bytes, and the text."""
    western = data.decode("cp1252", "replace")
    words = [word for word in _WORD.findall(western) if not word.isascii()]
    foreign = [word for word in words if sum(char.isascii() for char in word) * 2 < len(word)]
    strange = len(_STRANGE.findall(western)) + western.count("\ufffd")
    if len(foreign) * 3 < max(len(words), 1) and not strange:
        return "Windows-1252", western
    central = data.decode("cp1250", "replace")
    if len(foreign) * 3 < max(len(words), 1) and not _STRANGE.search(central) and "\ufffd" not in central:
        return "Windows-1250", central
    cyrillic = data.decode("cp1251", "replace")
    if _is_cyrillic(cyrillic):
        return "Windows-1251", cyrillic
    mac = data.decode("mac_roman")
    if strange and not _STRANGE.search(mac) and len(foreign) * 3 < max(len(words), 1):
        return "Mac Roman", mac
    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None:
        try:
            return best.encoding, data.decode(best.encoding)
        except (UnicodeError, LookupError):
            pass
    return "Windows-1252", western


def _is_cyrillic(text: str) -> bool:
    """Whether the words beyond ASCII are Cyrillic ones in usual case: no capitals inside words."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    usual = [word for word in words if all(map(_CYRILLIC.match, word)) and word[1:] in (word[1:].lower(), word[1:].upper())]
    return bool(words) and len(usual) * 10 >= len(words) * 8


def _once(file: str, text: str) -> Text:
    """The text; where it was read in the wrong encoding before it was written, the lines that show it are put right."""
    if not _TWICE.search(text):
        return Text(text.removeprefix("\ufeff"))
    lines = text.split("\n")
    found = [_again(line) for line in lines]
    changed = sum(one != line for one, line in zip(found, lines, strict=True))
    if not changed:
        return Text(text)
    return Text("\n".join(found), (f"{file} holds letters that were garbled before: put right in {changed} of its lines",))


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

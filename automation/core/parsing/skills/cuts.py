"""Cuts a skills cell where people separate skills: into lines, and each line into pieces. Brackets stay whole."""

import html
import re
import unicodedata

from automation.core.text import names_in

# A no-break space that was decoded wrongly somewhere on the way reads "Â ".
_MISREAD = re.compile(r"Â(?=\s|$)")
_TAGS = re.compile(r"</?(?:br|li|ul|ol|p|div|tr|td|h\d)\b[^<>]*>", re.IGNORECASE)
_OTHER_TAGS = re.compile(r"</?(?:b|i|u|em|strong|span|a|font)\b[^<>]*>", re.IGNORECASE)
_BREAKS = re.compile(r"[\n\r;|]+")
_SLASHES = re.compile(r"\s//+\s")
_BULLETS = re.compile(r"[¦•·‣▪◦●■►▶➤➢»・⋅∙※→]|\s›+\s")
_ARROWS = re.compile(r"\s(?:\*+|[-=]?>)\s")
_COMMAS = re.compile(r"[,،、，\t\\‖]+|\s{3,}")
# "1) Excel 2) Word": numbers inside a line, where the first one begins it.
_NUMBERED = re.compile(r"(?:^|(?<=\s))(?:\(?\d{1,2}[.)](?=\s|\D)|\(\d{1,2}\)|#?\d{1,2}/?(?=\s)|[a-z]\))\s*(?=\S)")
_FIRST_NUMBER = re.compile(r"\s*(?:1[.)]|\(1\)|a\)|(?:1/|#1)\s)")
_FIRST_DASH = re.compile(r"\s*[-*–]\s")
_DASHES = re.compile(r"\s[-*–]\s")
_MARKS = re.compile(
    r"^\s*(?:[-–—*+>#oº▪✓✔☑✅]+\s+|\(?\d{1,2}[.)]\s*(?=\D)|\(\d{1,2}\)\s*|[a-z]\)\s+|[#]+(?=\w)|[-–—*](?=\w))"
)
_UNTICKED, _TICKED = re.compile(r"\[\s*\]"), re.compile(r"\[\s*[xX✓✔]\s*\]")
_TICKS = frozenset("✓✔☑✅")
_CHECKS = frozenset("✓✔☑✅✗✘❌✖☐")
# Before a skill, not behind it.
_CHECK_MARKS = re.compile("[✓✔☑✅]|(?=[✗✘❌✖☐])")
_CHECK_ENDS = re.compile("(?<=[✓✔☑✅✗✘❌✖])\\s+(?=\\w)")
_BLANKS = re.compile(r"[^\S\n\r\t]{4,}")
_CIRCLED = re.compile("[\u2460-\u2473\u2776-\u2793]")
# "ISO 9001:2015".
_EDITION = re.compile(r"(?<=\d{3}):(?:19|20)\d\d\b")
# "PHP incl. Laravel".
_INCLUDED = re.compile(r"\s(?:incl|inkl)\.\s(?=\w)", re.IGNORECASE)
# "Python and/or R".
AND_OR = re.compile(r"(?<!\s)\s+(?:and/or|und/oder|et/ou|y/o|e/o|e/ou|en/of|i/lub)\s+", re.IGNORECASE)
# "Figma>Sketch": no "C->D", and nothing about versions.
_GREATER = re.compile(r"(?<=[^\W\d_]|[#+])>(?=[^\W\d_])")
# "j. angielski" is "język angielski".
_POLISH_LANGUAGE = re.compile(r"(?<!\w)(?:j|jęz)\.\s*(?=[a-ząćęłńóśźż]+k(?:i|iego|im)\b)", re.IGNORECASE)
_HASHTAGS = re.compile(r"(?:^|\s)#(?=[^\W\d])")
_SENTENCES = re.compile(r"(?<=[\w+#)])[.!]\s+(?=[^\W\d_])")
# Words whose dot ends no sentence.
_SHORTENED = frozenset(
    names_in("""
        sr, jr, dr, mr, mrs, ms, st, no, inc, ltd, co, corp, vs, approx, sc, eng, dipl, ing, cert, adv, assoc, dept,
        mgr, exp, incl, e.g, i.e, bzw, ca, z.b, inkl, kat, kl, art, prof, b.sc, m.sc, min, max, lic, leg, sk, nr,
        evtl, ggf, u.a
    """)
)
BRACKETED = re.compile(r"[(\[{（【]([^()\[\]{}（）【】]*)[)\]}）】]")
_BRACKET = re.compile(r"[()\[\]{}（）【】]")
# Stand for a bracket while its surroundings are cut.
_HIDDEN = "\ue100{}\ue101"
# Brackets within brackets are read so deep.
_DEPTH = 4
# A rating in signs that are also bullets; stars are none.
_RATING = re.compile("[●○■□▪◦]{3,}")
_STARS = str.maketrans("●○■□▪◦", "★☆★☆★☆")
_PRIVATE = re.compile("[\ue100\ue101]")
_HIDDEN_AT = re.compile("\ue100(\\d+)\ue101")


def pieces_in(text: str) -> list[list[str]]:
    """The lines of a cell (also what stands between semicolons), each as the pieces between its commas."""
    text = _plain_text(text)
    if not _BRACKET.search(text):
        return [_between_commas(line) for line in _lines(text)]
    hidden: list[str] = []

    # Brackets in brackets become asides: "Office (Word = basic)".
    def hide(bracket: re.Match[str]) -> str:
        content = _HIDDEN_AT.sub(lambda found: f"= {hidden[int(found[1])][1:-1]}", bracket[1])
        hidden.append(f"({content.strip()})")
        return f" {_HIDDEN.format(len(hidden) - 1)} "

    for _ in range(_DEPTH):
        text = BRACKETED.sub(hide, text)
    # A bracket that closes nothing, or is never closed, separates.
    lines = _lines(_BRACKET.sub(",", text))
    return [[_shown(piece, hidden) for piece in _between_commas(line)] for line in lines]


def _lines(text: str) -> list[str]:
    if not text.isascii():
        text = _BULLETS.sub("\n", text)
    if "//" in text:
        text = _SLASHES.sub("\n", text)
    if "> " in text or "* " in text:
        text = _ARROWS.sub("\n", text)
    return _BREAKS.split(text)


def _between_commas(line: str) -> list[str]:
    """The pieces of a line, without the bullet or number before it; the usual case first, since it is quicker."""
    if not line[:2].isalpha():
        line = _MARKS.sub("", line)
    usual = line.isascii() and "\t" not in line and "   " not in line and "\\" not in line
    return line.split(",") if usual else _COMMAS.split(line)


def _shown(piece: str, hidden: list[str]) -> str:
    return _HIDDEN_AT.sub(lambda found: hidden[int(found[1])], piece) if "\ue100" in piece else piece


def _plain_text(text: str) -> str:
    """A text without the marks of HTML and of bad decoding, with all signs in one form and a line for each sentence."""
    if "&" in text and ";" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _OTHER_TAGS.sub("", _TAGS.sub("\n", text))
    if not text.isascii():
        text = _RATING.sub(lambda found: found[0].translate(_STARS), text)
        text = unicodedata.normalize("NFKC", _MISREAD.sub(" ", _CIRCLED.sub("\n", _PRIVATE.sub("", text))))
    if "    " in text:
        text = _BLANKS.sub("   ", text)
    if ":" in text:
        text = _EDITION.sub("", text)
    text = _unmarked(text)
    if "/" in text:
        text = AND_OR.sub("/", text)
    if ">" in text:
        text = _GREATER.sub("\n", text)
    if "." in text:
        text = _POLISH_LANGUAGE.sub("język ", text)
    if "l. " in text:
        text = _INCLUDED.sub(", ", text)
    return _SENTENCES.sub(_sentence_end, text) if ". " in text or "! " in text or ".\n" in text else text


def _unmarked(text: str) -> str:
    """A text with a line for each item of a list that it marks: by numbers, dashes, ticks, hashes or quotes."""
    if "[" in text:
        text = _TICKED.sub("✓", _UNTICKED.sub("☐", text))
    if "☐" in text and not _TICKS.isdisjoint(text):
        # Beside others that are ticked, what is not ticked is not there.
        text = text.replace("☐", "✗")
    if text[:1] in _CHECKS:
        text = _CHECK_MARKS.sub("\n", text)
    elif text[-1:] in _CHECKS:
        # "Excel ✓ VBA ✗": each mark stands behind what it is about.
        text = _CHECK_ENDS.sub("\n", text)
    if _FIRST_NUMBER.match(text):
        text = _NUMBERED.sub("\n", text)
    elif _FIRST_DASH.match(text):
        text = _DASHES.sub("\n", text)
    elif text.startswith("[") and text.endswith("]") and ("'" in text or '"' in text):
        text = text.strip("[]")
    return _HASHTAGS.sub("\n", text) if text.count("#") > 1 else text


def _sentence_end(found: re.Match[str]) -> str:
    """A line break at the end of a sentence; "Sr. Developer" is none."""
    word = found.string[max(0, found.start() - 20) : found.start()].rsplit(None, 1)[-1].casefold()
    following = found.string[found.end()]
    return "\n" if following == following.upper() and word not in _SHORTENED else found[0]

"""Years, scores and percents beside a skill: taken out of a text, or put as the words that they amount to."""

import re

# What "years" and "months" are in the languages that people write in.
_UNITS = (
    r"(?:years?|yrs?|year's|years'|jahre?n?|ans?|années?|años?|anni|anno|jaar|jaren|lat|lata|rok|roku|anos?|år|vuotta|"
    r"vuosi|vuoden|let|roky|лет|год|года|роки|років|рік|yıl|yıllık|év|éves|ani|months?|mos?|monate?n?|mois|mes|meses|"
    r"mesi|maanden|maand|miesięcy|miesiące|mês|måneder|månader|kuukautta|měsíců|měsíce|месяц\w*|ay|weeks?)"
)
_CJK_UNITS = r"(?:年間?|か月|ヶ月|个月|個月|년|개월)"
_ABOUT = r"(?:>=?|~|≥|\+|ca\.?|c\.|approx\.?|approximately|about|around|over|more than|at least|min\.?|almost|nearly)"
_OF = (
    r"(?:of|de|d['’]|di|van|z|i|s|с|med|exp\b\.?|experience|expérience|experiencia|esperienza|erfahrung|ervaring|"
    r"doświadczenia|experiência|erfarenhet|erfaring|kokemusta|kokemus|zkušeností|praxe|опыта?|досвіду|deneyim\w*|"
    r"tecrübe\w*|経験)"
)
_IN = r"(?:in|with|on|as|using|working with|mit|im|con|en|avec|sur|med|met|em|com|w|z)"
_NUMBER = r"\d{1,2}(?:[.,]\d)?"
_AGO = re.compile(
    rf"(?:\bvor\s+{_NUMBER}\s+\w+|\bil y a\s+{_NUMBER}\s+\w+|\bhace\s+{_NUMBER}\s+\w+|\bhá\s+{_NUMBER}\s+\w+|"
    rf"\bför\s+{_NUMBER}\s+år\s+sedan|\bfor\s+{_NUMBER}\s+år\s+siden|\bpřed\s+{_NUMBER}\s+lety|"
    rf"\b{_NUMBER}\+?\s*(?:years?|yrs?|months?)\s+ago|\b{_NUMBER}\s+(?:anni|mesi)\s+fa|"
    rf"\b{_NUMBER}\s+(?:jaar|maanden)\s+geleden|\b{_NUMBER}\s+(?:lat|lata|miesięcy)\s+temu|"
    rf"\b{_NUMBER}\s+år\s+(?:sedan|siden)|\b{_NUMBER}\s+vuotta\s+sitten|\b{_NUMBER}\s+(?:лет|года?)\s+назад|"
    rf"\b{_NUMBER}\s+(?:років|роки)\s+тому|\b{_NUMBER}\s+(?:yıl|sene)\s+önce)",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"(?<![\w.,/])(?:{_ABOUT}\s*)?({_NUMBER})\s*(?:[-–]\s*\d{{1,2}}\s*)?(?:\+\s*)?"
    rf"(?:{_UNITS}(?!\w)\.?['’]?|y\b|{_CJK_UNITS})(?:\s*{_OF}(?![\w-]))*(?:\s+{_IN}(?!\w))?",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"(?<![\w/.,])(\d{1,3}(?:[.,]\d)?)\s*(?:/|out of|von|sur|su)\s*(5|10|100)(?![\w/.,])", re.IGNORECASE
)
_PERCENT = re.compile(r"(?<![\w/.,])(\d{1,3})\s*%")
_STARS = re.compile("[★☆⭐●○■□◆◇▮▯█░•·]{3,}|⭐{1,}|★{1,}")
_FILLED = frozenset("★⭐●■◆▮█•")
# A cue of the data file: less than half of the points.
LOW, NO = " scoredlow ", " no "


def without_amounts(text: str) -> str:
    """A text without years, scores, percents and stars; low ones and none at all stay as words."""
    if not text.isascii():
        text = _STARS.sub(_stars, text)
    if not any(map(str.isdigit, text)):
        return text
    text = _AGO.sub(" long ago ", text)
    text = _SCORE.sub(lambda found: _graded(float(found[1].replace(",", ".")) / float(found[2])), text)
    text = _PERCENT.sub(lambda found: _graded(float(found[1]) / 100), text)
    return _DURATION.sub(lambda found: NO if float(found[1].replace(",", ".")) == 0 else " ", text)


def _graded(share: float) -> str:
    return NO if share == 0 else LOW if share < 0.5 else " "


def _stars(found: re.Match[str]) -> str:
    signs = found[0]
    filled = sum(sign in _FILLED for sign in signs)
    # Without empty ones, nothing says how many there could be.
    return _graded(filled / len(signs)) if filled < len(signs) or (len(signs) == 1 and filled == 0) else " "

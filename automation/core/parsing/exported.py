"""What exports make of cells that are no text: FALSE, TRUE and the codes of failed formulas become text.

A CSV file or a paste as values does that, in the language of the program that wrote it.
"""

from itertools import product

from automation.core.model import Cell, CellError, Row
from automation.core.text import names_in

# Language → how spreadsheets write an unticked checkbox. TRUE is known in English only: in other languages it is an
# everyday word or a place, such as "SAND".
FALSE_WORDS = {
    "en": names_in("FALSE, False, false"),
    "de": names_in("FALSCH"),
    "fr": names_in("FAUX"),
    "es, it, pt": names_in("FALSO"),
    "nl": names_in("ONWAAR"),
    "pl": names_in("FAŁSZ"),
    "sv": names_in("FALSKT"),
    "da": names_in("FALSK"),
    "no": names_in("USANN"),
    "fi": names_in("EPÄTOSI"),
    "cs": names_in("NEPRAVDA"),
    "hu": names_in("HAMIS"),
    "ru": names_in("ЛОЖЬ"),
    "uk": names_in("ХИБНІСТЬ"),
    "tr": names_in("YANLIŞ"),
}
# Language → the codes of failed formulas.
ERROR_CODES = {
    "en": names_in("""
        #N/A, #REF!, #VALUE!, #NAME?, #DIV/0!, #NUM!, #NULL!, #ERROR!, #SPILL!, #CALC!, #FIELD!, #BLOCKED!, #CONNECT!,
        #BUSY!, #UNKNOWN!, #EXTERNAL!, #PYTHON!, #TIMEOUT!, #GETTING_DATA, #N/A!, #NA, Loading...
    """),
    "de": names_in("#NV, #BEZUG!, #WERT!, #ZAHL!, #ÜBERLAUF!, #KALK!, #FELD!"),
    "fr": names_in("#VALEUR!, #NOM?, #NOMBRE!, #NUL!, #PROPAGATION!, #EPARS!, #CHAMP!"),
    "es": names_in("#N/D, #¡REF!, #¡VALOR!, #¿NOMBRE?, #¡DIV/0!, #¡NUM!, #¡NULO!, #¡DESBORDAMIENTO!, #¡CALC!"),
    "it": names_in("#N/D, #RIF!, #VALORE!, #NOME?, #NULLO!, #ESPANSIONE!, #CALCOLO!"),
    "nl": names_in("#N/B, #VERW!, #WAARDE!, #NAAM?, #DEEL/0!, #GETAL!, #LEEG!, #OVERLOOP!, #BEREKENING!"),
    "pl": names_in("#N/D!, #ADR!, #ARG!, #NAZWA?, #DZIEL/0!, #LICZBA!, #ZERO!, #ROZLANIE!, #OBLICZ!"),
    "pt": names_in("#N/D, #VALOR!, #NOME?, #NÚM!, #NULO!, #DESPEJAR!, #CÁLCULO!"),
    "sv": names_in("#SAKNAS!, #REFERENS!, #VÄRDEFEL!, #NAMN?, #DIVISION/0!, #OGILTIGT!, #SKÄRNING!, #SPILL!"),
    "da": names_in("#I/T, #REFERENCE!, #VÆRDI!, #NAVN?, #DIVISION/0!, #NUL!, #OVERLØB!, #BEREGN!"),
    "no": names_in("#I/T, #VERDI!, #NAVN?, #OVERFLYT!, #BEREGN!"),
    "fi": names_in("#PUUTTUU!, #PUUTTUU, #VIITTAUS!, #ARVO!, #NIMI?, #JAKO/0!, #LUKU!, #TYHJÄ!, #LEVITYS!"),
    "cs": names_in("#NENÍ_K_DISPOZICI, #N/A, #ODKAZ!, #HODNOTA!, #NÁZEV?, #DĚLENÍ_NULOU!, #ČÍSLO!, #PRŮNIK!"),
    "hu": names_in("#HIÁNYZIK, #HIV!, #ÉRTÉK!, #NÉV?, #ZÉRÓOSZTÓ!, #SZÁM!, #NULLA!"),
    "ru": names_in("#Н/Д, #ССЫЛКА!, #ЗНАЧ!, #ИМЯ?, #ДЕЛ/0!, #ЧИСЛО!, #ПУСТО!, #ПЕРЕНОС!, #ВЫЧИСЛ!"),
    "uk": names_in("#Н/Д, #ПОСИЛАННЯ!, #ЗНАЧЕННЯ!, #ІМ'Я?, #ДІЛ/0!, #ЧИСЛО!, #ПУСТО!"),
    "tr": names_in("#YOK, #BAŞV!, #DEĞER!, #AD?, #SAYI/0!, #SAYI!, #BOŞ!, #TAŞMA!"),
}
_TICKED = {"TRUE": True} | {word: False for words in FALSE_WORDS.values() for word in words}
_CODES = frozenset(code.casefold() for codes in ERROR_CODES.values() for code in codes)
_LONGEST = max(map(len, (*_TICKED, *_CODES)))
# LibreOffice numbers its errors; a number that is wider than its column is exported as a row of #.
_NUMBERED, _TOO_NARROW = "err:", "#"
_BLANKS = " \t\n\u00a0"


def _beginnings() -> frozenset[str]:
    """The first two characters of all such texts, in any case and with blanks in front. Other cells need no look."""
    found = set(map("".join, product(_BLANKS, repeat=2)))
    for word in (*_TICKED, *_CODES, _NUMBERED, 2 * _TOO_NARROW):
        for first, second in product({word[0].lower(), word[0].upper()}, {word[1].lower(), word[1].upper()}):
            found |= {first + second, *(blank + first for blank in _BLANKS)}
    return frozenset(found)


_BEGINNINGS = _beginnings()


def restored(cell: Cell) -> Cell:
    """A cell as it was before an export made text of it: FALSE, TRUE, a failed formula; any other cell as it is."""
    if not isinstance(cell, str) or cell[:2] not in _BEGINNINGS:
        return cell
    text = cell.strip()
    if not text or (len(text) > _LONGEST and text.strip(_TOO_NARROW)):
        return cell
    if text in _TICKED:
        return _TICKED[text]
    return CellError(text) if _is_code(text) else cell


def restored_row(cells: Row) -> Row:
    """The cells of a row as they were before an export; the same row where there is nothing to restore."""
    likely = [cell for cell in cells if isinstance(cell, str) and cell[:2] in _BEGINNINGS]
    return [restored(cell) for cell in cells] if any(restored(cell) is not cell for cell in likely) else cells


def _is_code(text: str) -> bool:
    if text[0] == "#":
        return text.casefold() in _CODES or (len(text) > 1 and not text.strip(_TOO_NARROW))
    folded = text.casefold()
    return folded in _CODES or (folded.startswith(_NUMBERED) and folded[len(_NUMBERED) :].isdecimal())

"""What a spreadsheet's locale changes: the decimal comma, and the order of day and month."""

_POINT = ("en", "ja", "zh", "ko", "th", "he", "hi")
_MONTH_FIRST = ("en_US", "en_PH")


def decimal_comma(locale: str) -> bool:
    """Whether 1,5 is one and a half."""
    return not locale.startswith(_POINT) and locale not in {"es_MX", "de_CH"}


def month_first(locale: str) -> bool:
    """Whether 3/4 is the fourth of March."""
    return locale in _MONTH_FIRST or "_" not in locale


def date_pattern(locale: str) -> str:
    """How a date shows that carries no pattern of its own."""
    if month_first(locale):
        return "m/d/yyyy"
    return "dd.mm.yyyy" if locale.startswith(("de", "fr_CH", "ru", "pl")) else "dd/mm/yyyy"

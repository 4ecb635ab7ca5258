"""What operators and functions give for single values; arrays are handled by the caller, element by element."""

import re
from collections.abc import Callable

from tests.sheets_emulator.entry import parse_date, parse_number
from tests.sheets_emulator.render import general, is_number
from tests.sheets_emulator.state import Failure, Scalar

NOT_FOUND = Failure("N_A", "Did not find value in lookup range.")


def text_of(value: Scalar) -> str:
    """As `&""` gives it."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value.text if isinstance(value, Failure) else general(value)


def number_of(value: Scalar) -> float | Failure:
    """As arithmetic takes it: a blank is 0, text is read as a number or a date if it is one."""
    if isinstance(value, Failure):
        return value
    if value is None:
        return 0
    if isinstance(value, (bool, int, float)):
        return value + 0
    parsed = parse_number(value.strip(), "en_US") or parse_date(value.strip(), "en_US")
    return parsed[0] if parsed else Failure("VALUE", f"Expects number values. But '{value}' is a text.")


def truth_of(value: Scalar) -> bool | Failure:
    """As the condition of IF."""
    if isinstance(value, Failure):
        return value
    if isinstance(value, str):
        if value.upper() in {"TRUE", "FALSE"}:
            return value.upper() == "TRUE"
        return Failure("VALUE", f"Expects boolean values. But '{value}' is a text.")
    return bool(value)


def comparable(value: Scalar, other: Scalar) -> tuple[int, object]:
    """A sort key: numbers before text before TRUE and FALSE; text without regard to case; blanks suit the other."""
    if value is None:
        value = "" if isinstance(other, str) else False if isinstance(other, bool) else 0
    if isinstance(value, bool):
        return 2, value
    return (1, value.casefold()) if isinstance(value, str) else (0, value)


def _compare(test: Callable[[tuple[int, object], tuple[int, object]], bool]) -> Callable[[Scalar, Scalar], Scalar]:
    def compare(a: Scalar, b: Scalar) -> Scalar:
        for value in (a, b):
            if isinstance(value, Failure):
                return value
        return test(comparable(a, b), comparable(b, a))

    return compare


def _arithmetic(operation: Callable[[float, float], float]) -> Callable[[Scalar, Scalar], Scalar]:
    def calculate(a: Scalar, b: Scalar) -> Scalar:
        x, y = number_of(a), number_of(b)
        if isinstance(x, Failure):
            return x
        if isinstance(y, Failure):
            return y
        try:
            return operation(x, y)
        except ZeroDivisionError:
            return Failure("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
        except (OverflowError, ValueError):
            return Failure("NUM", "Result is out of range.")

    return calculate


def _join(a: Scalar, b: Scalar) -> Scalar:
    if isinstance(a, Failure):
        return a
    return b if isinstance(b, Failure) else text_of(a) + text_of(b)


def _on_text(operation: Callable[[str], Scalar]) -> Callable[[Scalar], Scalar]:
    def apply(value: Scalar) -> Scalar:
        return value if isinstance(value, Failure) else operation(text_of(value))

    return apply


def _trim(text: str) -> str:
    return re.sub(r"[ \t\n\r]+", " ", text).strip(" ")


def _find(wanted: Scalar, text: Scalar) -> Scalar:
    """The place of a text in another, from 1; case counts."""
    for value in (wanted, text):
        if isinstance(value, Failure):
            return value
    at = text_of(text).find(text_of(wanted))
    return at + 1 if at >= 0 else Failure("VALUE")


def _negate(value: Scalar) -> Scalar:
    number = number_of(value)
    return number if isinstance(number, Failure) else -number


def _not(value: Scalar) -> Scalar:
    truth = truth_of(value)
    return truth if isinstance(truth, Failure) else not truth


def _choose(condition: Scalar, then: Scalar, otherwise: Scalar = False) -> Scalar:
    truth = truth_of(condition)
    if isinstance(truth, Failure):
        return truth
    return then if truth else otherwise


def _if_error(value: Scalar, otherwise: Scalar = None) -> Scalar:
    return otherwise if isinstance(value, Failure) else value


def _if_missing(value: Scalar, otherwise: Scalar = None) -> Scalar:
    return otherwise if isinstance(value, Failure) and value.kind == "N_A" else value


# Functions of single values: name → (what it does, fewest arguments, most arguments).
ELEMENTWISE: dict[str, tuple[Callable[..., Scalar], int, int]] = {
    "=": (_compare(lambda a, b: a == b), 2, 2),
    "<>": (_compare(lambda a, b: a != b), 2, 2),
    "<": (_compare(lambda a, b: a < b), 2, 2),
    ">": (_compare(lambda a, b: a > b), 2, 2),
    "<=": (_compare(lambda a, b: a <= b), 2, 2),
    ">=": (_compare(lambda a, b: a >= b), 2, 2),
    "+": (_arithmetic(lambda a, b: a + b), 2, 2),
    "-": (_arithmetic(lambda a, b: a - b), 2, 2),
    "*": (_arithmetic(lambda a, b: a * b), 2, 2),
    "/": (_arithmetic(lambda a, b: a / b), 2, 2),
    "^": (_arithmetic(lambda a, b: float(a**b)), 2, 2),
    "&": (_join, 2, 2),
    "NEGATE": (_negate, 1, 1),
    "NOT": (_not, 1, 1),
    "LEN": (_on_text(lambda text: len(text.encode("utf-16-le")) // 2), 1, 1),
    "TRIM": (_on_text(_trim), 1, 1),
    "LOWER": (_on_text(str.lower), 1, 1),
    "UPPER": (_on_text(str.upper), 1, 1),
    "FIND": (_find, 2, 2),
    "TO_TEXT": (_on_text(str), 1, 1),
    "VALUE": (number_of, 1, 1),
    "IF": (_choose, 2, 3),
    "IFERROR": (_if_error, 1, 2),
    "IFNA": (_if_missing, 1, 2),
    "ISBLANK": (lambda value: value is None, 1, 1),
    "ISNA": (lambda value: isinstance(value, Failure) and value.kind == "N_A", 1, 1),
    "ISERROR": (lambda value: isinstance(value, Failure), 1, 1),
    "ISNUMBER": (is_number, 1, 1),
    "ISTEXT": (lambda value: isinstance(value, str), 1, 1),
    "NA": (lambda: NOT_FOUND, 0, 0),
}


def _numbers(values: list[Scalar]) -> list[float]:
    return [value for value in values if is_number(value)]  # type: ignore[misc]


# Functions that make one value of many: name → what it does.
AGGREGATES: dict[str, Callable[[list[Scalar]], Scalar]] = {
    "SUM": lambda values: sum(_numbers(values)),
    "COUNT": lambda values: len(_numbers(values)),
    "COUNTA": lambda values: sum(value is not None for value in values),
    "COUNTBLANK": lambda values: sum(value in {None, ""} for value in values),
    "MAX": lambda values: max(_numbers(values), default=0),
    "MIN": lambda values: min(_numbers(values), default=0),
    "CONCATENATE": lambda values: "".join(map(text_of, values)),
    "AND": lambda values: all(truth_of(value) is True for value in values if value is not None),
    "OR": lambda values: any(truth_of(value) is True for value in values if value is not None),
}


def lookup_key(value: Scalar) -> tuple[str, object] | None:
    """What XLOOKUP compares: text without regard to case, and never a number with a text."""
    if value is None or isinstance(value, Failure):
        return None
    if isinstance(value, bool):
        return "bool", value
    return ("text", value.casefold()) if isinstance(value, str) else ("number", value)

"""Cutting a reply out of the text of a message: without quotes, older messages and signatures."""

import re

from automation.core.text import text_of

# Characters of a message's text that are read.
MOST_TEXT = 20_000

_HEAD = re.compile(
    r"^\W*(?:original message|original appointment|ursprüngliche nachricht|message d['’]origine|"
    r"mensaje original|messaggio originale|"
    r"oorspronkelijk bericht|mensagem original|ursprungligt meddelande|forwarded message|begin forwarded message|"
    r"weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|"
    r"原始邮件|元のメッセージ)\W*$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"(?:wrote|schrieb(?: .{1,120})?|a écrit|escribió|ha scritto|schreef(?: .{1,120})?|"
    r"skrev(?: .{1,120})?|napisał\(?a?\)?|escreveu|napsal\(?a?\)?|"
    r"пишет|написал\(?а?\)?|写道|写于|のメール)\s*[:：]\s*$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"^\W*(?:on|am|le|el|il|op|em|den|dnia|w dniu|dne|в|\d{4})\b", re.IGNORECASE)
_FROM = re.compile(r"^\W*(?:from|von|de|da|van|från|fra|od|от|发件人|差出人)\W*[:：]\s*\S", re.IGNORECASE)
_SENT = re.compile(
    r"^\W*(?:sent|date|gesendet|datum|envoyé|enviado|fecha|inviato|data|verzonden|skickat|sendt|wysłano|"
    r"odesláno|отправлено|дата|发送时间|日期|送信日時)\W*[:：]",
    re.IGNORECASE,
)
_SENT_FROM = re.compile(
    r"^\W*(?:sent from my|sent from|get outlook for|von meinem .{2,40} gesendet|envoyé de mon|enviado desde mi|"
    r"inviato da|"
    r"verzonden vanaf|skickat från|从我的|iphoneから送信)",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*_{10,}\s*$")


def new_words(text: str) -> str:
    """The sender's own text: no quotes, no older message below, no signature."""
    lines = [line.strip()[:2_000] for line in text[:MOST_TEXT].splitlines()]
    # If quotes follow the first line of an older message, the sender may have replied between or below them.
    quoted = max((number for number, line in enumerate(lines) if line.startswith(">")), default=-1)
    kept: list[str] = []
    for number, line in enumerate(lines):
        if _older_begins(lines, number) or line == "--" or _SENT_FROM.match(line):
            if number > quoted:
                break
        elif not line.startswith(">"):
            kept.append(line)
    return text_of("\n".join(kept).replace("\n\n\n", "\n\n"))


def _older_begins(lines: list[str], number: int) -> bool:
    """Whether an older message begins at this line: a separator, "… wrote:", or a block of its headers."""
    line = lines[number]
    if _HEAD.match(line) or _RULE.match(line):
        return True
    if _attribution(lines, number):
        return True
    return bool(_FROM.match(line)) and any(_SENT.match(later) for later in lines[number + 1 : number + 5])


def _attribution(lines: list[str], number: int) -> bool:
    """Whether this line is part of "On 24 November, Dana wrote:", in one to three lines."""
    line = lines[number]
    if number and _WROTE.search(line) and _BEGINS.match(lines[number - 1]):
        return True
    if len(line) > 400 or not _BEGINS.match(line):
        return False
    return bool(_WROTE.search(line)) or any(
        _WROTE.search(f"{line} {later}"[:400]) for later in lines[number + 1 : number + 3] if later and len(later) < 200
    )

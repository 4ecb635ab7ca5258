"""A digest in the format of each chat, within the chat's documented limits."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from automation.core.web_hosts import Service

# Characters of all blocks of a Slack message together; beyond them Slack refuses it (bolt-js issue 2509).
SLACK_BLOCKS = 13_200
# Characters of one section and of a header; blocks in a message.
SLACK_SECTION, SLACK_HEADER, SLACK_COUNT = 3_000, 150, 50
# Bytes of a whole message.
TEAMS_BYTES, GOOGLE_BYTES = 28 * 1024, 32_000
# Characters of a line; a requisition's title may be any text.
LONGEST_LINE = 280


@dataclass(frozen=True)
class Post:
    """What a chat is to show.

    Attributes:
        title: One line.
        lines: Below it.
        link: Where to act; "" for none.
    """

    title: str
    lines: Sequence[str]
    link: str = ""

    def with_lines(self, count: int) -> "Post":
        """With so many lines, and the number of the others."""
        more = len(self.lines) - count
        return Post(self.title, [*self.lines[:count], *([f"+{more} more"] if more > 0 else [])], self.link)


def payload_for(service: Service, post: Post) -> dict[str, Any]:
    """The JSON of a post, with as many of its lines as the chat's limits allow."""
    make = _MAKERS[service]
    short = Post(_clipped(post.title, SLACK_HEADER), [_clipped(line) for line in post.lines], post.link)
    # The most lines that fit; a title and a link without lines always do.
    fits, too_many = 0, len(short.lines) + 1
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        fits, too_many = (middle, too_many) if _fits(service, make(short.with_lines(middle))) else (fits, middle)
    return make(short.with_lines(fits))


def body_of(payload: Mapping[str, Any]) -> bytes:
    """The bytes that are posted."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _fits(service: Service, payload: Mapping[str, Any]) -> bool:
    if service is Service.SLACK:
        blocks = payload["blocks"]
        return len(json.dumps(blocks, ensure_ascii=True)) <= SLACK_BLOCKS and len(blocks) <= SLACK_COUNT
    limit = TEAMS_BYTES if service is Service.TEAMS else GOOGLE_BYTES
    return len(body_of(payload)) <= limit


def _clipped(text: str, most: int = LONGEST_LINE) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _slack(post: Post) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = [{"type": "header", "text": {"type": "plain_text", "text": post.title}}]
    text = ""
    for line in post.lines:
        added = f"• {_escaped(line)}\n"
        if len(text) + len(added) > SLACK_SECTION:
            blocks.append(_slack_section(text))
            text = ""
        text += added
    blocks += [_slack_section(text)] if text else []
    if post.link:
        button = {"type": "button", "text": {"type": "plain_text", "text": "Open"}, "url": post.link}
        blocks.append({"type": "actions", "elements": [button]})
    return {"text": _escaped(post.title), "blocks": blocks}


def _slack_section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text.rstrip("\n")}}


def _escaped(text: str) -> str:
    """Without links, mentions or formatting of Slack's: a title is any text."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A space without width keeps *, _, ~ and ` from becoming formats.
    return "".join(f"\u200b{char}" if char in "*_~`" else char for char in text)


def _teams(post: Post) -> dict[str, Any]:
    body = [{"type": "TextBlock", "text": _plain(post.title), "weight": "Bolder", "wrap": True}]
    body += [
        {"type": "TextBlock", "text": f"• {_plain(line)}", "wrap": True, "spacing": "Small"} for line in post.lines
    ]
    content: dict[str, Any] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "msteams": {"width": "Full"},
    }
    if post.link:
        content["actions"] = [{"type": "Action.OpenUrl", "title": "Open", "url": post.link}]
    card = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": content}
    return {"type": "message", "attachments": [card]}


def _plain(text: str) -> str:
    """Without the Markdown that Teams would show as a link or a format."""
    return "".join(f"\\{char}" if char in "\\*_[]`~" else char for char in text)


def _google(post: Post) -> dict[str, Any]:
    text = "<br>".join(f"• {_html(line)}" for line in post.lines)
    widgets: list[dict[str, Any]] = [{"textParagraph": {"text": text}}] if text else []
    if post.link:
        button = {"text": "Open", "onClick": {"openLink": {"url": post.link}}}
        widgets.append({"buttonList": {"buttons": [button]}})
    card = {"header": {"title": post.title}, "sections": [{"widgets": widgets}]}
    # The text is what notifications show.
    return {"text": _google_text(post.title), "cardsV2": [{"cardId": "backpocket", "card": card}]}


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _google_text(text: str) -> str:
    return "".join(f"\u200b{char}" if char in "*_~`<" else char for char in text)


_MAKERS: Mapping[Service, Callable[[Post], dict[str, Any]]] = {
    Service.SLACK: _slack,
    Service.TEAMS: _teams,
    Service.GOOGLE_CHAT: _google,
}

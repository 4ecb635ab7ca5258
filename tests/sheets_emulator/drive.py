"""The little of the Drive API v3 that opening, creating, copying and sharing a spreadsheet takes."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from tests.sheets_emulator import masks
from tests.sheets_emulator.errors import ApiError, file_not_found
from tests.sheets_emulator.state import Spreadsheet
from tests.sheets_emulator.wire import Answer, Call, answer
from tests.sheets_emulator.workspace import Workspace

SHEETS_TYPE = "application/vnd.google-apps.spreadsheet"
_DEFAULT_FIELDS = "kind,id,name,mimeType"
_TERM = re.compile(r"""(mimeType|name)\s*(=|contains)\s*(?:"([^"]*)"|'((?:[^'\\]|\\.)*)')""")


class Drive:
    """Files and permissions of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._routes: list[tuple[str, re.Pattern[str], Callable[..., Answer]]] = [
            ("GET", re.compile(r"/files"), self._list),
            ("POST", re.compile(r"/files"), self._create),
            ("GET", re.compile(r"/files/([^/]+)"), self._get),
            ("PATCH", re.compile(r"/files/([^/]+)"), self._update),
            ("DELETE", re.compile(r"/files/([^/]+)"), self._delete),
            ("POST", re.compile(r"/files/([^/]+)/copy"), self._copy),
            ("GET", re.compile(r"/files/([^/]+)/comments"), self._comments),
            ("GET", re.compile(r"/files/([^/]+)/permissions"), self._permissions),
            ("POST", re.compile(r"/files/([^/]+)/permissions"), self._share),
            ("DELETE", re.compile(r"/files/([^/]+)/permissions/([^/]+)"), self._unshare),
        ]

    def answer(self, call: Call, path: str, body: Mapping[str, Any], email: str) -> Answer:
        """Carry out one request.

        Args:
            call: For its method and query.
            path: Behind `/drive/v3`.
            body: The JSON body.
            email: Who asks.

        Raises:
            ApiError: 404 or 403.
        """
        for method, pattern, handler in self._routes:
            match = pattern.fullmatch(path)
            if match and method == call.method:
                return handler(call, body, email, *map(unquote, match.groups()))
        raise ApiError(404, "Not Found")

    def _book(self, key: str, email: str, *, owning: bool = False) -> Spreadsheet:
        book = self._workspace.files.get(key)
        role = book.role_of(email) if book else None
        if book is None or role is None:
            raise file_not_found(key)
        if owning and role != "owner":
            message = "The user does not have sufficient permissions for this file."
            reason = {"message": message, "domain": "global", "reason": "insufficientFilePermissions"}
            raise ApiError(403, message, extra={"errors": [reason]})
        return book

    def _list(self, call: Call, _body: object, email: str) -> Answer:
        wanted = [self._file(book) for book in self._workspace.files.values() if book.role_of(email)]
        for name, operator, text, quoted in _TERM.findall(call.one("q") or ""):
            value = text or re.sub(r"\\(.)", r"\1", quoted)
            wanted = [f for f in wanted if (f[name] == value if operator == "=" else value in f[name])]
        fields = masks.parse(call.one("fields") or f"kind,files({_DEFAULT_FIELDS})")
        return answer(masks.select({"kind": "drive#fileList", "files": wanted}, fields))

    def _create(self, call: Call, body: Mapping[str, Any], email: str) -> Answer:
        book = self._workspace.create(body.get("name") or "Untitled", email)
        return self._show(call, book)

    def _get(self, call: Call, _body: object, email: str, key: str) -> Answer:
        return self._show(call, self._book(key, email))

    def _update(self, call: Call, body: Mapping[str, Any], email: str, key: str) -> Answer:
        book = self._book(key, email)
        if body.get("name"):
            book.properties["title"] = body["name"]
            book.touch()
        return self._show(call, book)

    def _delete(self, _call: Call, _body: object, email: str, key: str) -> Answer:
        self._book(key, email, owning=True)
        del self._workspace.files[key]
        return Answer(204, kind="text/html")

    def _copy(self, call: Call, body: Mapping[str, Any], email: str, key: str) -> Answer:
        source = self._book(key, email)
        book = self._workspace.create(body.get("name") or f"Copy of {source.properties['title']}", email)
        twin = source.clone()
        book.properties = twin.properties | {"title": book.properties["title"]}
        book.sheets, book.named, book.metadata = twin.sheets, twin.named, twin.metadata
        book.touch()
        return self._show(call, book)

    def _show(self, call: Call, book: Spreadsheet) -> Answer:
        return answer(masks.select(self._file(book), masks.parse(call.one("fields") or _DEFAULT_FIELDS)))

    def _file(self, book: Spreadsheet) -> dict[str, Any]:
        return {
            "kind": "drive#file",
            "id": book.key,
            "name": book.properties["title"],
            "mimeType": SHEETS_TYPE,
            "createdTime": _stamp(book.created),
            "modifiedTime": _stamp(book.modified),
            "version": str(book.version),
        }

    def _comments(self, _call: Call, _body: object, email: str, key: str) -> Answer:
        """There are no comments here; gspread asks when it copies a file."""
        self._book(key, email)
        return answer({"comments": []})

    def _permissions(self, call: Call, _body: object, email: str, key: str) -> Answer:
        book = self._book(key, email)
        shown = [{"kind": "drive#permission"} | p | {"deleted": False, "pendingOwner": False} for p in book.permissions]
        message = {"kind": "drive#permissionList", "permissions": shown}
        return answer(masks.select(message, masks.parse(call.one("fields") or "kind,permissions(kind,id,type,role)")))

    def _share(self, call: Call, body: Mapping[str, Any], email: str, key: str) -> Answer:
        book = self._book(key, email)
        kind, role = body.get("type") or "user", body.get("role") or "reader"
        permission = self._workspace.share(book, body.get("emailAddress") or body.get("domain") or "", role, kind)
        fields = masks.parse(call.one("fields") or "kind,id,type,role")
        return answer(masks.select({"kind": "drive#permission"} | permission, fields))

    def _unshare(self, _call: Call, _body: object, email: str, key: str, permission_id: str) -> Answer:
        book = self._book(key, email)
        kept = [p for p in book.permissions if p["id"] != permission_id or p["role"] == "owner"]
        if len(kept) == len(book.permissions):
            raise ApiError(404, f"Permission not found: {permission_id}.", extra={})
        book.permissions[:] = kept
        return Answer(204, kind="text/html")


def _stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"

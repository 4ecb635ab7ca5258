"""The error bodies of the service, as exceptions."""

from collections.abc import Mapping, Sequence
from typing import Any

STATUS_OF = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}
CONSUMER = "project_number:123"


class ApiError(Exception):
    """A refusal in the service's own words.

    Args:
        code: The HTTP status.
        message: What the body says.
        details: `error.details` of the body, left out when empty.
        extra: Further keys of `error`, such as the `errors` of the Drive API.
    """

    def __init__(
        self,
        code: int,
        message: str,
        details: Sequence[Mapping[str, Any]] = (),
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details
        self.extra = extra

    def body(self) -> dict[str, Any]:
        """The JSON body."""
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.extra is None:
            error["status"] = STATUS_OF.get(self.code, "UNKNOWN")
        else:
            error |= self.extra
        if self.details:
            error["details"] = list(self.details)
        return {"error": error}


def invalid(message: str) -> ApiError:
    """400 with nothing but a message."""
    return ApiError(400, message)


def bad_field(field: str, description: str) -> ApiError:
    """400 that names the field of the request's JSON."""
    violation = {"field": field, "description": description} if field else {"description": description}
    kind = "type.googleapis.com/google.rpc.BadRequest"
    return ApiError(400, description, [{"@type": kind, "fieldViolations": [violation]}])


def not_found() -> ApiError:
    """404: there is no such spreadsheet."""
    return ApiError(404, "Requested entity was not found.")


def forbidden() -> ApiError:
    """403: the spreadsheet is not shared with the caller, or not as editor."""
    return ApiError(403, "The caller does not have permission")


def unauthenticated() -> ApiError:
    """401: no token, an unknown one, or one that ran out."""
    return ApiError(
        401,
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid"
        " authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    )


def insufficient_scope() -> ApiError:
    """403: the token was issued for too little."""
    info = {"reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "domain": "googleapis.com"}
    return ApiError(
        403,
        "Request had insufficient authentication scopes.",
        [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", **info}],
    )


def quota_exceeded(kind: str, per: str, limit: int) -> ApiError:
    """429 of the Sheets API.

    Args:
        kind: "read" or "write".
        per: "user" or "project".
        limit: Requests a minute.
    """
    suffix = "PerMinutePerUser" if per == "user" else "PerMinutePerProject"
    per_text = " per user" if per == "user" else ""
    metadata = {
        "service": "sheets.googleapis.com",
        "consumer": "projects/123",
        "quota_metric": f"sheets.googleapis.com/{kind}_requests",
        "quota_limit": f"{kind.title()}Requests{suffix}",
        "quota_limit_value": str(limit),
        "quota_location": "global",
    }
    info = {"reason": "RATE_LIMIT_EXCEEDED", "domain": "googleapis.com", "metadata": metadata}
    url = "https://cloud.google.com/docs/quota#requesting_higher_quota"
    return ApiError(
        429,
        f"Quota exceeded for quota metric '{kind.title()} requests' and limit '{kind.title()} requests per minute"
        f"{per_text}' of service 'sheets.googleapis.com' for consumer '{CONSUMER}'.",
        [
            {"@type": "type.googleapis.com/google.rpc.ErrorInfo", **info},
            {
                "@type": "type.googleapis.com/google.rpc.Help",
                "links": [{"description": "Request a higher quota limit.", "url": url}],
            },
        ],
    )


def unavailable() -> ApiError:
    """503, whether or not the request was applied."""
    return ApiError(503, "The service is currently unavailable.")


def internal() -> ApiError:
    """500."""
    return ApiError(500, "Internal error encountered.")


def file_not_found(key: str) -> ApiError:
    """404 of the Drive API."""
    message = f"File not found: {key}."
    reason = {
        "message": message,
        "domain": "global",
        "reason": "notFound",
        "location": "fileId",
        "locationType": "parameter",
    }
    return ApiError(404, message, extra={"errors": [reason]})

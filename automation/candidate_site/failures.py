"""Responses to requests that fail."""

from collections.abc import Mapping
from typing import Any

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from automation.candidate_site.notices import NOT_NOTED, ODD, UNKNOWN, ShowNotice, notice
from automation.candidate_site.visit import texts_for

log = structlog.get_logger()


async def _notice(request: Request, error: Exception) -> Response:
    return error.response if isinstance(error, ShowNotice) else notice(500, NOT_NOTED, texts_for(request))


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    response = notice(status, UNKNOWN if status == 404 else ODD, texts_for(request))
    response.headers.update(headers)
    return response


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected", kind=type(error).__name__)
    return notice(500, NOT_NOTED, texts_for(request))


HANDLERS: Mapping[Any, Any] = {ShowNotice: _notice, HTTPException: _http, Exception: _unexpected}

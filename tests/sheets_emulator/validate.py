"""Request bodies against the message types of Google's discovery document, with the service's messages.

`schemas.json` holds what of the document a request can refer to; README.md says where it comes from.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.sheets_emulator.errors import ApiError, bad_field

_TYPES = {"string": "TYPE_STRING", "boolean": "TYPE_BOOL", "int32": "TYPE_INT32", "double": "TYPE_DOUBLE"}
_PROTO = "type.googleapis.com/google.apps.sheets.v4."


@cache
def _schemas() -> Mapping[str, Any]:
    return json.loads(Path(__file__).with_name("schemas.json").read_text(encoding="utf-8"))


def check(body: object, schema: str, field: str = "") -> None:
    """Refuse a body that isn't such a message. null is accepted everywhere: it is a field not given.

    Args:
        body: Parsed JSON.
        schema: The message type's name.
        field: The path of the message in the request.

    Raises:
        ApiError: 400.
    """
    _message(body, _schemas()[schema], field)


def _message(value: object, schema: Mapping[str, Any], field: str) -> None:
    if value is None:
        return
    if not isinstance(value, dict):
        raise _wrong(field, _PROTO + str(schema.get("id", "Message")), value)
    known = schema.get("properties", {})
    for name, item in value.items():
        if name not in known:
            raise _unknown(name, field)
        _value(item, known[name], f"{field}.{name}" if field else name)


def _value(value: object, schema: Mapping[str, Any], field: str) -> None:
    if value is None:
        return
    if "$ref" in schema:
        _message(value, _schemas()[schema["$ref"]], field)
    elif schema.get("type") == "array":
        _array(value, schema, field)
    elif schema.get("type") == "object":
        _map(value, schema, field)
    else:
        _scalar(value, schema, field)


def _array(value: object, schema: Mapping[str, Any], field: str) -> None:
    inner = schema["items"]
    if not isinstance(value, list):
        raise _wrong(field, _list_type(inner), value)
    for index, item in enumerate(value):
        _value(item, inner, f"{field}[{index}]")


def _map(value: object, schema: Mapping[str, Any], field: str) -> None:
    if not isinstance(value, dict):
        raise _wrong(field, "Map", value)
    for name, item in value.items():
        _value(item, schema.get("additionalProperties", {}), f"{field}.{name}")


def _list_type(inner: Mapping[str, Any]) -> str:
    if inner.get("type") == "array":
        return "type.googleapis.com/google.protobuf.ListValue"
    return _PROTO + inner["$ref"] if "$ref" in inner else _TYPES.get(str(inner.get("type")), "TYPE_STRING")


def _scalar(value: object, schema: Mapping[str, Any], field: str) -> None:
    kind = schema.get("type")
    numeric = isinstance(value, (int, float)) and not isinstance(value, bool)
    # The service reads numbers and booleans from text, too.
    text = isinstance(value, str)
    fits = {
        "string": text,
        "boolean": isinstance(value, bool) or (text and str(value).lower() in {"true", "false"}),
        "integer": (numeric and float(str(value)).is_integer()) or (text and str(value).lstrip("-").isdecimal()),
        "number": numeric or text,
    }
    if not fits.get(str(kind), not isinstance(value, (dict, list))):
        raise _wrong(field, _TYPES.get(str(schema.get("format")), _TYPES.get(str(kind), "TYPE_INT32")), value)
    if "enum" in schema and text and value not in schema["enum"]:
        raise _wrong(field, _PROTO + field.rpartition(".")[2][:1].upper() + field.rpartition(".")[2][1:], value)


def _wrong(field: str, kind: str, value: object) -> ApiError:
    shown = f'"{value}"' if isinstance(value, str) else json.dumps(value)
    return bad_field(field, f"Invalid value at '{field}' ({kind}), {shown}")


def _unknown(name: str, field: str) -> ApiError:
    where = f" at '{field}'" if field else ""
    return bad_field(field, f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.')

"""The settings file and the files it names; what is wrong with a setting, in words."""

import os
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from automation.errors import ConfigError

FILE = "backpocket.toml"


def config_file() -> Path:
    """The settings file: `BACKPOCKET_CONFIG`, else `backpocket.toml` in the working directory.

    Raises:
        ConfigError: `BACKPOCKET_CONFIG` names no file, or `backpocket.toml` is a folder.
    """
    named = os.environ.get("BACKPOCKET_CONFIG")
    if named and not Path(named).is_file():
        raise ConfigError(f"BACKPOCKET_CONFIG names {named}, but there is no such file.")
    if not named and Path(FILE).is_dir():
        raise ConfigError(f"{FILE} is a folder where the settings file belongs: move it away.")
    return Path(named or FILE)


def password_of(name: str, file: str | None, value: SecretStr | None) -> str:
    """The password of a setting; "" if none is set.

    Args:
        name: The name of the setting with the file.
        file: The file that holds it, if any.
        value: The password itself, if there is no file.

    Raises:
        ConfigError: The file cannot be read.
    """
    if not file:
        return value.get_secret_value() if value else ""
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name}: {file} cannot be read.") from error


# The begin of pydantic's name for a problem with the form of a setting → how to write it.
_HOW = {
    "dict_": 'as a table, such as { name = "text" }',
    "list_": 'as a list, such as ["one", "two"]',
    "tuple_": 'as a list, such as ["one", "two"]',
    "string_type": "in quotes",
    "int_": "as a whole number, without quotes",
    "float_": "as a number, without quotes",
    "bool_": "as true or false, without quotes",
}


def what_is_wrong(problem: Any) -> str:
    """One of pydantic's errors, as a sentence."""
    name = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"{config_file()}: '{name}' is not a setting: see docs/settings.md for their names."
    how = next((how for kind, how in _HOW.items() if problem["type"].startswith(kind)), "")
    if how:
        return f"Setting {name}: write it {how}; docs/settings.md has examples."
    return f"Setting {name}: {problem['msg'].removeprefix('Value error, ')}."

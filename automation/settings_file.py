"""The settings file and the files it names; what is wrong with settings, in words."""

import os
import tomllib
from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic_settings import TomlConfigSettingsSource

from automation.core.access.roles import Door, SignIn
from automation.errors import ConfigError

FILE = "backpocket.toml"
_NEEDED = "signing in to the dashboard needs it; see docs/dashboard.md."


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


class SettingsFile(TomlConfigSettingsSource):
    """The settings file. Some editors begin a file in UTF-8 with a mark, which is not TOML and means nothing."""

    def _read_file(self, file_path: Path | Traversable) -> dict[str, Any]:
        return tomllib.loads(file_path.read_bytes().decode("utf-8-sig"))


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


def complete_sign_in(required: Mapping[str, str], secret_of: Callable[[], str], door: Door) -> SignIn:
    """How people sign in to the dashboard.

    Args:
        required: The settings of the dashboard's address, the provider and the client ID, by their names.
        secret_of: Returns the client secret.
        door: Who is let in.

    Raises:
        ConfigError: The sign-in is incomplete; names everything that is missing.
    """
    problems = [f"Setting {name} is missing: {_NEEDED}" for name, value in required.items() if not value]
    secret = ""
    try:
        secret = secret_of()
        if not secret:
            problems.append(f"Setting sign_in_client_secret_file is missing or empty: {_NEEDED}")
    except ConfigError as error:
        problems.append(str(error))
    if not door.members:
        problems.append("No one has a role, so no one could sign in: list people under [roles].")
    if problems:
        raise ConfigError(*problems)
    return SignIn(required["sign_in_url"], required["sign_in_provider"], required["sign_in_client_id"], secret, door)


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


def what_is_wrong(problem: Any, settings: Collection[str]) -> str:
    """One of pydantic's errors, as a sentence.

    Args:
        problem: The error.
        settings: The names of all settings.
    """
    name = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        near = get_close_matches(name.lower(), settings, 1, 0.75)
        meant = f"did you mean {near[0]}? docs/settings.md has" if near else "see docs/settings.md for"
        return f"{config_file()}: '{name}' is not a setting: {meant} their names."
    how = next((how for kind, how in _HOW.items() if problem["type"].startswith(kind)), "")
    if how:
        return f"Setting {name}: write it {how}; docs/settings.md has examples."
    return f"Setting {name}: {problem['msg'].removeprefix('Value error, ')}."


def not_json(problem: Exception) -> str:
    """What to do about a table or list in the environment that is not JSON, as a sentence; never its value."""
    # The library names the setting only in its message: error parsing value for field "boards" from source "…".
    name = str(problem).split('"')[1]
    return (
        f"BACKPOCKET_{name.upper()} cannot be read: tables and lists in the environment are JSON; see docs/settings.md."
    )

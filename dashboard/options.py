"""Settings of the server and of the pages' look: in code, so that they do not depend on the working directory."""

from collections.abc import Mapping
from typing import Any

from automation.core.access.roles import SignIn
from dashboard.auth.sign_in import hosts_of

ACCENT = {"light": "#1f6b4f", "dark": "#5fbf98"}

# Colours of paper and ink. Text and accent have a contrast of at least 4.5 to 1 on their backgrounds, in both themes.
_LIGHT = {
    "primaryColor": ACCENT["light"],
    "backgroundColor": "#fcfbf8",
    "secondaryBackgroundColor": "#f3f1ea",
    "textColor": "#1f2421",
    "linkColor": ACCENT["light"],
    "borderColor": "#dedad0",
    "grayTextColor": "#5c625e",
    "dataframeHeaderBackgroundColor": "#f3f1ea",
}
_DARK = {
    "primaryColor": ACCENT["dark"],
    "backgroundColor": "#151917",
    "secondaryBackgroundColor": "#1e2421",
    "textColor": "#e8ebe7",
    "linkColor": ACCENT["dark"],
    "borderColor": "#343c38",
    "grayTextColor": "#a5aea9",
    "dataframeHeaderBackgroundColor": "#1e2421",
}
_BOTH = {
    "baseFontSize": 15,
    "baseRadius": "8px",
    "buttonRadius": "8px",
    "showWidgetBorder": True,
    "headingFontSizes": ["1.7rem", "1.25rem", "1.05rem", "1rem", "0.9rem", "0.85rem"],
    "headingFontWeights": [650, 620, 600, 600, 600, 600],
    "metricValueFontSize": "1.9rem",
    "metricValueFontWeight": 600,
    "linkUnderline": False,
    "paddingTop": "1rem",
    "paddingBottom": "3rem",
}


def options(host: str, port: int, sign_in: SignIn | None = None) -> Mapping[str, Any]:
    """Streamlit's settings: bound to `host`, no telemetry, nothing fetched from other hosts, both themes."""
    return {
        "server.allowedHosts": hosts_of(sign_in, host),
        # A proxy may ask under another host name than users do.
        "server.corsAllowedOrigins": [sign_in.url] if sign_in else [],
        "server.enableCORS": True,
        "server.enableXsrfProtection": True,
        # Only the provider may say who a user is; headers may not.
        "server.trustedUserHeaders": {},
        "server.address": host,
        "server.port": port,
        # Megabytes of an uploaded file.
        "server.maxUploadSize": 20,
        # Streamlit does not ask the internet for its own address, and opens no browser.
        "server.headless": True,
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": False,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "global.developmentMode": False,
        # A choice that the address names counts as set by the program, although it also has a default: as intended.
        "global.disableWidgetStateDuplicationWarning": True,
        # A garbage collection with a workbook of 20,000 people took 0.5 s after each run; Python collects by itself.
        "runner.postScriptGC": False,
        "logger.level": "warning",
        "logger.enableRich": False,
        **{f"theme.{name}": value for name, value in _BOTH.items()},
        **{f"theme.light.{name}": value for name, value in _LIGHT.items()},
        **{f"theme.dark.{name}": value for name, value in _DARK.items()},
    }

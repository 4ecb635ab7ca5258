"""Rate limits: requests are counted per name and window, in bounded memory."""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from time import monotonic

# Names remembered at once; those not seen for longest are forgotten first.
MOST_NAMES = 10_000


def network_of(address: str) -> str:
    """The name under which an address is counted: of IPv6 the /64 network, because one machine may use all of it."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and not known.ipv4_mapped:
        return str(ip_network((known, 64), strict=False))
    return address


class Limiter:
    """Allows a number of requests per name and window.

    Args:
        most: Requests allowed in a window.
        seconds: Length of a window.
        clock: A monotonic clock in seconds.
    """

    def __init__(self, most: int, seconds: float = 60.0, clock: Callable[[], float] = monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._windows: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """Number of names remembered."""
        return len(self._windows)

    def allows(self, name: str) -> bool:
        """Count one request of this name; returns whether it is within the limit."""
        with self._lock:
            now = self._clock()
            began, count = self._windows.pop(name, (now, 0))
            if now - began >= self._seconds:
                began, count = now, 0
            self._windows[name] = (began, min(count, self._most) + 1)
            while len(self._windows) > MOST_NAMES:
                self._windows.popitem(last=False)
            return count < self._most

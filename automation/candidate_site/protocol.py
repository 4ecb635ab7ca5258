"""Limits on connections: a whole request must arrive in time, and if all places are taken, the idlest is closed."""

import asyncio
from contextlib import suppress
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from time import monotonic

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from automation.candidate_site.rate_limit import network_of

# Seconds in which a whole request must have arrived.
PATIENCE = 20.0
# Connections at once: in all, and from one network address. A trusted proxy forwards all visitors, so it isn't counted.
MOST, MOST_OF_ONE = 800, 40


class BoundedProtocol(H11Protocol):
    """uvicorn's HTTP protocol with a deadline for each request, which uvicorn lacks."""

    # Tests set shorter ones.
    patience, most, most_of_one = PATIENCE, MOST, MOST_OF_ONE
    _deadline: asyncio.TimerHandle | None = None
    _since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Accept, unless this address has too many connections; if all places are taken, close the idlest one."""
        super().connection_made(transport)
        self._since = monotonic()
        if self._is_one_too_many():
            transport.abort()
            return
        if len(self.connections) > self.most:
            waiting = [one for one in self.connections if isinstance(one, BoundedProtocol) and one is not self]
            idle = [one for one in waiting if one.awaits_request]
            if idle:
                min(idle, key=lambda one: one._since).transport.abort()  # noqa: SLF001  (Its own kind.)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Pass the bytes on; the deadline holds until the request is complete."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the deadline."""
        self._stop()
        super().connection_lost(exc)

    @property
    def awaits_request(self) -> bool:
        """Whether the client has yet to send a request, or the rest of one."""
        return self.conn.their_state in {h11.IDLE, h11.SEND_BODY}

    def _is_one_too_many(self) -> bool:
        address = self.client[0] if self.client else ""
        if not address or _is_among(address, _networks(tuple(_listed(self.config.forwarded_allow_ips)))):
            return False
        own = network_of(address)
        clients = [one.client for one in self.connections if isinstance(one, BoundedProtocol) and one.client]
        return sum(network_of(client[0]) == own for client in clients) > self.most_of_one

    def _watch(self) -> None:
        if not self.awaits_request:
            self._stop()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(self.patience, self._too_late)

    def _stop(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_late(self) -> None:
        self._deadline = None
        if self.awaits_request and not self.transport.is_closing():
            self.transport.abort()


def _listed(proxies: list[str] | str) -> list[str]:
    return [one.strip() for one in proxies.split(",")] if isinstance(proxies, str) else proxies


@cache
def _networks(proxies: tuple[str, ...]) -> list[IPv4Network | IPv6Network]:
    """The networks of trusted proxies, as uvicorn reads them; entries that are no network are skipped."""
    found: list[IPv4Network | IPv6Network] = []
    for one in proxies:
        with suppress(ValueError):
            found.append(ip_network(one, strict=False))
    return found


def _is_among(address: str, networks: list[IPv4Network | IPv6Network]) -> bool:
    try:
        known = ip_address(address)
    except ValueError:
        return False
    return any(known in network for network in networks)

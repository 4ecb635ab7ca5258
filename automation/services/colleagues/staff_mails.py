"""Whether a colleague gets the nudge's mails: a line of `BP Notices`, by command or by one click in a mail."""

from automation.core.identity.email_addresses import InvalidAddress, read_address
from automation.core.schema import BP_NOTICES
from automation.core.text import key_of
from automation.core.workbook.notice_log import Kind, Notice, State, read_notices, rows_for
from automation.errors import ConfigError
from automation.outreach.context import Mailroom
from automation.retry import landed


def set_mails(room: Mailroom, address: str, *, wanted: bool, dry_run: bool = False) -> bool:
    """Record whether a colleague gets the nudge's mails.

    Args:
        room: The workbook's mailroom.
        address: The colleague's.
        wanted: Whether they get them from now on.
        dry_run: Only check.

    Returns:
        Whether that is a change.

    Raises:
        ConfigError: It is no address.
    """
    try:
        to = key_of(read_address(address))
    except InvalidAddress as error:
        raise ConfigError(f"'{address}' {error}.") from None

    def attempt() -> bool:
        snapshot = room.store.read()
        if (to in read_notices(snapshot.tabs).off) != wanted:
            return False
        if not dry_run:
            line = Notice(
                room.clock.now(),
                room.clock.today(snapshot.time_zone),
                to,
                Kind.MAILS,
                State.ON if wanted else State.OFF,
            )
            room.store.append(BP_NOTICES, rows_for([line], snapshot.tabs), snapshot.version)
        return True

    return landed(attempt)


def leave_by_notice(room: Mailroom, notice_id: str) -> bool:
    """End the nudge's mails to the colleague who got this one; False if no such mail is known.

    Raises:
        StoreError: The workbook is out of reach or busy.
    """
    notice = read_notices(room.store.read().tabs).messages.get(notice_id)
    if notice is None or notice.kind is Kind.CHAT:
        return False
    set_mails(room, notice.to, wanted=False)
    return True

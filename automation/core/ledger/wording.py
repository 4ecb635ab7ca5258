"""How sentences name a message and its state."""

from collections.abc import Mapping

from automation.core.ledger.events import State, Step

# After "the". A ledger may hold the steps of a later version, so it is looked up by text.
STEP_NOUNS: Mapping[str, str] = {
    Step.FIRST: "first note",
    Step.FOLLOW_UP_1: "first follow-up",
    Step.FOLLOW_UP_2: "second follow-up",
    Step.FRESHNESS: "question whether their details are still right",
    Step.PROMISE: "message that keeps a promise",
    Step.CONSENT: "consent renewal",
    Step.MANAGER: "manager's note",
    Step.REPLY: "reply",
    Step.ALERT: "alert",
    Step.INVITATION: "invitation to alerts",
}
# After the message.
STATE_PHRASES: Mapping[State, str] = {
    State.QUEUED: "is queued",
    State.SENDING: "is being sent",
    State.SENT: "was sent",
    State.DEFERRED: "waits for another try",
    State.REJECTED: "was rejected",
    State.UNKNOWN: "may have arrived (delivery unknown)",
    State.CANCELLED: "was cancelled",
}

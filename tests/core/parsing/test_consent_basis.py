"""What people write under Consent basis."""

import pytest

from automation.core.parsing.choices.consent_basis import Basis, read_basis

CONSENT = """
asked, agreed by phone; consent over the phone
consent; Consent (written); consent given at the job fair; signed form; verbal consent; agreed by phone; opt-in
double opt-in; GDPR consent; Granted; TRUE; yes; Ja; oui; ✓; consent: yes; consent ✔; consent (email); consent, no calls
consent (no phone calls); consent, don't email before June; consent, no expiry; consent until 2027; Art. 6(1)(a)
contract; referral; CV sent by candidate; interested, consent given; Einwilligung liegt vor; hat zugestimmt
Einwilligung eingeholt; mündlich; DSGVO ok; consentement écrit; a donné son accord; consentimiento por escrito; sí
consenso scritto; heeft toestemming gegeven; wyraziła zgodę; zgoda ustna; consentimento por escrito; samtycke
"""
INTEREST = """
legitimate interest; Legitimate Interest; legitimate interest, note on file; legit. int.; leg. interest; Art. 6(1)(f)
Art. 6 Abs. 1 lit. f DSGVO; consent and legitimate interest; berechtigtes Interesse; berecht. Interesse
base légale : intérêt légitime; interes legitimo; legittimo interesse; gerechtvaardigd belang
prawnie uzasadniony interes; interesse legítimo
"""
NONE = """
no; No; none; n/a; -; FALSE; 0; ❌; ?; consent?; consent ✗; consent: no; GDPR ✗; no consent; consent not given
did not consent; doesn't consent; never asked; consent withdrawn; withdrawn 3 May 2026; withdrew consent on 3 May
consent given, later withdrawn; revoked; refused; consent - denied; opted out; objected; legitimate interest (objected)
expired; no longer valid; asked to be deleted; do not keep; pending; consent requested; asked, no answer yet; to ask
to renew; tbc; unclear; agreed verbally, form pending; consent form sent; keine Einwilligung; Einwilligung widerrufen
nicht erteilt; liegt noch nicht vor; muss noch eingeholt werden; hat widersprochen; noch offen; DSGVO: nein
pas de consentement; consentement retiré; n'a pas donné son accord; en attente; à recueillir; sin consentimiento
consentimiento revocado; no consiente; pendiente de firma; nessun consenso; ha revocato il consenso; in attesa
geen toestemming; toestemming ingetrokken; wacht op antwoord; brak zgody; zgoda wycofana; czekamy na zgodę
sem consentimento; não consentiu; retirou o consentimento; aguarda resposta
"""


def cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.replace("\n", ";").split(";") if cell.strip()]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        *((text, Basis.CONSENT) for text in cells(CONSENT)),
        *((text, Basis.INTEREST) for text in cells(INTEREST)),
        *((text, None) for text in ("", *cells(NONE))),
    ],
)
def test_a_basis_is_read(text: str, basis: Basis | None) -> None:
    """Withdrawn, refused or still to ask is none; other words are consent, which needs its day."""
    assert read_basis(text) is basis

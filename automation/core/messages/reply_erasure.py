"""Whether a wish to unsubscribe asks for the deletion of details, too: "delete my data", "Art. 17 DSGVO"."""

import re

_EN = (
    r"(?:delete|erase|destroy|deletion of|erasure of)(?: \w+){0,3}? my(?: \w+){0,2}? "
    r"(?:data|details|information|info|records?|files?|profile|cv|resume|account|application)"
    r"|remove (?:all |any )?(?:of )?my (?:personal )?(?:data|information)"
    r"|right to (?:be forgotten|erasure|deletion)|article 17|art 17"
)
_DE = (
    r"(?:lösch|loesch|vernicht|entfern)\w{0,4}(?: \w+){0,4}? meine[rnms]?(?: \w+)? "
    r"(?:daten|unterlagen|angaben|informationen|profil|kontaktdaten|bewerbung|bewerbungsunterlagen)"
    r"|meine[rnms]?(?: \w+)? (?:daten|unterlagen|angaben|kontaktdaten|bewerbungsunterlagen)(?: \w+){0,5}? "
    r"(?:zu )?(?:löschen|loeschen|gelöscht|vernichten)"
    r"|löschung(?: \w+)? meiner|recht auf (?:löschung|vergessenwerden)"
)
_FR = (
    r"(?:supprim|effac|détrui)\w{1,4}(?: \w+){0,3}? (?:mes|mon|ma)(?: \w+)? "
    r"(?:données|informations|coordonnées|dossier|cv|profil|candidature)"
    r"|(?:suppression|effacement) de (?:mes|toutes mes) (?:données|informations|coordonnées)"
    r"|droit à l (?:effacement|oubli)"
)
_ES = (
    r"(?:borr|elimin|suprim)\w{1,4}(?: \w+){0,3}? (?:mis|mi)(?: \w+)? (?:datos|información|perfil|cv|currículum)"
    r"|(?:solicito|pido|exijo|quiero) la (?:supresión|eliminación) de (?:todos )?mis datos"
    r"|derecho (?:de supresión|al olvido)"
)
_IT = (
    r"(?:cancell|elimin|rimuov)\w{1,5}(?: \w+){0,3}? (?:i miei|le mie|il mio)(?: \w+)? "
    r"(?:dati|informazioni|profilo|curriculum|cv)"
    r"|cancellazione (?:di tutti )?(?:dei |i )miei dati|diritto (?:all oblio|alla cancellazione)"
)
_NL = (
    r"(?:verwijder|wis|vernietig)\w{0,2}(?: \w+){0,3}? (?:mijn|m n)(?: \w+)? "
    r"(?:gegevens|data|informatie|profiel|cv|persoonsgegevens)"
    r"|mijn(?: \w+)? (?:gegevens|data|persoonsgegevens|profiel|cv)(?: \w+){0,5}? (?:te )?"
    r"(?:verwijderen|wissen|vernietigen)"
    r"|recht op (?:vergetelheid|gegevenswissing)"
)
_PL = (
    r"(?:usu[nń]|usunąć|usunięcie|usuwanie|skasuj|skasować|wykasuj)\w{0,5}(?: \w+){0,3}? "
    r"(?:moich|moje|mój|mojego|mojej)(?: \w+)? "
    r"(?:dane|danych|informacje|informacji|profil|profilu|cv|aplikację|aplikacji)"
    r"|proszę o usunięcie danych osobowych|prawo do (?:bycia zapomnianym|usunięcia danych)"
)
_PT = (
    r"(?:apag|elimin|exclu|remov|delet)\w{1,5}(?: \w+){0,3}? (?:(?:os )?meus|(?:as )?minhas|(?:o )?meu)(?: \w+)? "
    r"(?:dados|informações|perfil|currículo|cv)"
    r"|(?:solicito|peço|exijo|quero) o apagamento (?:de todos )?(?:dos|os) meus dados"
    r"|direito (?:ao esquecimento|ao apagamento)"
)
_ASKED = re.compile(rf"\b(?:{_EN}|{_DE}|{_FR}|{_ES}|{_IT}|{_NL}|{_PL}|{_PT})\b", re.IGNORECASE)
# "Do not delete my data", "löschen Sie nicht meine Daten".
_NOT_BEFORE = re.compile(
    r"\b(?:not|dont|don t|never|nicht|ne|without|ohne|sans|sin|senza|zonder|bez|sem)(?: \w+){0,2} ?\Z"
    r"|\b(?:no|non|nie|não|niet) \Z",
    re.IGNORECASE,
)
_NOT_IN = re.compile(r"\b(?:not|never|nicht|pas|niet)\b", re.IGNORECASE)
_NOT_AFTER = re.compile(r"\A (?:nicht|niet|not)\b", re.IGNORECASE)
# Between the words of a phrase.
_BETWEEN = re.compile(r"[^\w]+")
# The most characters that are read.
LONGEST = 600


def asks_to_be_erased(text: str) -> bool:
    """Whether a short mail clearly asks for the deletion of details, in a language of the catalogues."""
    if len(text) > LONGEST:
        return False
    said = _BETWEEN.sub(" ", text)
    return any(not _negated(said, found) for found in _ASKED.finditer(said))


def _negated(said: str, found: re.Match[str]) -> bool:
    before = said[max(0, found.start() - 40) : found.start()]
    return bool(_NOT_BEFORE.search(before) or _NOT_IN.search(found[0]) or _NOT_AFTER.match(said[found.end() :]))

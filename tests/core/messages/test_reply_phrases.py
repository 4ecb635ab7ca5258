"""The meaning of replies: what must not change it, and what must."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automation.core.ledger.events import Answer, Seems
from automation.core.messages.reply_dates import named_in
from automation.core.messages.reply_patterns import folded, phrases, sections_of_phrases, words
from automation.core.messages.reply_phrases import UNCLEAR, Meaning, left_their_work, meaning, seems_automatic
from tests.support.profile import examples

TODAY = date(2026, 11, 28)
YES = (
    "I am interested.",
    "Yes, I'd love to talk!",
    "Sounds great, let's talk.",
    "Ich bin sehr interessiert.",
    "Avec plaisir, parlons-en.",
    "Me interesa mucho.",
    "Sono interessata.",
    "Ik ben geïnteresseerd.",
    "Estou interessado.",
    "Jestem zainteresowana.",
    "Jag är intresserad.",
    "Jeg er interesseret.",
    "Olen kiinnostunut.",
    "Mám zájem.",
)
NO = (
    "No thanks.",
    "I'm not interested.",
    "Not for me, sorry.",
    "Nein danke.",
    "Kein Interesse.",
    "Non merci.",
    "No me interesa.",
    "Non mi interessa.",
    "Nee, bedankt.",
    "Não, obrigado.",
    "Nie, dziękuję.",
    "Nej tack.",
    "Nei takk.",
    "Ei kiitos.",
    "Nemám zájem.",
)
LEAVE = (
    "Please unsubscribe me.",
    "Take me off your list.",
    "Stop writing to me.",
    "Bitte melden Sie mich ab.",
    "Retirez-moi de votre liste.",
    "No me escriban más.",
    "Cancellatemi.",
    "Schrijf me uit.",
    "Removam-me da lista.",
    "Ta bort mig från listan.",
)
# Consent that is withdrawn, the use of data objected to, and other wishes to leave, as people of a language write them.
WISHES = {
    "de": (
        "Ich widerspreche der Verarbeitung meiner Daten.",
        "Ich bitte um Löschung meiner Daten.",
        "Ich möchte nichts mehr von Ihnen hören.",
        "Bitte unterlassen Sie weitere Kontaktaufnahmen.",
        "Bitte um Löschung.",
    ),
    "fr": (
        "Je m'oppose au traitement de mes données.",
        "Je demande l'effacement de mes données.",
        "Je ne veux plus de vos messages.",
        "Je ne veux plus rien recevoir de votre part.",
        "Je ne souhaite plus que vous me contactiez.",
        "Merci de m'enlever de votre liste.",
    ),
    "es": (
        "Revoco mi consentimiento.",
        "Me opongo al tratamiento de mis datos.",
        "Solicito la supresión de mis datos.",
        "No quiero más mensajes.",
        "Prefiero no recibir más mensajes.",
        "No me interesa recibir más ofertas.",
        "No volváis a escribirme.",
        "Parad.",
    ),
    "it": (
        "Revoco il mio consenso.",
        "Mi oppongo al trattamento dei miei dati.",
        "Chiedo la cancellazione dei miei dati.",
        "Non voglio più messaggi.",
        "Preferisco non ricevere più messaggi.",
        "Basta.",
    ),
    "nl": (
        "Ik trek mijn toestemming in.",
        "Ik maak bezwaar tegen het gebruik van mijn gegevens.",
        "Neem geen contact meer met mij op.",
        "Ik wil niets meer van jullie horen.",
        "Schrijf me niet meer.",
        "Ik wil van de lijst af.",
        "Graag verwijderen.",
    ),
    "pl": (
        "Wycofuję zgodę na przetwarzanie danych.",
        "Sprzeciwiam się przetwarzaniu moich danych.",
        "Proszę o usunięcie danych osobowych.",
        "Proszę o niekontaktowanie się ze mną.",
        "Wypisuję się.",
        "Wnoszę sprzeciw.",
    ),
    "pt": (
        "Retiro o meu consentimento.",
        "Oponho-me ao tratamento dos meus dados.",
        "Solicito o apagamento dos meus dados.",
        "Não quero mais mensagens.",
        "Prefiro não receber mais mensagens.",
        "Não voltem a contactar-me.",
        "Remover",
    ),
}
LATER = ("Ask me again in March.", "Nicht jetzt, im März wieder.", "Pas maintenant, recontactez-moi en mars.")
PERSON = ("Who are you?", "Maybe.", "What is the salary?", "Thanks!", "I'll pass it on.", "Kommt darauf an.", "Forse.")
CLEAR = {
    **dict.fromkeys(YES, Meaning(Answer.INTERESTED)),
    **dict.fromkeys(NO, Meaning(Answer.NO_THANKS)),
    **dict.fromkeys(LEAVE, Meaning(Answer.LEFT)),
    **dict.fromkeys(LATER, Meaning(Answer.NOT_NOW, "2027-03")),
    **dict.fromkeys(PERSON, UNCLEAR),
}
NOISE = (
    str.upper,
    str.lower,
    str.title,
    lambda text: f"  {text}  ",
    lambda text: text.replace(" ", "  "),
    lambda text: f"Hello Dana,\n\n{text}",
    lambda text: f"Hi,\n{text}\n\nAna",
    lambda text: f"{text}\n\nBest regards\nAna Silva",
    lambda text: f"Thanks for your message. {text}",
    lambda text: f"{text} 🙂",
    lambda text: text.replace("'", "’"),
)
NEGATED = (
    "I would not say: {}",
    "I don't mean that {}",
    "It is not true that {}",
    "Never would I say {}",
    "Das heißt nicht, dass {}",
    "I did not write {}",
)


@pytest.mark.parametrize("language", WISHES)
def test_wishes_to_leave_are_read_as_people_write_them(language: str) -> None:
    """Every one of them counts; one that is denied is for a person."""
    assert {text: meaning(text, TODAY) for text in WISHES[language]} == dict.fromkeys(
        WISHES[language], Meaning(Answer.LEFT)
    )
    for text in WISHES[language]:
        assert meaning(f"Das heißt nicht: {text[0].lower()}{text[1:]}", TODAY).answer is Answer.REPLIED, text


@pytest.mark.parametrize(
    "text",
    [
        "Ich widerrufe meine Einwilligung nicht.",
        "Ich widerspreche der Verarbeitung meiner Daten nicht.",
        "Unterlassen Sie weitere Anrufe, schreiben Sie mir lieber.",
        "Je ne m'oppose pas au traitement de mes données.",
        "No revoco mi consentimiento.",
        "Non mi oppongo al trattamento dei miei dati.",
        "Preferisco non ricevere chiamate, meglio una mail.",
        "Ik trek mijn toestemming niet in.",
        "Ik wil niets meer horen over Java, wel over Go.",
        "Neem in maart weer contact met me op.",
        "Nie wycofuję zgody.",
        "Wypisuję się z projektu w marcu.",
        "Não me oponho ao tratamento dos meus dados.",
    ],
)
def test_what_only_sounds_like_a_wish_to_leave_is_none(text: str) -> None:
    """A consent that stays, and calls or topics that are unwelcome, unsubscribe no one."""
    assert meaning(text, TODAY).answer is not Answer.LEFT


@settings(max_examples=examples(100))
@given(st.sampled_from(sorted(CLEAR)), st.lists(st.sampled_from(NOISE), max_size=3))
def test_harmless_noise_changes_nothing(text: str, noise: list[object]) -> None:
    """Blanks, case, a salutation, thanks and a name leave the meaning as it was; what is unclear stays unclear."""
    noisy = text
    for one in noise:
        noisy = one(noisy)  # type: ignore[operator]
    assert meaning(noisy, TODAY)[:2] == CLEAR[text][:2]


@settings(max_examples=examples(60))
@given(st.sampled_from([*YES, *NO, *LEAVE]), st.sampled_from(NEGATED))
def test_a_negation_before_it_never_leaves_a_meaning_as_it_was(text: str, negated: str) -> None:
    """A decision that is denied is none."""
    denied = negated.format(text[0].lower() + text[1:])
    assert meaning(denied, TODAY).answer is not CLEAR[text].answer


@settings(max_examples=examples(60))
@given(st.sampled_from([*YES, *NO]), st.sampled_from(["If it is remote: ", "Maybe. ", "It depends. ", "Vielleicht. "]))
def test_a_doubt_leaves_it_to_a_person(text: str, doubt: str) -> None:
    """Neither interest nor a refusal is recorded where a word makes it doubtful."""
    assert meaning(doubt + text, TODAY).answer is Answer.REPLIED


@settings(max_examples=examples(60))
@given(st.sampled_from(YES), st.sampled_from(NO))
def test_a_yes_and_a_no_are_for_a_person(yes: str, no: str) -> None:
    """Two replies in one, in whichever order and languages, record neither."""
    assert meaning(f"{yes} {no}", TODAY).answer is Answer.REPLIED
    assert meaning(f"{no} {yes}", TODAY).answer is Answer.REPLIED


@settings(max_examples=examples(60))
@given(st.sampled_from(LEAVE), st.sampled_from(["but not from job alerts", "until March", "if you cannot help", "?"]))
def test_a_limited_wish_to_unsubscribe_is_for_a_person(text: str, limit: str) -> None:
    """A wish to unsubscribe that is limited, or only asked about, is not acted on by itself."""
    assert meaning(f"{text.rstrip('.')} {limit}", TODAY).answer is Answer.REPLIED


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ask me again in March.", "2027-03"),
        ("Ask me again in March 2028.", "2028-03"),
        ("Ask me again next year.", "2027-01"),
        ("Ask me again in six months.", "2027-05-28"),
        ("Ask me again after 1 June 2027.", "2027-06-01"),
        ("Ask me again in Q2.", "2027-04"),
        ("I'm on leave until the end of May, ask me then.", "2027-06"),
        ("Bin bis Ende Mai in Elternzeit, danach gerne.", "2027-06"),
        ("Not now, my wedding is in May. Ask me in June.", "2027-06"),
    ],
)
def test_the_day_to_ask_again_is_read(text: str, value: str) -> None:
    """A month means its first day; of two days, the one that belongs to "ask me again" counts."""
    assert meaning(text, TODAY)[:2] == (Answer.NOT_NOW, value)


@pytest.mark.parametrize(
    "text",
    [
        "Not now, my wedding is in May.",
        "Not right now, I have been ill since March.",
        "Ask me again in March or April.",
        "Ask me again at the end of March.",
        "Ask me again mid March.",
        "Ask me again after Easter.",
        "Ask me again in spring.",
        "Ask me again on 03/04/2027.",
        "Not now.",
    ],
)
def test_a_day_that_is_not_sure_is_not_read(text: str) -> None:
    """Then a person decides when to ask again, and sees that it is a "not now"."""
    assert meaning(text, TODAY)[:2] == (Answer.REPLIED, Seems.NOT_NOW)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Ana no longer works here.", True),
        ("I have left the company.", True),
        ("This mailbox is no longer monitored.", True),
        ("Ana hat das Unternehmen verlassen.", True),
        ("Ana a quitté la société.", True),
        ("I am leaving the company in March.", False),
        ("My last day is 18 December.", False),
        ("I left a message for you.", False),
        ("I no longer work with Java.", False),
        ("Take me off your list.", False),
    ],
)
def test_who_left_their_work_is_no_wish_to_unsubscribe(text: str, *, gone: bool) -> None:
    """That they left the company is no wish to unsubscribe; who only will leave is still there."""
    assert left_their_work(text) is gone
    assert not gone or meaning(text, TODAY) == Meaning(Answer.REPLIED, Seems.GONE)


def test_a_machine_that_confirms_a_message_is_recognised() -> None:
    """A confirmation of a help desk is no reply, though its headers do not say so; a person's thanks are one."""
    assert seems_automatic("We have received your request. Your ticket number is 4711.")
    assert not seems_automatic("Thanks for your message, I have received it.")


def test_the_phrases_are_whole() -> None:
    """Each section has a pattern, and each list of words is in the form that texts are compared in."""
    assert all(phrases(name).pattern for name in sections_of_phrases())
    assert all(word == folded(word).strip() for word in words("yes alone") | words("no alone"))


@settings(max_examples=examples(100))
@given(st.text(max_size=200))
def test_any_text_names_days_to_come_or_none(text: str) -> None:
    """No text upsets the reading of days, and each day that is read is to come."""
    assert all(one.value == "" or one.value > "2026-11" for one in named_in(folded(text), TODAY))

"""What a candidate wrote is cut out of quotes, older messages and signatures, as mail programs write them."""

import pytest

from automation.mail.reply_text import new_words

OWN = "Yes, I am interested."
ABOVE = {
    "gmail en": "On Fri, 27 Nov 2026 at 10:12, Dana Reyes <dana@acme.example> wrote:",
    "gmail en wrapped": "On Fri, 27 Nov 2026 at 10:12, Northwind Talent Team\n<talent@northwind.example> wrote:",
    "gmail de": "Am Fr., 27. Nov. 2026 um 10:12 Uhr schrieb Dana Reyes <dana@acme.example>:",
    "gmail fr": "Le ven. 27 nov. 2026 à 10:12, Dana Reyes <dana@acme.example> a écrit :",
    "gmail es": "El vie, 27 nov 2026 a las 10:12, Dana Reyes (<dana@acme.example>) escribió:",
    "gmail it": "Il giorno ven 27 nov 2026 alle ore 10:12 Dana Reyes <dana@acme.example> ha scritto:",
    "gmail nl": "Op vr 27 nov 2026 om 10:12 schreef Dana Reyes <dana@acme.example>:",
    "gmail pt": "Dana Reyes <dana@acme.example> escreveu (sexta, 27/11/2026 à(s) 10:12):",
    "gmail pt-BR": "Em sex., 27 de nov. de 2026 às 10:12, Dana Reyes <dana@acme.example> escreveu:",
    "gmail pl": "pt., 27 lis 2026 o 10:12 Dana Reyes <dana@acme.example> napisał(a):",
    "gmail sv": "Den fre 27 nov. 2026 kl 10:12 skrev Dana Reyes <dana@acme.example>:",
    "gmail da": "Den fre. 27. nov. 2026 kl. 10.12 skrev Dana Reyes <dana@acme.example>:",
    "gmail no": "fre. 27. nov. 2026 kl. 10:12 skrev Dana Reyes <dana@acme.example>:",
    "gmail fi": "pe 27.11.2026 klo 10.12 Dana Reyes (dana@acme.example) kirjoitti:",
    "gmail cs": "pá 27. 11. 2026 v 10:12 odesílatel Dana Reyes <dana@acme.example> napsal:",
    "gmail hu": "Dana Reyes <dana@acme.example> ezt írta (időpont: 2026. nov. 27., P, 10:12):",
    "gmail ro": "În vin., 27 nov. 2026 la 10:12, Dana Reyes <dana@acme.example> a scris:",
    "gmail ru": "пт, 27 нояб. 2026 г. в 10:12, Dana Reyes <dana@acme.example>:",
    "gmail uk": "пт, 27 лист. 2026 р. о 10:12 Dana Reyes <dana@acme.example> пише:",
    "gmail tr": "Dana Reyes <dana@acme.example>, 27 Kas 2026 Cum, 10:12 tarihinde şunu yazdı:",
    "gmail el": "Στις Παρ 27 Νοε 2026 στις 10:12 π.μ., ο χρήστης Dana Reyes <dana@acme.example> έγραψε:",
    "gmail zh": "Dana Reyes <dana@acme.example> 于2026年11月27日周五 10:12写道：",
    "gmail ja": "2026年11月27日(金) 10:12 Dana Reyes <dana@acme.example>:",
    "gmail ko": "2026년 11월 27일 (금) 오전 10:12, Dana Reyes <dana@acme.example>님이 작성:",
    "apple de": "Am 27.11.2026 um 10:12 schrieb Dana Reyes <dana@acme.example>:",
    "apple fr": "Le 27 nov. 2026 à 10:12, Dana Reyes <dana@acme.example> a écrit :",
    "thunderbird en": "On 27/11/2026 10:12, Dana Reyes wrote:",
    "thunderbird de": "Am 27.11.26 um 10:12 schrieb Dana Reyes:",
    "thunderbird it": "Il 27/11/26 10:12, Dana Reyes ha scritto:",
    "thunderbird pl": "W dniu 27.11.2026 o 10:12, Dana Reyes pisze:",
    "thunderbird ru": "27.11.2026 10:12, Dana Reyes пишет:",
    "thunderbird cs": "Dne 27. 11. 26 v 10:12 Dana Reyes napsal(a):",
    "yandex": '27.11.2026, 10:12, "Dana Reyes" <dana@acme.example>:',
    "mail.ru": "Пятница, 27 ноября 2026, 10:12 +03:00 от Dana Reyes <dana@acme.example>:",
    "zoho": "---- On Fri, 27 Nov 2026 10:12:00 +0100 Dana Reyes <dana@acme.example> wrote ----",
    "proton": "On Friday, November 27th, 2026 at 10:12, Dana Reyes <dana@acme.example> wrote:",
    "yahoo": "On Friday, November 27, 2026 at 10:12:33 AM GMT+1, Dana Reyes <dana@acme.example> wrote:",
    "hushmail": 'On 11/27/2026 at 10:12 AM, "Dana Reyes" <dana@acme.example> wrote:',
}
HEADERS = {
    "outlook en": ("From", "Sent", "To", "Subject"),
    "outlook de": ("Von", "Gesendet", "An", "Betreff"),
    "outlook fr": ("De", "Envoyé", "À", "Objet"),
    "outlook fr spaced": ("De ", "Envoyé ", "À ", "Objet "),
    "outlook es": ("De", "Enviado", "Para", "Asunto"),
    "outlook it": ("Da", "Inviato", "A", "Oggetto"),
    "outlook nl": ("Van", "Verzonden", "Aan", "Onderwerp"),
    "outlook pt": ("De", "Enviada", "Para", "Assunto"),
    "outlook pl": ("Od", "Wysłane", "Do", "Temat"),
    "outlook sv": ("Från", "Skickat", "Till", "Ämne"),
    "outlook da": ("Fra", "Sendt", "Til", "Emne"),
    "outlook fi": ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"),
    "outlook cs": ("Od", "Odesláno", "Komu", "Předmět"),
    "outlook hu": ("Feladó", "Elküldve", "Címzett", "Tárgy"),
    "outlook ro": ("De la", "Trimis", "Către", "Subiect"),
    "outlook ru": ("От", "Отправлено", "Кому", "Тема"),
    "outlook uk": ("Від", "Надіслано", "Кому", "Тема"),
    "outlook tr": ("Kimden", "Gönderildi", "Kime", "Konu"),
    "outlook el": ("Από", "Στάλθηκε", "Προς", "Θέμα"),
    "outlook zh": ("发件人", "发送时间", "收件人", "主题"),
    "outlook ja": ("差出人", "送信日時", "宛先", "件名"),
    "outlook ko": ("보낸 사람", "보낸 날짜", "받는 사람", "제목"),
}
SEPARATORS = (
    "-----Original Message-----",
    "----- Original message -----",
    "-----Ursprüngliche Nachricht-----",
    "-------- Weitergeleitete Nachricht --------",
    "-----Message d'origine-----",
    "-----Mensaje original-----",
    "-----Messaggio originale-----",
    "-----Oorspronkelijk bericht-----",
    "-----Mensagem original-----",
    "-----Ursprungligt meddelande-----",
    "-----Oprindelig meddelelse-----",
    "-----Opprinnelig melding-----",
    "-----Alkuperäinen viesti-----",
    "-----Původní zpráva-----",
    "-----Eredeti üzenet-----",
    "-----Исходное сообщение-----",
    "-----Orijinal Mesaj-----",
    "---------- Forwarded message ---------",
    "Begin forwarded message:",
    "------------------ 原始邮件 ------------------",
    "-----元のメッセージ-----",
)
BELOW = (
    "Sent from my iPhone",
    "Sent from my phone",
    "Sent from Outlook for iOS",
    "Get Outlook for Android <https://aka.example/x>",
    "Sent with Proton Mail secure email.",
    "Sent via Superhuman",
    "Von meinem iPhone gesendet",
    "Gesendet von Outlook für Android",
    "Diese Nachricht wurde von meinem Android-Mobiltelefon mit GMX Mail gesendet.",
    "Envoyé de mon iPhone",
    "Envoyé depuis mon téléphone",
    "Enviado desde mi iPhone",
    "Inviato da iPhone",
    "Verzonden vanaf mijn iPhone",
    "Enviado do meu iPhone",
    "Wysłane z iPhone'a",
    "Skickat från min iPhone",
    "Sendt fra min iPhone",
    "Lähetetty iPhonesta",
    "Odesláno z iPhonu",
    "Отправлено с iPhone",
    "Надіслано з iPhone",
    "iPhone'umdan gönderildi",
    "从我的iPhone发送",
    "iPhoneから送信",
    "나의 iPhone에서 보냄",
    "--\nAna Souza\nTo unsubscribe from my digest, click here",
    "-- \nAna Souza",
    "________________\nAna Souza | unsubscribe",
    "CONFIDENTIALITY NOTICE: if you are not the recipient, delete this",
    "This message is confidential. If you are not the intended recipient, delete it.",
    "Der Inhalt dieser E-Mail ist vertraulich. Löschen Sie sie, wenn Sie nicht der Empfänger sind.",
    "Ce message est confidentiel. Supprimez-le si vous n'êtes pas le destinataire.",
    "Este mensaje es confidencial. Elimínelo si no es el destinatario.",
    "Please consider the environment before printing",
    "You received this message because you are subscribed to the group. To unsubscribe, write to x@acme.example",
)
QUOTE = "> Hello Ana,\n> would you like to hear more?\n> unsubscribe: https://acme.example/u/x"


@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_quote_goes_with_the_line_above_it(above: str, between: str) -> None:
    """The line that says who wrote when is no part of the reply, above it or below it, with and without marks."""
    assert new_words(f"{OWN}{between}{above}\n{QUOTE}") == OWN
    assert new_words(f"{above}\n{QUOTE}\n\n{OWN}") == OWN
    if "\n" not in above:
        assert new_words(f"{OWN}\n\n{above}\n\nHello Ana, unsubscribe here.") == OWN


@pytest.mark.parametrize("names", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("form", ["{}: {}", "*{}:* {}", "{}：{}"])
def test_an_older_message_begins_with_its_headers(names: tuple[str, ...], form: str) -> None:
    """Outlook writes the headers of the older message above it, in the user's language."""
    values = ("Dana Reyes <dana@acme.example>", "Friday, 27 November 2026 10:12", "Ana Souza", "Engineer")
    block = "\n".join(form.format(name, value) for name, value in zip(names, values, strict=True))
    older = "Hello Ana,\n\nnot interested? unsubscribe here"
    assert new_words(f"{OWN}\n\n{block}\n\n{older}") == OWN
    assert new_words(f"{OWN}\n\n________________________________\n{block}\n\n{older}") == OWN


@pytest.mark.parametrize("separator", SEPARATORS)
def test_an_older_message_begins_behind_a_separator(separator: str) -> None:
    """The line "original message" ends the reply, in many languages."""
    assert new_words(f"{OWN}\n\n{separator}\nHello Ana, unsubscribe here") == OWN


@pytest.mark.parametrize("below", BELOW)
def test_what_stands_below_is_no_part_of_the_reply(below: str) -> None:
    """Signatures, advertising of a mail program and disclaimers say nothing about what the sender wants."""
    assert new_words(f"{OWN}\n\n{below}\n") == OWN
    assert new_words(below) == ""


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Best,\nAna\nUnsubscribe from our newsletter", "Best,\nAna"),
        ("Viele Grüße\nUwe\nHR Manager\nwww.acme.example", "Viele Grüße\nUwe"),
        (
            "Best regards\nAna\n\nPS: please take me off your list",
            "Best regards\nAna\nPS: please take me off your list",
        ),
        ("Thanks\nPlease stop writing to me, I mean it.", "Thanks\nPlease stop writing to me, I mean it."),
        ("[EXTERNAL] This message comes from outside.\nDo not click.\n\nYes", "Yes"),
        ("Sent from my point of view, this is a yes. I would like to talk about it this week, so please call.", None),
        ("From: Berlin\nI would move.", None),
        ("I have two times for you:\nMonday 10:00", None),
        ("> Hello\nYes\n> Bye\nNo", "Yes\nNo"),
    ],
)
def test_what_they_wrote_stays(text: str, kept: str | None) -> None:
    """A name stays below "Best regards", the rest of the signature goes; a postscript and other text stay."""
    assert new_words(text) == (text if kept is None else kept)

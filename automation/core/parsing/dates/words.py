"""Words around a day that leave it as it is, by language; not "until", "before" and "end of", which change it."""

from functools import cache

from automation.core.parsing.words.folding import words_by_language
from automation.core.parsing.words.token_phrases import Phrases

_AROUND = {
    "en": """
        on, from, after, starting, starts, start, start date, starting from, as of, as from, since, effective,
        effective from,
        available, available from, availability, avail, date, due, call, call back, callback, revisit, follow up,
        contact,
        ping, check in, check back, reach out, back, back on, the, of, day, not before, no earlier than, not earlier
        than,
        earliest, again, recontact, free, free from, joining, joined, shelved, spoke, met, called, dated, year, at
        the earliest
    """,
    "de": """
        am, ab, ab dem, vom, von, seit, seit dem, nach, nach dem, den, der, dem, zum, start, beginn, eintritt,
        datum, frei ab,
        verfügbar, verfügbar ab, frühestens, nicht vor, nicht vor dem, wieder ab, wiedervorlage, wv, stand, tag,
        anrufen, melden
    """,
    "fr": """
        le, du, de, à partir du, à partir de, dès le, après, après le, depuis, depuis le, disponible, dispo, à
        compter du,
        rappeler, relancer, recontacter, date, pas avant, pas avant le, jour, à partir
    """,
    "es": """
        el, del, de, desde, desde el, a partir de, a partir del, después, después del, tras, tras el, día, el día,
        disponible,
        llamar, contactar, fecha, no antes de, no antes del, año
    """,
    "it": """
        il, dal, del, di, dell, dopo, dopo il, a partire dal, da, disponibile, richiamare, data, non prima del, l,
        giorno, lo
    """,
    "nl": "op, vanaf, per, na, de, van, beschikbaar, bellen, datum, niet voor, sinds, dag, vrij vanaf, ingaande",
    "pl": "od, dnia, z, po, od dnia, roku, r, dostępny, dostępna, kontakt, nie wcześniej niż, nie przed, dzień",
    "pt": "em, no dia, do dia, do ano, dia, feira, após, depois de, disponível, ligar, não antes de, ano",
    "sv": """
        den, från, från och med, fr o m, from, efter, från den, tillgänglig, ring, kontakta, tidigast, sedan, inte
        före
    """,
    "da": "den, fra, fra den, efter, d, tilgængelig, kontakt, dato, tidligst, siden, pr, ikke før, fra og med",
    "no": "etter, tilgjengelig, ledig fra, f o m, ikke før",
    "fi": "alkaen, jälkeen, lähtien, vapaa, soita, pvm, aikaisintaan, pv, päivä",
    "cs": "dne, ode dne, k dispozici od, nejdříve, ke dni, roku, nástup, ne dříve než",
    "ru": "с, от, после, начиная с, не ранее, не раньше, дата, г, года, год, число, числа, выход",
    "uk": "з, від, після, починаючи з, не раніше, р, року, рік",
    "bg": "от, след, година, г",
    "tr": """
        den itibaren, dan itibaren, itibaren, den, dan, sonra, tarihi, tarih, tarihinde, tarihinden itibaren,
        başlangıç
    """,
    "hu": "tól, től, kezdve, dátum, én, án",
    "ro": "din, de la, după, începând cu, dată, pe, disponibil",
    "el": "από, μετά, του, στις",
    "zh": "起, 之后, 后, 以后, 从",
    "ja": "から, 以降, より",
    "ko": "부터, 이후",
}
# With these, another day is meant than the one beside them.
_OTHER_DAYS = {
    "en": "day after, day after the, days after, week after, month after",
    "de": "tag nach, tag nach dem, tage nach, tag ab",
    "fr": "jour après, jour après le, jours après",
    "es": "día después, día después de, día después del, el día después de, el día después del, día tras, día tras el",
    "it": "giorno dopo, giorno dopo il, giorni dopo",
    "nl": "dag na, dagen na",
    "pl": "dzień po, dni po",
    "pt": "dia depois, dia depois de, dia após",
}
# Words in brackets that may change what the day means.
_DOUBTS = {
    "en": """
        or, until, before, by, maybe, possibly, probably, tentative, provisional, cancelled, canceled, moved,
        postponed, old,
        was, were, wrong, instead, estimate, estimated, about, around, approx, end, start, mid, early, late, later,
        earlier,
        latest, expired, changed, previously, next, last, week, month, quarter, year, rescheduled, tbc, tbd, if,
        unless, per
    """,
    "de": """
        oder, bis, vor, vielleicht, evtl, eventuell, verschoben, abgesagt, alt, war, falsch, statt, etwa, ca, ende,
        anfang,
        mitte, früher, später, spätestens, abgelaufen, geändert, nächste, letzte, woche, monat, falls
    """,
    "fr": """
        ou, jusque, avant, peut-être, reporté, annulé, ancien, était, fin, début, mi, environ, plus tard, si, au
        plus tard
    """,
    "es": """
        o, hasta, antes, quizá, quizás, tal vez, aplazado, cancelado, antiguo, era, fin, finales, principios,
        mediados, si
    """,
    "it": "o, fino, entro, prima, forse, rimandato, annullato, vecchio, era, fine, inizio, metà, circa, se",
    "nl": "of, tot, voor, misschien, uitgesteld, geannuleerd, oud, was, eind, begin, medio, uiterlijk, als",
    "pl": "lub, albo, do, przed, może, przełożone, odwołane, było, koniec, początek, połowa, jeśli",
    "pt": "ou, até, antes, talvez, adiado, cancelado, antigo, era, fim, início, meados, se",
    "sv": "eller, till, före, innan, kanske, uppskjuten, inställd, var, slutet, början, mitten, senast, om",
    "cs": "nebo, do, před, možná, odloženo, zrušeno, bylo, konec, začátek, polovina, pokud",
    "ru": "или, до, перед, может, возможно, перенесено, отменено, было, конец, начало, середина, если, не",
}


@cache
def around_words() -> Phrases[bool]:
    """Words and phrases beside a day, by their tokens: whether they leave it as it is."""
    tables = ((_AROUND, True), (_OTHER_DAYS, False))
    return Phrases({tuple(phrase.split()): same for table, same in tables for phrase in words_by_language(table)})


@cache
def doubts() -> frozenset[str]:
    """Words in brackets that may change what the day means."""
    return frozenset(words_by_language(_DOUBTS))

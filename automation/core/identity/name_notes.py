"""What else people type into a cell for a name: notes, placeholders, other people. Words as `folded` gives them."""

from automation.core.identity.name_words import all_of, words_of

# Words of notes, which are no names.
NOTES = all_of(
    {
        "en": """
            hired, placed, rejected, reject, declined, withdrawn, withdrew, shelved, archived, interviewed,
            interviewing, offered, onboarded, shortlisted, screened, sourced, contacted, emailed, called, ghosted,
            noshow, unresponsive, dup, dupe, duplicate, duplicated, dups, merged, merge, dnc, dnh, dnr, dnd,
            blacklisted, blacklist, blocked, banned, suppressed, unsubscribed, inactive, deceased, died, rip, passed,
            retired, relocated, resigned, fired, terminated, terminate, not, dont, never, longer, available,
            unavailable, interested, uninterested, pending, hold, onhold, confidential, internal, external, referral,
            referred, ref, ex, formerly, aka, via, wip, asap, vip, ooo, hm, cv, resume, linkedin, gdpr, dsgvo, rgpd,
            email, phone, mobile,
            wrong, medalist, medallist, finalist, ineligible, overqualified, underqualified, expired, deleted, delete,
            remove, removed, update, updated, verify, unverified, check, review, urgent, priority, followup, callback,
            voicemail, lookup, fyi, nb, note, notes, team, recruiting, recruitment, careers, admin, developer,
            consultant, analyst, designer, recruiter, programmer, accountant
        """,
        "de": """
            eingestellt, abgesagt, absage, abgelehnt, zuruckgezogen, verstorben, gestorben, gesperrt, doppelt, dublette,
            doublette, duplikat, nicht, kein, keine, niemals, anrufen, kontaktieren, ruckruf, ruhestand, ehemals, ehem,
            intern, extern, siehe, vermittelt, geloscht, empfehlung, unbekannte, bewerbung, bitte, wartet, pausiert
        """,
        "fr": """
            embauche, embauchee, recrute, recrutee, refuse, refusee, rejete, rejetee, decede, decedee, doublon, appeler,
            rappeler, contacter, indisponible, disponible, retraite, retraitee, recommande, recommandee, attente, voir
        """,
        "es": """
            contratado, contratada, rechazado, rechazada, fallecido, fallecida, duplicado, duplicada, llamar, contactar,
            jubilado, jubilada, descartado, descartada, pendiente, bloqueado, bloqueada, referido, referida, ver
        """,
        "it": """
            assunto, assunta, rifiutato, rifiutata, scartato, scartata, deceduto, deceduta, doppione, duplicato,
            chiamare, contattare, richiamare, pensionato, pensionata, vedi
        """,
        "nl": """
            aangenomen, afgewezen, overleden, dubbel, dubbele, niet, geen, bellen, benaderen, terugbellen, geblokkeerd,
            vertrokken, gepensioneerd, zie
        """,
        "pl": """
            zatrudniony, zatrudniona, odrzucony, odrzucona, zmarl, zmarla, duplikat, dzwonic, kontaktowac, zablokowany,
            zablokowana, polecony, polecona
        """,
        "pt": """
            contratada, rejeitado, rejeitada, recusado, recusada, falecido, falecida, repetido, ligar, contatar,
            contactar, aposentado, aposentada, indicado, indicada
        """,
        "sv da no": """
            anstalld, ansat, ansatt, avvisad, nekad, afvist, avvist, avliden, afdod, avdod, dubblett, dublet, duplikat,
            inte, ikke, kontakta, kontakte, ringa, pensionerad, pensioneret, pensjonert, sperret
        """,
        "fi": "palkattu, hylatty, kuollut, kaksoiskappale, tuplat, elakkeella",
        "cs": "prijat, prijata, odmitnut, odmitnuta, zamitnut, zamitnuta, zemrel, zemrela, duplicita, nevolat, duchod",
        "ru uk": """
            нанят, нанята, принят, принята, отказ, отказано, дубль, дубликат, умер, умерла, звонить, не, найнятий,
            відмова
        """,
        "tr": "reddedildi, alindi, vefat, tekrar, aramayin, emekli",
    }
)
# Words that are a note only in lower case behind a name: some people are called Long, Best, Engineer or Call.
LOWER_NOTES = words_of(
    """
        call, calls, old, jobs, see, new, left, hot, top, best, good, great, from, for, with, late, his, her, wife,
        husband, son, daughter, friend, brother, sister, again, the, is, was, will, has, had, at, by, to, on, off, out,
        only, also, maybe, senior, junior, engineer, developer, manager, intern, contract, permanent, freelance,
        freelancer, remote, candidate, later, today, aus, bei, mit, neu, alt, chez, avec, nouveau, con, desde, nuevo,
        bij, met, nieuw
    """
)
# "Anna and Tom": always two people.
AND = words_of("and, und, et, och, og, oraz, sowie, oder, or, eller, lub, или, и, та")
# The same, but also inside last names: "Ortega y Gasset", "Costa e Silva".
AND_OR_PARTICLE = words_of("y, e, i, en, ja, ve, a, ou, of, o, u")
# Companies.
COMPANIES = words_of("ltd, limited, llc, gmbh, inc, incorporated, plc, corp, corporation, sarl, srl, pvt, mbh, bv, kg")
# No name is known, or it was a trial.
PLACEHOLDERS = all_of(
    {
        "en": """
            test, testing, testcandidate, testperson, testuser, candidate, applicant, unknown, anonymous, dummy, sample,
            example, placeholder, fake, untitled, nobody, someone, somebody, null, none, undefined, tbc, tba, tbd, asdf,
            asdfg, asdfgh, asdasd, asd, sdf, dsf, qwe, qwer, qwert, qwerty, qwertz, foobar, lorem, ipsum, abc, xyz,
            name, firstname, lastname, surname, forename, fullname, deleted, redacted, removed, hidden, anonymised,
            anonymized, withheld
        """,
        "de": """
            kandidat, kandidatin, bewerber, bewerberin, unbekannt, anonym, anonymisiert, mustermann, musterfrau,
            vorname, nachname
        """,
        "fr": "candidat, candidate, inconnu, inconnue, anonyme, prenom, nom, essai",
        "es": "candidato, candidata, desconocido, desconocida, anonimo, prueba, nombre, apellido, apellidos",
        "it": "sconosciuto, sconosciuta, prova, nome, cognome",
        "nl": "kandidaat, onbekend, anoniem, voornaam, achternaam, proef",
        "pl": "kandydat, kandydatka, nieznany, nieznana, imie, nazwisko",
        "pt": "desconhecido, desconhecida, teste, sobrenome, apelido",
        "sv da no": "kandidaten, okand, ukendt, ukjent, anonym, fornamn, efternamn, fornavn, etternavn, efternavn",
        "fi cs tr": "tuntematon, neznamy, neznama, kandidatka, bilinmiyor, deneme, aday",
        "ru uk": "тест, неизвестно, неизвестный, кандидат, имя, фамилия, невідомо, прізвище",
        "zh ja ko": "测试, 測試, 未知, テスト, 不明, 테스트, 미상",
    }
)
# The same only if there is no other word.
ALONE = words_of(
    """
            na, nil, nan, no, yes, ok, new, me, self, anon, tester, person, people, man, woman, he, she, hr, ja, nein,
            bla, blah, hello, hi, manager, ditto, dito, idem, info
        """
)
# Whole cells of this kind; each word alone is a name.
MADE_UP = words_of(
    """
        john doe, jane doe, joe bloggs, max muster, fulano de tal, jan modaal, first last, no name, new person, joe
        public, john q public, mickey mouse, donald duck, foo bar, foo baz, hiring manager, talent acquisition, hr
        manager, keine angabe, sans nom, sin nombre, senza nome, sem nome, zonder naam, brak danych, bez nazwiska,
        personal department, talent partner, human resources, same as above, as above, name withheld, siehe oben
    """
)
# An aside that tells the last name of birth, or how to speak of a person.
BORN = words_of(
    """
            nee, ne, geb, geborene, geborener, geborn, born, ur, z domu, roz, fodd, fodt, geboren, nata, nacida, maiden,
            o.s
        """
)
PRONOUNS = words_of(
    """
        she, her, hers, he, him, his, they, them, theirs, any, all, pronouns, ze, zir, xe, xem, hir, er, ihn, ihm, sie,
        ihr, dey, elle, lui, il, iel, ella, el, elles, ele, ela, hij, hem, zij, haar, die, hun, hen, hon, han, hun, de,
        ona, on
    """
)
# The same between other words, without brackets: "Anna Hall geb. Berg".
BORN_BETWEEN = words_of("nee, geb, geborene, born, fodd, fodt, geboren")
# Before a nickname in an aside.
CALLED = words_of(
    """
        aka, called, known as, goes by, prefers, preferred, preferred name, nickname, nick, alias, or, genannt, gen,
        rufname, dit, dite, surnom, detto, detta, conocido como, conocida como, llamado, llamada, kallad, kallas,
        kaldet, kalt, zwany, zwana, conhecido como, conhecida como, roepnaam
    """
)

"""Words of titles: abbreviations, words for the level, and noise. Data, no logic.

Words are as `title_names.title_words` sees them: lower case, without accents and punctuation.
"""

from automation.core.text import names_in, table_in

# Symbols that `text.plain` would drop → the words that replace them.
SYMBOLS = {
    "c++": " cplusplus ",
    "c#": " csharp ",
    "f#": " fsharp ",
    ".net": " dotnet ",
    "node.js": " nodejs ",
    "vue.js": " vuejs ",
    "react.js": " react ",
    "r&d": " research development ",
    "fp&a": " financial planning analyst ",
    "l&d": " learning development ",
    "m&a": " mergers acquisitions ",
    "p&c": " people culture ",
    "a/p": " accounts payable ",
    "a/r": " accounts receivable ",
    "ui/ux": " ux ",
    "ux/ui": " ux ",
}

# Written apart or together, it is one word.
JOINED = {
    " ".join(words): "".join(words)
    for words in (
        ("back", "end"),
        ("block", "chain"),
        ("book", "keeper"),
        ("book", "keeping"),
        ("care", "giver"),
        ("cyber", "security"),
        ("data", "base"),
        ("dev", "ops"),
        ("dev", "sec", "ops"),
        ("door", "man"),
        ("e", "commerce"),
        ("fork", "lift"),
        ("free", "lance"),
        ("front", "end"),
        ("full", "stack"),
        ("grand", "master"),
        ("hair", "dresser"),
        ("hair", "stylist"),
        ("health", "care"),
        ("help", "desk"),
        ("house", "keeper"),
        ("house", "keeping"),
        ("info", "sec"),
        ("key", "board"),
        ("land", "scaper"),
        ("micro", "biologist"),
        ("multi", "media"),
        ("news", "paper"),
        ("para", "legal"),
        ("pay", "roll"),
        ("photo", "grapher"),
        ("pre", "sales"),
        ("pre", "school"),
        ("sub", "contractor"),
        ("tele", "marketer"),
        ("tele", "marketing"),
        ("tele", "sales"),
        ("ware", "house"),
        ("web", "master"),
        ("web", "site"),
    )
}

ABBREVIATIONS = {
    short: tuple(full.split())
    for short, full in table_in("""
        accnt: accountant; accntng: accounting; acct: accountant; acctg: accounting; admin: administrator;
        ae: account executive; ai: artificial intelligence; assoc: associate; asst: assistant; assist: assistant;
        avp: assistant vice president; ba: business analyst; bd: business development;
        bdm: business development manager; bdr: business development representative; bi: business intelligence;
        ceo: chief executive officer; cfo: chief financial officer; chro: chief human resources officer;
        cio: chief information officer; ciso: chief information security officer; cmo: chief marketing officer;
        cna: certified nursing assistant; coo: chief operating officer; coord: coordinator;
        cpo: chief product officer; cro: chief revenue officer; csm: customer success manager;
        csr: customer service representative; cto: chief technology officer; cust: customer; cx: customer experience;
        dba: database administrator; dept: department; dev: developer; devs: developer; dir: director;
        ea: executive assistant; elec: electrical; eng: engineer; engg: engineering; engr: engineer;
        env: environmental; exec: executive; fin: finance; gm: general manager; govt: government;
        hgv: heavy goods vehicle; hr: human resources; hrbp: human resources business partner;
        hse: health safety environment; ict: information technology; infosec: information security;
        intl: international; it: information technology; lgv: heavy goods vehicle; lpn: licensed practical nurse;
        maint: maintenance; mech: mechanical; mfg: manufacturing; mgmt: management; mgr: manager; mkt: marketing;
        mktg: marketing; ml: machine learning; mngr: manager; natl: national; nlp: natural language processing;
        np: nurse practitioner; ops: operations; pjm: project manager; pm: project manager;
        pmo: project management office; po: product owner; ppc: pay per click; pr: public relations; prof: professor;
        prog: programmer; purch: purchasing; qa: quality assurance; qc: quality control; qs: quantity surveyor;
        recep: receptionist; rep: representative; reps: representative; rgn: registered nurse; rn: registered nurse;
        sde: software engineer; sdet: software test engineer; sdr: sales development representative;
        seo: search engine optimization; spec: specialist; sre: site reliability engineer; supt: superintendent;
        supv: supervisor; supvr: supervisor; svc: service; svcs: services; svp: senior vice president;
        swe: software engineer; sysadmin: system administrator; tpm: technical program manager; ui: user interface;
        ux: user experience; vp: vice president
    """).items()
}

# Their meaning depends on the place: a pharmacy tech is a technician, a tech lead a technical leader; a legal sec is a
# secretary, a sec engineer a security engineer.
LAST_WORDS = {"tech": "technician", "techs": "technician", "lead": "leader", "sec": "secretary"}
FIRST_WORDS = {"tech": "technical", "sec": "security"}

# Words for the level, which is compared separately.
LEVEL_WORDS = frozenset(
    names_in("""
        apprentice, entry, experienced, fresher, grad, graduate, i, ii, iii, intern, internship, iv, jnr, jr, junior,
        lead, level, medior, mid, midlevel, placement, principal, senior, snr, sr, staff, trainee, v
    """)
)
# They are not a level or noise at the end ("Chief of Staff"), or before these words ("Lead Generation").
TELL_LAST = frozenset({"principal", "staff"})
TELL_BEFORE = {
    "lead": {"generation", "gen"},
    "entry": {"clerk", "operator"},
    "remote": {"sensing", "pilot"},
    "contract": {"manager", "administrator", "officer", "specialist", "negotiator", "lawyer", "attorney", "analyst"},
    "contractor": {"manager"},
    "temporary": {"works"},
}

# Words about the contract, the hours or the advertisement, not about the work.
NOISE = frozenset(
    names_in("""
        advert, apply, bilingual, contract, contractor, d, diverse, divers, f, fixed, freelance, ftc, fte, fulltime,
        gn, h, hiring, hybrid, immediate, interim, job, m, month, months, multilingual, needed, now, onsite, opening,
        parttime, perm, permanent, position, remote, required, role, temp, temporary, term, urgent, vacancies,
        vacancy, w, wanted, x
    """)
)
NOISE_PHRASES = names_in("""
    full time, part time, work from home, working from home, home based, home office, fully remote, 100 remote,
    on site, all genders, m f, immediate start, apply now, work permit, per hour, day rate, zero hours, shift work
""")

# The second form of a word for another gender or number: "Entwickler/in", "Entwickler:innen", "chargé(e)",
# "ingénieur·e", "técnico/a", "impiegato/a". Without it, the first form stands.
OTHER_FORM = (
    r"(?<=[^\W\d_]{3})(?:[/:*_·•]-?|-?\(-?)"
    r"(?:innen|in|e|es|s|a|as|o|os|euse|ne|se|rice|trice|ère|ra|r)\)?(?!\w)"
)
INNER_CAPITAL = r"(?<=[a-zäöü]{3})I(?:nnen|n)\b"

# Abbreviations in other languages than English, as folded words, and what they stand for.
FOREIGN_ABBREVIATIONS = {
    short: tuple(full.split())
    for short, full in table_in("""
        abtltr: abteilungsleiter; adjt: adjunto; adm: administrativ; assist: assistent; asyst: asystent;
        aux: auxiliar; azubi: auszubildender; bl: bereichsleiter; buha: buchhalter; cdp: chef projet;
        coord: coordinador; dir: director; dipl: ; dyr: dyrektor; enf: enfermero; gf: geschaftsfuhrer;
        gl: gruppenleiter; ing: ingenieur; insp: inspektor; inz: inzynier; jefe: jefe; kfm: kaufmann;
        kffr: kaufmann; kier: kierownik; ltr: leiter; leitg: leitung; ma: mitarbeiter; mgr: ;
        mitarb: mitarbeiter; nl: niederlassungsleiter; pdg: president directeur general; pl: projektleiter;
        psych: psychologe; pp: projectleider; pflegefachkr: pflegefachkraft; rag: ragioniere; resp: responsable;
        rh: recursos humanos; rrhh: recursos humanos; sachb: sachbearbeiter; sb: sachbearbeiter; sec: secretaria;
        spec: specjalista; spez: spezialist;
        stellv: ; tec: tecnico; techn: techniker; tecn: tecnico; tl: teamleiter; vb: vertriebsbeauftragter;
        vert: vertrieb; vl: vertriebsleiter; vp: ; zast: ; zca: zastepca
    """).items()
}
# Of these, those that abbreviate at the beginning only: "commissaire aux comptes" has no Spanish "aux." in it.
ABBREVIATE_FIRST = frozenset({"aux"})
# Of these, those that behind other words are a country or a degree: "Accountmanager NL", "Jurist, MA".
NOT_LAST = frozenset(names_in("ma, nl, pl"))
# Levels in other languages, as folded words: they are compared separately.
FOREIGN_LEVEL_WORDS = frozenset(
    names_in("""
        alternance, alternant, apprendista, aprendiz, ausbildung, auszubildende, auszubildender, becario, becaria,
        debutant, erfahren, erfahrene, erfahrener, estagiario, estagiaria, jr, junior, juniora, leerling, lehrling,
        mlodszy, mlodsza, pleno, praktikant, praktikantin, praktykant, praktykantka, senior, starszy, starsza,
        stagiaire, stagiair, stagista, stazysta, stazystka, tirocinante, trainee, werkstudent, werkstudentin
    """)
)
# Words of advertisements in other languages.
FOREIGN_NOISE = frozenset(
    names_in("""
        befristet, cdd, cdi, deltid, divers, fest, fulltid, gesucht, heltid, mwd, mfd, fmd, tempo, indeterminato,
        jornada, completa, teilzeit, vollzeit, umowa, heimarbeit, telearbeit, teletravail, teletrabajo
    """)
)

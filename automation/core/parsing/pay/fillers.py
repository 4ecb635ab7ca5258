"""Words in a cell of pay that name no amount, by language: negotiable, about, salary, and small words."""

from automation.core.parsing.pay.kinds import Table

OPEN: Table = {
    "en": """
        negotiable, neg, nego, negotiation, open, open to discussion, open to offers, flexible, flex, market, market
        rate, market value, market level, competitive, doe, d o e, dependent on experience, depending on experience,
        depends, depends on experience, dependent upon experience, depends on role, depending on role, depends on
        the role, doq, ask, to discuss, discuss, discussable, any, to be discussed,
        to be agreed, on application, poa, upon request, on request, as per company norms, as per company standards,
        as per market, as per market standards, as per industry standards, best in industry, best in market, not
        disclosed, undisclosed, confidential, will discuss, let's talk, make an offer, best offer, firm, non
        negotiable, not negotiable, slightly negotiable, some flexibility, within reason, ish, commensurate,
        commensurate with experience, at market, ono, o n o, or nearest offer, or near offer, according to
        experience, open to negotiation
    """,
    "de": """
        nach vereinbarung, n v, nv, n a, vhb, vb, verhandelbar, verhandlungsbasis, verhandlungssache, offen,
        marktüblich, marktgerecht, flexibel, nach absprache, nach tarif, auf anfrage, branchenüblich, je nach rolle,
        je nach aufgabe, nach aufwand, nach erfahrung, je nach erfahrung, keine angabe
    """,
    "fr": """
        négociable, négociables, à négocier, à discuter, selon profil, selon expérience, selon le marché, selon
        poste, ouvert, ouverte, à convenir, nc, non communiqué, selon convention, à débattre, prix du
        marché, flexible selon poste
    """,
    "es": """
        a convenir, según experiencia, según valía, según mercado, a negociar, abierto, abierta, a consultar,
        según convenio, a discutir, negociables, de mercado, a tratar, según proyecto
    """,
    "it": """
        da concordare, trattabile, negoziabile, da discutere, in base all'esperienza, commisurata,
        aperto, da valutare
    """,
    "nl": """
        in overleg, nader overeen te komen, n o t k, notk, marktconform, bespreekbaar, onderhandelbaar, n o t
        k, afhankelijk van ervaring, volgens cao, conform cao, cao
    """,
    "pl": """
        do uzgodnienia, do negocjacji, do ustalenia, negocjowalne, negocjacja, rynkowe, otwarte, do rozmowy, do
        dogadania
    """,
    "pt": """
        a combinar, a acordar, negociável, em aberto, compatível com o mercado, de acordo com o mercado, aberto a
        negociação
    """,
    "sv": """
        enligt överenskommelse, förhandlingsbar, förhandlingsbart, marknadsmässig, diskuteras, enl ök, öppen, öppet,
        e ö
    """,
    "da": "efter aftale, forhandles, åben, efter kvalifikationer, til forhandling, forhandlingsbar",
    "no": "etter avtale, kan diskuteres, åpen, markedsmessig, konkurransedyktig",
    "fi": "sopimuksen mukaan, neuvoteltavissa, neuvoteltava, avoin, sop mukaan, tes, tes mukaan, keskusteltavissa",
    "cs": "dohodou, dle dohody, k jednání, dle domluvy, podle domluvy, smluvní, otevřené, dohodou smluvní",
    "ru": """
        по договоренности, договорная, обсуждаемо, обсуждается, рыночная, по рынку, по результатам собеседования,
        открыт, торг
    """,
    "uk": "за домовленістю, договірна, обговорюється, ринкова, відкритий",
    "tr": "pazarlık, görüşülür, görüşülecek, belirlenecek, pazarlığa açık",
    "hu": "megegyezés szerint, megbeszélés szerint, megegyezés",
    "ro": "negociabil, discutabil, de discutat",
    "zh": "面议, 面議, 面谈, 可议, 可谈",
    "ja": "応相談, 要相談, 相談可, 経験による, 規定による",
    "ko": "협의, 면접 후 협의, 회사내규에 따름, 협의 가능",
}
# Beside an amount: it may be another one in the end.
UNSETTLED: Table = {
    "en": """
        tbd, tbc, tba, tbv, to be confirmed, to be determined, to be decided, to be defined, to be verified, to be
        checked, to confirm, to check, unconfirmed, not confirmed, not yet confirmed, not confirmed yet, confirm,
        needs confirming, needs confirmation, need to confirm, please confirm, awaiting confirmation, pending
        confirmation
    """,
    "de": """
        noch zu klären, zu klären, noch zu bestätigen, zu bestätigen, unbestätigt, noch nicht bestätigt, nicht
        bestätigt, noch offen, zu prüfen, noch zu prüfen
    """,
    "fr": "à confirmer, à valider, à vérifier, à définir, non confirmé, pas confirmé, pas encore confirmé",
    "es": "por confirmar, a confirmar, sin confirmar, por definir, por verificar, no confirmado",
    "it": "da confermare, da verificare, da definire, non confermato",
    "nl": "nog te bevestigen, te bevestigen, nader te bepalen, n t b, ntb, nog niet bevestigd, onbevestigd",
    "pl": "do potwierdzenia, niepotwierdzone",
    "pt": "a confirmar, por confirmar, a definir, não confirmado",
    "sv": "att bekräfta, ej bekräftad, obekräftad",
}
ABOUT: Table = {
    "en": """
        about, approx, approximately, around, c, circa, roughly, ~, ≈, + -, +/-, ±, in the region of, region of, or
        so, ballpark, somewhere around, give or take, say, just, ?, !, in the ballpark of, estimated, est
    """,
    "de": "ca, etwa, rund, ungefähr, zirka, um, um die, in etwa, um den dreh, so",
    "fr": "environ, env, autour de, à peu près, aux alentours de, dans les",
    "es": "alrededor de, sobre, aprox, aproximadamente, unos, en torno a, cerca de, más o menos",
    "it": "intorno a, attorno a, indicativamente, sui, circa",
    "nl": "ongeveer, rond, rond de, plusminus, zo'n",
    "pl": "około, ok, mniej więcej, koło",
    "pt": "por volta de, em torno de, uns, na faixa de, na casa de",
    "sv": "cirka, ungefär, omkring, runt",
    "da": "ca, rundt, omtrent, cirka",
    "fi": "noin, n, suunnilleen",
    "cs": "asi, cca, kolem, přibližně, zhruba",
    "ru": "около, примерно, приблизительно, порядка, где-то, в районе",
    "uk": "близько, приблизно, орієнтовно, десь",
    "tr": "yaklaşık, civarında, civarı",
    "hu": "kb, körülbelül, környékén",
    "ro": "aproximativ, în jur de",
    "zh": "左右, 大约, 大概",
    "ja": "約, くらい, ぐらい, 程度, 前後",
    "ko": "약, 정도",
}
MODE: Table = {
    "en": """
        fte, full time, fulltime, perm, permanent, employee, remote, fully remote, hybrid, onsite, on site, wfh, in
        office, outside ir35, inside ir35, w2, work from home
    """,
    "de": "vollzeit, unbefristet, festanstellung, homeoffice, vor ort",
    "fr": "cdi, télétravail, temps plein, temps complet, présentiel",
    "es": "jornada completa, indefinido, teletrabajo, remoto, presencial, híbrido",
    "it": "tempo indeterminato, tempo pieno, da remoto, in sede, ibrido",
    "nl": "thuiswerken, vast contract, op kantoor",
    "pl": "umowa o pracę, uop, zdalnie, pełny etat, stacjonarnie",
    "pt": "clt, tempo integral",
    "sv": "heltid, distans, tillsvidare",
    "da": "fuldtid",
    "no": "fast stilling",
    "fi": "kokoaikainen, etätyö",
    "cs": "hpp, plný úvazek, úvazek",
    "ru": "удаленно, полная занятость, тк",
    "uk": "віддалено",
}
NOISE: Table = {
    "gross": """
        gross, pre tax, before tax, before taxes, brutto, bruto, brut, bruts, brute, brutes, brutos, bruta, brutas,
        vor steuern, vor steuer, bto, btto, btw excl, avant impôt, avant impôts, antes de impuestos, lordo, lordi,
        lorda, lorde, före skatt, før skat, før skatt, hrubého, hrubá, hrubý, hrubých, hrubé, брутто, гросс, до
        вычета, до вычета налогов, до вычета ндфл, до налогов, грязными, до вирахування, до податків, brüt, bruttó,
        μικτά, μεικτά, бруто, 額面, 税前, 稅前, 세전, ilíquido, illiquido, superbrutto
    """,
    "en": """
        salary, pay, wage, wages, compensation, comp, remuneration, income, earnings, the, a, an, of, is, per, she,
        he, they, her, his, their, we, i'm, be, like, figure, amount, money, only, please, thanks, role, in, for,
        since, as of, exempt, salaried, no bonus, no benefits, no equity, each, every, equivalent, pro, average
    """,
    "de": """
        gehalt, jahresbrutto, einkommen, lohn, vergütung, im, je, der, die, das, den, bei, sie, er, liegt, ist,
        wäre, bitte, stellt sich, sich
    """,
    "fr": "salaire, par, le, la, les, du, de, des, il, elle, est, sur",
    "es": "salario, sueldo, remuneración, retribución, al, el, por, ella, del",
    "it": "stipendio, retribuzione, compenso, lo, gli, di, il, un",
    "nl": "salaris, loon, het, een, ze, hij, zij, is, voor, obv, o b v, op basis van",
    "pl": "wynagrodzenie, pensja, płaca, na, za",
    "pt": "salário, remuneração, ao, os, ela, ele",
    "sv": "lön, lönen, per, om",
    "da": "løn, lønnen, pr",
    "no": "lønn",
    "fi": "palkka, palkkaa",
    "cs": "plat, mzda",
    "ru": "зарплата, зп, з п, доход, в, за, на",
    "uk": "зарплата, оплата, у, дохід",
    "tr": "ücret",
    "hu": "fizetés, bér",
    "ro": "salariu, pe",
    "zh": "工资, 薪资, 薪水, 每, 每人, 一",
    "ja": "給与, 給料, の",
    "ko": "급여, 급",
}
UNITS: dict[str, str] = {
    "1e3": """
        k, к, grand, thousand, thou, tsd, tausend, tys, tysięcy, tis, tisíc, tisic, tusen, tuhatta, duizend, mille,
        mila, mii, bin, ezer, тыс, тысяч, тис, тисяч, хил, хиляди, χιλ, χιλιάδες, hezar, ألف, nghìn, ribu, rb,
        हज़ार, हजार, mil, t, 千, 천
    """,
    "1e4": "万, 萬, 만",
    "1e5": "lakh, lakhs, lac, lacs, l, लाख, lks, lkh",
    "1e6": "m, mn, mio, million, millions, mill, млн, millones, milhões, milioni, triệu, milyon, juta, jt, 百万, 백만",
    "1e7": "cr, crore, crores, करोड़, 千万, 천만",
    "1e8": "亿, 億, 억",
}

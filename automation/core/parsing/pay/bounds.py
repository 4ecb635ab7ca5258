"""Words beside an amount of pay, by kind and language: bounds, current and expected pay, bonuses, benefits, notes."""

from automation.core.parsing.pay.kinds import Table

NOW: Table = {
    "en": """
        current, currently, cctc, c ctc, present, presently, now, at the moment, at present, today, was, were,
        previously, previous, last, former, formerly, earlier, old, earns, earning, makes, making, drawing, on now,
        last drawn
    """,
    "de": """
        aktuell, aktuelles, derzeit, derzeitiges, momentan, gegenwärtig, jetzt, heute, zurzeit, z zt, bisher,
        bisheriges, früher, zuletzt, vorher, ist gehalt, verdient
    """,
    "fr": "actuel, actuels, actuellement, actuelle, ancien, précédent, avant, aujourd'hui, en ce moment, touche, gagne",
    "es": "actual, actuales, actualmente, ahora, anterior, antes, hoy, último, gana, cobra",
    "it": "attuale, attuali, attualmente, adesso, ora prende, precedente, oggi, ultimo, guadagna, percepisce",
    "nl": "huidig, huidige, momenteel, nu, vorig, vorige, eerder, laatst, verdient",
    "pl": "obecnie, obecne, obecna, aktualnie, aktualne, teraz, poprzednio, wcześniej, dotychczas, było, zarabia",
    "pt": "atual, atuais, atualmente, agora, anterior, antes, hoje, último, ganha, recebe",
    "sv": "nuvarande, i dag, idag, just nu, tidigare, förra, senast, har i dag, tjänar",
    "da": "nuværende, i dag, aktuel, tidligere, sidste, tjener",
    "no": "nåværende, dagens, for tiden, forrige",
    "fi": "nykyinen, nykyisin, nyt, nykyään, aiempi, aikaisempi, entinen, edellinen, ansaitsee",
    "cs": "současný, současná, současně, nyní, teď, předtím, dříve, minulý, bere",
    "ru": "сейчас, текущая, текущий, на данный момент, было, был, раньше, прошлая, получает, зарабатывает",
    "uk": "зараз, поточна, поточний, наразі, було, раніше, отримує, заробляє",
    "tr": "şu an, şu anki, mevcut, şimdi, önceki, eski, eskiden",
    "hu": "jelenlegi, jelenleg, most, korábban, előző",
    "ro": "actual, actuală, acum, anterior, în prezent",
    "zh": "目前, 现在, 現在, 当前, 之前, 以前",
    "ja": "現年収, 現職, 前職, 現状",
    "ko": "현재, 현, 이전, 전직장",
}
WANT: Table = {
    "en": """
        expected, expects, expecting, expect, expectation, expectations, ectc, e ctc, exp, want, wants, wanted,
        wanting, looking for, seeking, seeks, desired, desires, target, targeting, asking, asks, asks for, asking
        for, hoping for, would like, aiming for, aims for, wish, wishes, goal, ideal, ideally, preferred,
        preferably, needs, requires, requirement, requirements, requested, after
    """,
    "de": """
        wunsch, gehaltswunsch, wunschgehalt, vorstellung, gehaltsvorstellung, gehaltsvorstellungen, gewünscht,
        erwartet, erwartung, gehaltserwartung, möchte, will, fordert, forderung, ziel, soll, sucht, idealerweise,
        stellt sich vor
    """,
    "fr": """
        souhaité, souhaitée, souhaite, prétentions, prétention, prétentions salariales, attendu, attente, attentes,
        vise, recherche, demande, demandé, veut, objectif, idéalement, idéal
    """,
    "es": """
        pretende, pretensión, pretensiones, deseado, deseada, esperado, esperada, espera, expectativa, expectativas,
        aspiración, aspira a, busca, quiere, pide, solicita, idealmente, ideal
    """,
    "it": """
        richiesta, richiesto, richiede, desiderata, desiderato, desidera, aspettativa, aspettative, vorrebbe, chiede
    """,
    "nl": "gewenst, gewenste, wens, wenst, salariswens, verwacht, verwachting, vraagt, wil, zoekt, idealiter",
    "pl": "oczekiwane, oczekiwania, oczekiwanie, oczekuje, chce, chciałby, chciałaby, docelowo, szuka, najchętniej",
    "pt": """
        pretensão, pretensão salarial, pretende, pretendido, desejado, desejada, espera, esperado, quer, busca, pede
    """,
    "sv": "önskar, önskad, önskemål, löneanspråk, lönekrav, förväntan, förväntad, vill ha, söker, begär, helst",
    "da": "ønsker, ønsket, ønske, lønønske, lønkrav, forventer, forventet, forventning, vil have, søger",
    "no": "ønsket lønn, lønnskrav, vil ha, søker, forventning",
    "fi": "toive, palkkatoive, toivoo, toivottu, pyyntö, palkkapyyntö, odotus, haluaa, hakee, mieluiten",
    "cs": "požadavek, požaduje, požadovaná, představa, očekává, očekávaný, chce, chtěl by, ideálně, hledá",
    "ru": "ожидания, ожидает, ожидаемая, хочет, желаемая, желаемый, желает, ищет, просит, ожидание, цель",
    "uk": "очікування, очікує, очікувана, хоче, бажана, бажаний, шукає, просить",
    "tr": "beklenti, beklentisi, beklenen, istiyor, talep, hedef, isteği",
    "hu": "igény, bérigény, fizetési igény, elvárás, szeretne, kér",
    "ro": "dorit, așteptări, dorește, pretenții, vrea, cere",
    "zh": "期望, 希望, 期待, 期望薪资, 要求",
    "ja": "希望, 希望年収, 希望月給",
    "ko": "희망, 희망연봉, 요구",
}
FROM: Table = {
    "en": """
        from, min, minimum, at least, starting, starting at, starting from, starts at, over, above, more than, north
        of, no less than, not less than, nothing less than, nothing below, not below, not under, nothing under,
        upwards of, and up, and above, and upwards, upwards, or more, or above, and over, or higher, or over, floor,
        bottom line, won't move for less than, wouldn't move for less than, would not move for less than, not lower
        than, >, > =, >=, ≥, would accept, would take, would consider, happy with, min of, minimum of, a minimum of
    """,
    "de": """
        ab, mind, mindestens, nicht unter, nicht weniger als, über, von, aufwärts, untergrenze, oder mehr, und mehr,
        mehr als, wenigstens, mindestgehalt, nicht niedriger als, minimal, und aufwärts, nix unter, nichts unter
    """,
    "fr": """
        à partir de, mini, au moins, plus de, pas moins de, au minimum, et plus, ou plus, minimum de, pas en dessous
        de
    """,
    "es": """
        desde, a partir de, mínimo, como mínimo, al menos, no menos de, más de, o más, y más, por lo menos, en
        adelante, mínimo de, no por menos de
    """,
    "it": "a partire da, da, almeno, minimo, non meno di, più di, in su, o più, oltre, come minimo, non sotto i",
    "nl": "vanaf, minimaal, ten minste, minstens, niet minder dan, meer dan, of meer, en hoger, niet onder",
    "pl": "od, co najmniej, nie mniej niż, powyżej, więcej niż, przynajmniej, wzwyż, nie poniżej, i więcej, lub więcej",
    "pt": """
        a partir de, no mínimo, pelo menos, acima de, não menos que, não menos de, mais de, ou mais, para cima, de
        no mínimo
    """,
    "sv": "från, fr o m, minst, lägst, över, inte under, inte mindre än, mer än, och uppåt, uppåt, eller mer",
    "da": "mindst, ikke under, ikke mindre end, mere end, og op, og opefter, eller mere, over",
    "no": "ikke mindre enn, mer enn, og oppover, eller mer, minimum",
    "fi": "alkaen, vähintään, yli, ei alle, väh, tai enemmän, minimi, ylöspäin",
    "cs": "alespoň, minimálně, nad, více než, ne méně než, nejméně, a více, a výše, ne pod, aspoň",
    "ru": "от, не менее, не ниже, не меньше, минимум, мин, как минимум, более, больше, свыше, выше, и выше, и более",
    "uk": "від, не менше, мінімум, щонайменше, понад, більше, не нижче, і вище, і більше, мін",
    "tr": "en az, üzeri, üstü, ve üzeri, ve üstü, asgari",
    "hu": "legalább, tól, től, felett, minimum",
    "ro": "de la, cel puțin, peste, minim",
    "el": "από, τουλάχιστον",
    "zh": "以上, 最低, 起, 至少",
    "ja": "以上, 最低",
    "ko": "이상, 최소, 부터",
}
UPTO: Table = {
    "en": """
        up to, upto, max, maximum, at most, no more than, not more than, not over, not above, less than, below,
        under, cap, capped at, ceiling, top, limit, <, < =, <=, ≤, max of, maximum of, a maximum of, no higher than,
        not higher than
    """,
    "de": "bis, bis zu, bis max, maximal, höchstens, unter, nicht über, nicht mehr als, obergrenze, max bis",
    "fr": "jusqu'à, jusque, maxi, au plus, au maximum, moins de, pas plus de, plafond, maximum de",
    "es": "hasta, máximo, como máximo, no más de, menos de, tope, máximo de",
    "it": "fino a, massimo, al massimo, non più di, meno di, non oltre, sotto i",
    "nl": "tot, maximaal, hoogstens, ten hoogste, niet meer dan, onder, niet boven, tot max",
    "pl": "do, maksymalnie, maks, maksimum, nie więcej niż, poniżej, najwyżej",
    "pt": "até, no máximo, não mais que, abaixo de, teto",
    "sv": "upp till, högst, maximalt, inte över, inte mer än, som mest",
    "da": "op til, højst, maksimalt, ikke over, ikke mere end",
    "no": "opp til, inntil, høyst, ikke mer enn",
    "fi": "enintään, korkeintaan, alle, maksimissaan, maksimi",
    "cs": "až, maximálně, nejvýše, ne více než, pod",
    "ru": "до, не более, не выше, максимум, макс, не больше",
    "uk": "не більше, не вище, щонайбільше",
    "tr": "en fazla, kadar, maksimum, azami, altı",
    "hu": "legfeljebb",
    "ro": "până la, maxim, sub",
    "el": "έως, μέχρι",
    "zh": "以下, 以内, 最多, 最高, 不超过",
    "ja": "まで, 以下",
    "ko": "이하, 최대, 까지",
}
# Between two amounts they make a range; other words of UPTO do, too.
TO_WORDS: Table = {
    "": "-, --, ~, to, till, until, through, à, a, bis, tot, do, até, hasta, til, az, až, до, ila, から, 에서, 至, 到"
}
AND_WORDS: Table = {"": "and, &, und, et, y, e, en, i, a, och, og, ja, и, і, та, ve, es, és, si, și, και, 和"}
BETWEEN: Table = {
    "en": "between, in between, somewhere between, range, from between",
    "de": "zwischen",
    "fr": "entre",
    "es": "entre",
    "it": "tra, fra",
    "nl": "tussen",
    "pl": "między, pomiędzy",
    "sv": "mellan",
    "da": "mellem",
    "no": "mellom",
    "fi": "väliltä, välillä",
    "cs": "mezi",
    "ru": "между, в диапазоне",
    "uk": "між",
    "tr": "arası, arasında",
    "hu": "között",
    "ro": "între",
}
OR: Table = {"": "or, oder, ou, o, lub, albo, eller, tai, nebo, или, або, veya, vagy, sau, 或, 또는"}
SALARIES: Table = {
    "en": "salaries, monthly salaries, payments, pay cheques, paychecks, instalments",
    "de": "gehälter, monatsgehälter, monatsgehältern, monatslöhne, monatslöhnen, gehältern, löhne",
    "fr": "mensualités, salaires",
    "es": "pagas, mensualidades",
    "it": "mensilità",
    "nl": "maandsalarissen",
    "pl": "pensji, wypłat",
    "pt": "salários, meses de salário",
    "tr": "maaş",
    "zh": "薪",
}

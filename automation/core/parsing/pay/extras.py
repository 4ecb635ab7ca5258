"""Words beside an amount of pay that leave it as it is, or stand for a part of it, by kind and language."""

from automation.core.parsing.pay.kinds import Table

BONUS: Table = {
    "en": """
        bonus, bonuses, commission, commissions, comm, comms, variable, variables, equity, rsu, rsus, stock, stocks,
        shares, options, stock options, share options, esop, esops, vsop, psu, sign on, sign on bonus, signing
        bonus, joining bonus, jb, retention bonus, incentive, incentives, profit share, profit sharing, overtime,
        tips, allowance, allowances, performance bonus, annual bonus, bonus pa, discretionary bonus, target bonus,
        yearly bonus, relocation bonus, super, superannuation, notice buyout, car allowance, loading, on call,
        shift allowance
    """,
    "de": """
        boni, variabel, variabler, variables, variabler anteil, provision, provisionen, prämie, prämien,
        beteiligung, vwl
    """,
    "fr": "prime, primes, variables, intéressement, participation, actions, bspce, commissionnement, partie variable",
    "es": "bono, bonos, comisión, comisiones, incentivos, acciones, prima, primas, bonificación",
    "it": "premio, premi, variabile, provvigioni, mbo, incentivi, azioni",
    "nl": "commissie, provisie, aandelen, winstdeling, variabel deel",
    "pl": "premia, premie, premii, premią, prowizja, prowizje, prowizją, akcje, zmienna, dodatki",
    "pt": "variável, comissão, comissões, plr, ações, prêmio, prémio, bónus, bônus",
    "sv": "rörlig, rörligt, rörlig del, aktier, optioner, bonusar",
    "da": "aktier, optioner, tillæg",
    "no": "provisjon, aksjer, opsjoner, tillegg",
    "fi": "bonukset, bonuksia, tulospalkkio, provisio, osakkeet, optiot, lisät",
    "cs": "bonusy, odměny, provize, akcie, prémie, pohyblivá složka",
    "ru": "бонус, бонусы, премия, премии, премией, опцион, опционы, акции, комиссия, надбавка",
    "uk": "премія, премії, опціони, бонуси, комісія",
    "tr": "prim, ikramiye, hisse",
    "hu": "bónusz, prémium, jutalék, mozgóbér",
    "ro": "prime, bonusuri, comision",
    "zh": "奖金, 年终奖, 股票, 期权, 提成, 绩效",
    "ja": "賞与, ボーナス, インセンティブ, 残業代",
    "ko": "보너스, 상여금, 성과급, 스톡옵션, 인센티브",
}
BENEFIT: Table = {
    "en": """
        benefits, benefit, bens, benes, perks, pension, car, company car, health, healthcare,
        medical, dental, insurance, health insurance, private healthcare, bupa, pmi, relocation, relo, relocation
        support, holiday, holidays, annual leave, vacation, pto, laptop, phone, lunch, meal vouchers, fuel card,
        travel, expenses, 401k, 401 (k), visa, gym, childcare, pension contribution, days off, electric car,
        vehicle, transport, housing, accommodation, flights
    """,
    "de": """
        firmenwagen, dienstwagen, auto, pkw, bav, zusatzleistungen, urlaub, urlaubstage, bahncard, jobticket, handy,
        umzug, sozialleistungen, altersvorsorge, homeoffice pauschale, leasingrad
    """,
    "fr": """
        avantages, voiture, voiture de fonction, véhicule, mutuelle, tickets restaurant, tr, ticket resto,
        tickets resto, rtt, congés, cp
    """,
    "es": """
        coche, coche de empresa, beneficios, seguro, seguro médico, vacaciones, dietas, beneficios sociales,
        retribución flexible
    """,
    "it": "macchina aziendale, auto aziendale, buoni pasto, ticket, tickets, welfare, ferie, benefit, macchina",
    "nl": "lease auto, leaseauto, pensioen, reiskosten, reiskostenvergoeding, vakantiedagen",
    "pl": """
        samochód, samochodem, benefity, benefitami, multisport, opieka medyczna, karta, samochód służbowy, auto
        służbowe
    """,
    "pt": """
        carro, benefícios, vr, va, vale refeição, plano de saúde, férias, subsídio de alimentação, sa, seguro de
        saúde
    """,
    "sv": "bil, tjänstebil, tjänstepension, förmåner, förmånsbil, semester, friskvård",
    "da": "firmabil, frokost, fri telefon, ferie, fritvalg, sundhedsforsikring, fri bil",
    "no": "firmabil, pensjon, forsikring",
    "fi": "autoetu, puhelinetu, lounasetu, edut, luontoisedut, etu",
    "cs": "benefity, stravenky, dovolená, služební auto, dovolené",
    "ru": "авто, машина, дмс, соцпакет, жилье, отпуск",
    "uk": "авто, страхування, соцпакет, відпустка",
    "tr": "araba, araç, sigorta, yemek, yol, ssk, özel sağlık sigortası",
    "hu": "céges autó, cafeteria, autó",
    "ro": "mașină, tichete, bonuri de masă, beneficii, tichete de masă",
    "zh": "社保, 公积金, 五险一金",
    "ja": "交通費, 通勤手当, 社会保険",
    "ko": "식대, 4대보험",
}
SHARE: Table = {
    "en": "13th month, 13th salary, 13th, 14th, thirteenth month, extra month",
    "de": "13. gehalt, 13. monatsgehalt, 13. ml, 13 ml, 13. monatslohn, 14. gehalt",
    "fr": "13e mois, 13ème mois, treizième mois, 14e mois",
    "es": "pagas extra, pagas extras, pagas prorrateadas, paga extra",
    "it": "tredicesima, quattordicesima, tfr",
    "nl": "eindejaarsuitkering, dertiende maand, 13e maand",
    "pl": "trzynastka",
    "pt": "13º, 13o, décimo terceiro, 13º salário, subsídio de férias",
}
HOLIDAY: Table = {
    "en": "holiday pay, holiday allowance",
    "de": "urlaubsgeld, weihnachtsgeld",
    "nl": "vakantiegeld, vakantietoeslag, vakantiebijslag",
    "sv": "semesterersättning, semesterlön",
    "da": "feriepenge",
    "no": "feriepenger",
    "fi": "lomaraha, lomarahat",
}
WITH: Table = {
    "en": "with, w, w/",
    "de": "mit",
    "fr": "avec",
    "es": "con",
    "nl": "met",
    "pl": "z",
    "pt": "com",
    "sv": "med",
    "cs": "s",
    "ru": "с",
    "uk": "з",
    "ro": "cu",
}
INCL: Table = {
    "en": "incl, including, inclusive, included, includes, inc, inclusive of, incl of",
    "de": "inkl, inklusive, einschl, einschließlich, inbegriffen, enthalten",
    "fr": "inclus, incluse, inclues, compris, comprise, y compris",
    "es": "incluido, incluidos, incluida, incluyendo",
    "it": "incluso, inclusi, inclusa, compreso, compresi, compresa",
    "nl": "inclusief",
    "pl": "wliczając, w tym, wraz z, wliczone",
    "pt": "incluindo, inclusos",
    "sv": "inklusiv",
    "fi": "sisältäen, sis, sisältyy, sisältää",
    "cs": "včetně, vč",
    "ru": "включая, вкл, в том числе",
    "uk": "включно",
    "tr": "dahil",
    "hu": "beleértve",
    "ro": "inclusiv",
    "zh": "含, 包括",
    "ja": "込, 込み",
    "ko": "포함",
}
EXCL: Table = {
    "en": """
        excl, excluding, exclusive, exclusive of, ex, without, w/o, not including, not incl, before, exc, on top,
        excluded, extra
    """,
    "de": "exkl, exklusive, zzgl, zuzüglich, ohne, obendrauf",
    "fr": "hors, sans, non compris, en sus",
    "es": "sin, excluido, aparte, sin incluir, no incluido",
    "it": "senza, escluso, esclusi, esclusa",
    "nl": "exclusief, zonder",
    "pl": "bez",
    "pt": "sem, excluindo, fora",
    "sv": "exklusive, utan",
    "da": "ekskl, eksklusiv, uden",
    "no": "eksklusive, uten",
    "fi": "ilman",
    "ru": "без, не считая",
    "tr": "hariç",
    "hu": "nélkül",
    "ro": "fără, exclusiv",
    "zh": "不含, 不包括",
    "ja": "別, 別途",
    "ko": "별도, 제외",
}
PLUS: Table = {
    "": """
        +, plus, and, &, as well as, but, und, sowie, aber, et, ainsi que, mais, y, e, más, pero, piu, più, en,
        plus, i, oraz, och, samt, og, ja, sekä, и, плюс, і, та, ve, artı, es, és, plusz, si, și, 和
    """,
}
NOTE: Table = {
    "en": """
        notice, notice period, np, n p, availability, available, avail, start, starts, starting in, join, joining,
        doj, lwd, last working day, immediate, immediate joiner, immediately, asap, serving notice, serving np,
        serving, experience, yoe, remaining, leave, compressed, condensed
    """,
    "de": """
        kündigungsfrist, kf, kündigung, verfügbar, frei ab, sofort, ab sofort, berufserfahrung, erfahrung,
        wochenstunden, eintritt, stand
    """,
    "fr": "préavis, disponible, dispo, disponibilité, immédiat, immédiatement, expérience, d'expérience, xp, depuis",
    "es": "preaviso, disponible, disponibilidad, inmediata, experiencia, de experiencia",
    "it": "preavviso, disponibile, disponibilità, subito, esperienza, di esperienza",
    "nl": "opzegtermijn, beschikbaar, per direct, ervaring, werkervaring",
    "pl": "wypowiedzenia, wypowiedzenie, okres wypowiedzenia, dostępny, dostępna, od zaraz, doświadczenia",
    "pt": "aviso prévio, pré-aviso, disponível, imediato, experiência, de experiência",
    "sv": "uppsägningstid, uppsägning, tillgänglig, omgående, erfarenhet",
    "da": "opsigelse, opsigelsesvarsel, varsel, tilgængelig, erfaring",
    "no": "oppsigelse, oppsigelsestid, ledig",
    "fi": "irtisanomisaika, irtisanomisajalla, vapaa, kokemus, kokemusta",
    "cs": "výpovědní lhůta, výpovědní doba, výpověď, k dispozici, ihned, praxe, nástup",
    "ru": "отработка, выход, опыт, опыта, готов, доступен, стаж, сразу",
    "uk": "відпрацювання, досвід, досвіду, одразу",
    "tr": "ihbar, ihbar süresi, deneyim, hemen",
    "hu": "felmondási idő, felmondás, azonnal, tapasztalat",
    "ro": "preaviz, disponibil, imediat, experiență",
    "zh": "随时到岗, 经验, 工作经验",
    "ja": "経験",
    "ko": "경력, 즉시",
}
BAND: Table = {
    "": """
        band, grade, level, lvl, step, spine, spine point, scp, point, nhs band, afc band, afc, nhs, agenda for
        change, group, eg, entgeltgruppe, tvöd, tv-l, tv l, stufe, tarifgruppe, tarif, scale, schaal, coefficient,
        coef, échelon, categoría, categoria, nivel, livello, grupo, pay band, pay scale, pay grade, erfahrungsstufe,
        trede, ig metall, era, gs
    """
}

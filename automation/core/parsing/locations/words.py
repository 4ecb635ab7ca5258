"""Words that people write around the names of places, by what they do, in the languages people write in.

Data, no logic. Negations are in `negation`,
words for remote work in `remote_words`. Words are compared as places are,
without case and accents.
"""

from collections.abc import Mapping
from enum import StrEnum

from automation.core.text import names_in, table_in


class Kind(StrEnum):
    """What a word does to the places and ways of working beside it."""

    AND = "joins two places, or two ways of working"
    NOW = "the place after it is where they are"
    PAST = "the places beside it are where they were"
    UNTIL = "the places beside it are so for a time"
    THEN = "the places after it are later"
    WISH = "the places after it are wished for"
    READY = "ready to move, anywhere or to the places after it"
    LEAVING = "about to move: from the places before it to those after it"
    MOVED = "has moved: from the places before or after it to those after it"
    FROM = "the place after it is where something begins"
    TO = "the place after it is where something leads"
    NEAR = "the place after it is near"
    ANYWHERE = "any place, or any place within the one after it"
    ALL_OVER = "any place within the one before it"
    EXCEPT = "all but the place after it"
    BUT = "what follows is said anew"
    UNSURE = "nothing beside it is sure"
    PEOPLE = "the place is that of other people, or of a paper"
    AUTHORISED = "the place is a passport's"
    SINCE = "the time after it has begun"
    TIME = "a month, a season, soon"
    AVAILABLE = "says when they are free, and nothing about a place"
    NOISE = "says nothing"
    REFUSES = "turns round the meaning of what follows"
    ONLY = "nothing else"
    PREFER = "rather this"
    FULL = "wholly"
    PARTLY = "in part"
    YES = "this is possible"
    IMPOSSIBLE = "the opposite of what is before it"
    NEEDED = "is a must"
    REMOTE = "away from an office"
    HYBRID = "partly in an office"
    ONSITE = "in an office"
    NOT = "turns round the meaning of what is beside it"
    MINUTES = "minutes, kilometres or miles away"
    HOURS = "hours away"
    DAYS = "days in a week or a month"


Words = Mapping[str, tuple[str, ...]]


def by_language(text: str) -> Words:
    """Language → its words, from "en: to go, to; de: …"."""
    return {language: names_in(words) for language, words in table_in(text).items()}


PLACE_WORDS: Mapping[Kind, Words] = {
    Kind.AND: by_language("""
        en: and, or, or else, and or, alternatively, as well as, also, plus, either; de: und, oder, sowie, bzw; fr:
        et, ou, ou bien; es: y, o, u, o bien; it: e, ed, oppure; nl: en, of; pl: i, lub, oraz, albo; pt: e, ou; sv:
        och, eller, samt; da: og, eller; fi: ja, tai; cs: a, nebo; ru: и, или; uk: та, або; tr: ve, veya, ya da; zh:
        和, 或, 或者, 及; ja: と, または, や; ko: 또는, 및; el: και, ή; ar: و, أو; he: או; hi: और, या
    """),
    Kind.NOW: by_language("""
        en: now, now in, currently, currently in, current, presently, at present, today, lives, living, live, lives
        in, living in, live in, resides, residing, resident, resides in, resident of, based, based in, based out of,
        located, located in, situated, staying in, stays in, settled in, home is, home in, lives near, works from,
        working from, work from, works out of, am in, is in, sits in, here in, back in, living now in; de: jetzt,
        derzeit, aktuell, momentan, zurzeit, zur zeit, heute, wohnt, wohnt in, wohne in, wohnhaft, wohnhaft in, lebt,
        lebt in, lebe in, ansässig, ansässig in, nun, sitzt in, inzwischen, wohnort, mittlerweile; fr: actuellement,
        maintenant, habite, habite à, j'habite, vit, vit à, vis à, réside, réside à, basé, basée, basé à, basée à,
        installé à, installée à, désormais, résidant à, domicilié à, domiciliée à, aujourd'hui; es: actualmente,
        ahora, vive, vive en, vivo en, reside, reside en, resido en, residente en, basado en, basada en, afincado en,
        afincada en, radicado en, radicada en, ubicado en, ubicada en, hoy, viviendo en; it: attualmente, ora,
        adesso, vive, vive a, vivo a, abita, abita a, abito a, residente, residente a, risiede a, risiedo a,
        domiciliato a, domiciliata a, oggi, basato a, basata a; nl: nu, momenteel, tegenwoordig, woont, woont in,
        woon in, woonachtig, woonachtig in, wonend in, gevestigd in, woonplaats, verblijft in, thans; pl: obecnie,
        teraz, aktualnie, mieszka, mieszka w, mieszkam w, mieszkający w, mieszkająca w, zamieszkały, zamieszkała,
        dziś; pt: atualmente, agora, actualmente, mora, moro, mora em, moro em, mora no, moro no, mora na, moro na,
        vive em, vivo em, vive no, vivo no, reside em, resido em, resido no, reside no, residente em, residente no,
        baseado em, baseada em, morando em, vivendo em, hoje; sv: nu, just nu, för närvarande, numera, bor, bor i,
        boende i, bosatt, bosatt i; da: nu, for tiden, bor, bor i, bosat i, aktuelt; no: nå, for tiden, bor, bor i,
        bosatt i; fi: nyt, nykyisin, asuu, asun, tällä hetkellä; cs: nyní, teď, aktuálně, bydlí, bydlím, bydlí v,
        žije v, žiji v; ru: сейчас, теперь, живет, живу, живёт в, живу в, проживает, проживает в, проживаю в; tr: şu
        an, şu anda, şimdi, yaşıyor, oturuyor, ikamet; uk: зараз, живе в, мешкає в; zh: 现在, 目前, 现居, 住在,
        居住在, 現居, 常驻; ja: 在住, 現在, 現住所, 住み; ko: 거주, 현재, 거주중; el: τώρα, ζει, μένει, κάτοικος; ar:
        حاليا, مقيم في, يسكن في; he: גר ב, כרגע
    """),
    Kind.PAST: by_language("""
        en: ex, former, formerly, previously, previous, previously in, was, was in, were, used to, used to live, used
        to be, used to live in, used to be in, originally, originally from, lived, lived in, has lived, worked in,
        studied in, grew up, grew up in, raised in, born, born in, native of, hails from, left, has left, moved away
        from, earlier, before, once, past, hometown, home town, native, back then in, came from, comes from, last,
        prior; de: früher, ehemals, ehemalig, ehem, vormals, zuvor, davor, vorher, war, war in, wohnte, wohnte in,
        lebte, lebte in, geboren, geboren in, gebürtig, gebürtig aus, aufgewachsen in, ursprünglich, ursprünglich
        aus, stammt aus, bisher, verlassen, weg aus, weg von, exberliner; fr: ancien, ancienne, anciennement,
        auparavant, avant, précédemment, était, était à, habitait, vivait, né à, née à, natif de, originaire de,
        autrefois, a quitté, a vécu à, jadis, a travaillé à; es: antes, antes en, anteriormente, previamente, estaba
        en, vivía en, vivió en, nacido en, nacida en, originario de, originaria de, procedente de, natural de, dejó,
        hasta hace poco en; it: prima, precedentemente, era a, viveva a, abitava a, nato a, nata a, originario di,
        originaria di, in passato, ha vissuto a, in precedenza; nl: voorheen, eerder, vroeger, was in, woonde in,
        geboren in, afkomstig uit, oorspronkelijk, oorspronkelijk uit; pl: wcześniej, dawniej, kiedyś, były, była,
        poprzednio, mieszkał w, mieszkała w, urodzony w, urodzona w, pochodzi z; pt: anteriormente, antes,
        antigamente, morava em, vivia em, nascido em, nascida em, natural de, morou em, viveu em; sv: tidigare,
        förut, innan, bodde i, född i, ursprungligen från, före detta, f d; da: tidligere, boede i, født i,
        oprindeligt fra; no: tidligere, bodde i, født i, opprinnelig fra; fi: aiemmin, ennen, entinen, asui; cs:
        dříve, předtím, bývalý, bývalá, bydlel v, bydlela v, původně, původně z; ru: раньше, ранее, бывший, бывшая,
        жил в, жила в, родом из, до этого, раньше жил в; tr: eskiden, önceden, eski, önceki; uk: раніше, колишній,
        жив у; zh: 曾在, 以前, 之前, 前, 原; ja: 以前, 元, 出身; ko: 이전, 전, 출신; el: πρώην, παλιά, πριν; ar:
        سابقا; he: לשעבר
    """),
    Kind.UNTIL: by_language("""
        en: until, till, til, up to, for now, temporarily, temp, temporary, for the time being, at the moment only, a
        few months, for a while, interim; de: bis, vorübergehend, befristet, vorläufig; fr: jusqu'en, jusqu'à,
        jusqu'au, jusque, temporairement, provisoirement; es: hasta, temporalmente, de momento, por ahora, por el
        momento; it: fino, fino al, fino a, temporaneamente, per ora, per il momento; nl: tot, tijdelijk, voorlopig;
        pl: tymczasowo, chwilowo, na razie; pt: até, temporariamente, por enquanto; sv: till och med, tillfälligt;
        da: indtil, midlertidigt; no: inntil, midlertidig; fi: asti, saakka, väliaikaisesti; cs: dočasně, zatím; ru:
        временно, пока; tr: kadar, geçici
    """),
    Kind.THEN: by_language("""
        en: then, soon, soon in, later, next, afterwards, after that, in future, future, eventually, as of, starting,
        effective, upcoming, will be in, will be, going to be in, will live in, will be based in; de: dann, danach,
        bald, später, demnächst, künftig, zukünftig, ab, ab sofort in; fr: puis, ensuite, bientôt, plus tard, à
        partir de, dès, prochainement, à compter de; es: luego, después, pronto, más tarde, a partir de,
        próximamente, futuro; it: poi, dopo, presto, più tardi, a partire da, prossimamente, dal; nl: dan, daarna,
        binnenkort, straks, later, vanaf; pl: potem, później, wkrótce, niedługo, od; pt: depois, em breve, mais
        tarde, a partir de, futuramente; sv: sedan, snart, senare, från och med; da: derefter, snart, senere; no:
        deretter, snart, senere; fi: sitten, pian, myöhemmin, alkaen; cs: potom, pak, brzy, později, od; ru: потом,
        скоро, позже, затем; tr: sonra, yakında; zh: 之后, 即将
    """),
    Kind.WISH: by_language("""
        en: wants, want, would like, wish, wishes, wishes to be in, hopes, hoping, hope, dreams of, interested in,
        looking at, looking for, looking to, looking in, looking, considering, considers, would consider, consider,
        thinking about, thinking of, aims, target, targeting, targets, prefers, would prefer, ideally, dream,
        seeking, seeks, searching in, aiming for, keen on, plans, planning, plan, intends, likes, would love, loves,
        open for, open to, can be in, could be in, happy to be in, considering options in, desired, desired location,
        preferred location, preference, pref location, preferred locations, exploring, wanting, would work in, would
        take, would accept, would do, could do, can do, will consider, wants to be in, wants to live in, wants to
        work in; de: möchte, möchte nach, will, will nach, würde, wünscht, wunsch, wunschort, wünscht sich, sucht,
        sucht in, suche, offen für, gern nach, interessiert an, plant, am liebsten, bevorzugt, denkbar wäre,
        vorstellbar, wunschstandort, ziel, zielort; fr: souhaite, souhaiterait, veut, voudrait, aimerait, cherche,
        recherche, ouvert à, ouverte à, idéalement, préfère, intéressé par, intéressée par, envisage, de préférence,
        souhaité; es: quiere, quisiera, desea, busca, buscando, le gustaría, abierto a, abierta a, interesado en,
        interesada en, prefiere, idealmente, planea, deseado, preferiblemente, preferentemente; it: vuole, vorrebbe,
        desidera, aperto a, aperta a, interessato a, interessata a, idealmente, preferisce, preferibilmente, punta a;
        nl: wil, wil naar, zou graag, zoekt, zoekt in, open voor, staat open voor, geïnteresseerd in, bij voorkeur,
        wenst, voorkeur, graag; pl: chce, chciałby, chciałaby, szuka, otwarty na, otwarta na, zainteresowany,
        zainteresowana, najchętniej, preferuje, rozważa; pt: quer, gostaria, deseja, procura, aberto a, aberta a,
        interessado em, interessada em, prefere, idealmente, preferencialmente; sv: vill, önskar, söker, öppen för,
        intresserad av, helst, gärna; da: vil, ønsker, søger, åben for, gerne, helst; no: vil, ønsker, søker, åpen
        for, gjerne, helst; fi: haluaa, toivoo, etsii, mieluiten; cs: chce, chtěl by, chtěla by, hledá, otevřený,
        otevřená; ru: хочет, хотел бы, хотела бы, ищет, рассматривает, желательно, предпочтительно; tr: istiyor,
        arıyor, tercihen; uk: хоче, шукає, розглядає; zh: 希望, 想去, 意向, 考虑, 期望; ja: 希望; ko: 희망; ar: يرغب
        في
    """),
    Kind.READY: by_language("""
        en: willing to relocate, willing to move, open to relocation, open to relocating, open for relocation,
        relocation ok, relocation possible, would relocate, would move, can relocate, can move, could relocate, could
        move, will relocate, happy to relocate, happy to move, prepared to relocate, prepared to move, ready to
        relocate, ready to move, able to relocate, able to move, flexible, flexible location, location flexible,
        mobile, relocation, relocate, relocates, relo, relo ok, willing, open to move, open to moving, considering
        relocation, relocation considered, relocatable, may relocate, might relocate, might move, may move, wants to
        relocate, wants to move, want to relocate, want to move, would like to relocate, would like to move, hopes to
        move, hopes to relocate, looking to relocate, looking to move, plans to move, planning to move, plans to
        relocate, planning to relocate, interested in relocation, interested in relocating, considering moving,
        considering relocating, relocation assistance needed, needs relocation, open to relocate, open for
        relocating, relocate for the right role, up for relocation, geographically flexible; de: umzugsbereit, umzug
        möglich, umzugswillig, bereit umzuziehen, bereit zum umzug, mobil, flexibel, ortsflexibel, würde umziehen,
        kann umziehen, möchte umziehen, will umziehen, wechselbereit, ortsungebunden, umzugsbereitschaft, umzug
        denkbar, umzug vorstellbar, räumlich flexibel, zum umzug bereit, umzug ok, umzug; fr: mobile, mobilité, prêt
        à déménager, prête à déménager, prêt à bouger, mobilité possible, flexible, mobilité géographique, ouvert à
        la mobilité, ouverte à la mobilité, souhaite déménager, veut déménager, relocalisation possible, mobilité
        nationale; es: dispuesto a mudarse, dispuesta a mudarse, dispuesto a reubicarse, dispuesta a reubicarse,
        disponibilidad para viajar, movilidad, movilidad geográfica, flexible, reubicación, reubicación posible,
        abierto a mudarse, abierta a mudarse, dispuesto a trasladarse, dispuesta a trasladarse, disponible para
        mudarse, quiere mudarse, reubicarse; it: disponibile a trasferirsi, disposto a trasferirsi, disposta a
        trasferirsi, disponibile al trasferimento, trasferibile, disponibilità al trasferimento, flessibile,
        trasferimento possibile, trasferimento, aperto al trasferimento, mobile; nl: bereid te verhuizen, wil
        verhuizen, kan verhuizen, verhuisbereid, flexibel, verhuizen mogelijk, bereid tot verhuizen; pl: gotowy do
        przeprowadzki, gotowa do przeprowadzki, gotów do relokacji, relokacja, relokacja możliwa, elastyczny, możliwa
        relokacja, otwarty na relokację, otwarta na relokację, chętny do relokacji, chętna do relokacji; pt:
        disponível para mudança, disposto a mudar, disposta a mudar, disponibilidade para mudança, flexível, mudança
        possível, aberto a mudança, aberta a mudança, disponível para relocação, aberto a relocação, relocação; sv:
        kan flytta, villig att flytta, flexibel, öppen för flytt, beredd att flytta; da: kan flytte, villig til at
        flytte, fleksibel, åben for at flytte; no: kan flytte, villig til å flytte, fleksibel, åpen for å flytte; fi:
        valmis muuttamaan, voi muuttaa, joustava; cs: ochoten se přestěhovat, ochotna se přestěhovat, flexibilní,
        možnost relokace, relokace; ru: готов к переезду, готова к переезду, готов переехать, готова переехать,
        переезд возможен, возможен переезд, релокация, готов к релокации, готова к релокации; tr: taşınabilir,
        taşınmaya açık, taşınmaya hazır, esnek; uk: готовий до переїзду, готова до переїзду; zh: 可搬迁, 愿意搬迁,
        可调动, 接受异地; ja: 転居可, 転勤可, 引越し可; ko: 이주 가능, 이사 가능
    """),
    Kind.LEAVING: by_language("""
        en: move, to move, moving, moving to, moves, moves to, relocating, relocating to, will move, about to move,
        about to relocate, leaving, heading, heading to, transferring, transferring to, transfers to, on the move,
        going to, is moving, is relocating, moving away, moving out of, leaves, relocating soon, shifting, shifting
        to, in process of moving, returning to, returns to, moving back to, going back to, moving back, move to,
        emigrating, emigrating to, to move to; de: zieht, zieht nach, ziehe nach, ziehe, zieht um, zieht um nach,
        umziehend, umzug nach, zieht weg, verlässt, geht nach, wechselt nach, zieht bald nach, plant umzug, plant
        umzug nach, umzug geplant, zieht zurück nach, wird umziehen; fr: déménage, déménage à, déménagement, va
        déménager, quitte, part à, part pour, s'installe à, en cours de déménagement, bientôt à, déménagera, va
        s'installer à; es: se muda, se muda a, mudándose, mudándose a, mudanza, se traslada, se traslada a, va a
        mudarse, deja, trasladándose a, próximo traslado; it: si trasferisce, si trasferisce a, si trasferirà,
        trasloca, trasloca a, in trasferimento, in partenza, lascia, sta per trasferirsi; nl: verhuist, verhuist
        naar, gaat verhuizen, gaat verhuizen naar, vertrekt, vertrekt naar, verhuizing, verlaat; pl: przeprowadza
        się, przenosi się, przeprowadzka, wyjeżdża, planuje przeprowadzkę; pt: está de mudança, muda-se, muda-se
        para, mudando, mudando para, vai mudar, vai mudar para, mudança, de mudança para, a mudar-se para, deixa; sv:
        flyttar, flyttar till, flytt, ska flytta, ska flytta till; da: flytter, flytter til, flytning, skal flytte;
        no: flytter, flytter til, flytting, skal flytte; fi: muuttaa, muutto, muuttamassa; cs: stěhuje se, stěhuje se
        do, stěhování, odchází; ru: переезжает, переезжает в, переезд, переезжаю в, уезжает, планирует переезд; tr:
        taşınıyor, taşınacak, taşınma; uk: переїжджає, переїзд; zh: 搬到, 即将搬, 搬家; ja: 引越し予定, 転居予定
    """),
    Kind.MOVED: by_language("""
        en: moved, moved to, has moved, has moved to, relocated, relocated to, has relocated, has relocated to, just
        moved, just moved to, recently moved, recently moved to, recently relocated, recently relocated to,
        transferred, transferred to, moved back to, returned to, settled, is back in; de: umgezogen, umgezogen nach,
        gezogen, gezogen nach, zog nach, ist umgezogen, zugezogen, nach umzug, zog; fr: a déménagé, a déménagé à,
        s'est installé à, s'est installée à, a emménagé à; es: se mudó, se mudó a, mudado a, mudada a, se ha mudado
        a, se trasladó a, trasladado a; it: trasferito, trasferita, trasferito a, trasferita a, si è trasferito a, si
        è trasferita a; nl: verhuisd, verhuisd naar, is verhuisd naar, is verhuisd; pl: przeprowadził się,
        przeprowadziła się, przeniósł się, przeniosła się; pt: mudou-se, mudou-se para, mudou para, se mudou para;
        sv: flyttade, flyttade till, har flyttat, har flyttat till; da: flyttede, flyttede til, er flyttet, er
        flyttet til; no: flyttet, flyttet til, har flyttet til; fi: muutti, muuttanut; cs: přestěhoval se,
        přestěhovala se, přestěhoval se do, přestěhovala se do; ru: переехал, переехала, переехал в, переехала в; tr:
        taşındı; uk: переїхав, переїхала
    """),
    Kind.FROM: by_language("""
        en: from, out of; de: aus, von; fr: depuis, de, d, du; es: desde, de; it: da, dal, di; nl: uit, van, vanuit;
        pl: z, ze; pt: de, do, da; sv: från; da: fra; no: fra; cs: z, ze; ru: из; uk: з, із
    """),
    Kind.TO: by_language("""
        en: to, into, towards; de: nach, gen; fr: à, vers, pour, au, aux; es: hacia, para; nl: naar; pl: do, na; pt:
        para; sv: till; da: til; no: til; cs: do, na; ru: в, на; uk: у, до
    """),
    Kind.NEAR: by_language("""
        en: near, nearby, close to, near to, next to, around, outskirts of, outskirts, suburb of, suburbs of,
        suburban, not far from, just outside, in the suburbs of, commuting distance of, commutable to, commutable
        from, commuting distance to, within commuting distance of, vicinity of, in the vicinity of, easy reach of,
        within reach of, close by, nr, area of, on the outskirts of, surroundings of, in and around, the area around,
        area around, commuter belt of; de: nahe, nähe, in der nähe von, in der nähe, nähe von, bei, b, raum, im raum,
        großraum, grossraum, im großraum, umgebung von, umkreis, im umkreis von, umland, rund um, region, unweit von,
        nicht weit von, nahe bei, vorort von, einzugsgebiet, um, landkreis, kreis, lkr, metropolregion, speckgürtel;
        fr: près de, proche de, proche, autour de, aux alentours de, banlieue de, à proximité de, alentours de,
        région de, agglomération de, périphérie de, environs de, non loin de, pas loin de, région, banlieue, aux
        environs de; es: cerca de, alrededores de, en las afueras de, afueras de, próximo a, área de, zona de, área
        metropolitana de, no lejos de, provincia de; it: vicino a, vicino, nei pressi di, provincia di, hinterland
        di, dintorni di, zona, zona di, alle porte di, non lontano da, area di, prov; nl: bij, dichtbij, dicht bij,
        in de buurt van, omgeving van, omgeving, buurt van, regio, niet ver van; pl: koło, blisko, niedaleko,
        okolice, w okolicach, pod, k, obok, w pobliżu, rejon; pt: perto de, próximo a, próximo de, arredores de,
        região de, nos arredores de, grande, não longe de, região; sv: nära, utanför, i närheten av, stor, inte långt
        från; da: nær, tæt på, uden for, ikke langt fra, i nærheden af; no: nær, i nærheten av, utenfor, ikke langt
        fra; fi: lähellä, seutu, lähistöllä; cs: blízko, u, poblíž, nedaleko, okolí; ru: около, рядом с, возле, под,
        недалеко от; tr: yakın, yakınında, civarı; uk: біля, поблизу; zh: 附近, 周边; ja: 近郊, 周辺, 付近; ko: 근처,
        인근
    """),
    Kind.ANYWHERE: by_language("""
        en: anywhere, anywhere in, anywhere within, everywhere, any location, any city, any town, any place,
        wherever, worldwide, global, globally, all over, across, throughout, all of, whole of, any, any office, all
        locations, all cities, open location, everywhere in, any part of, the whole of, all across, location
        independent, international, internationally; de: überall, egal wo, beliebig, weltweit, ganz, in ganz,
        bundesweit in, irgendwo, irgendwo in, egal, ortsunabhängig; fr: partout, n'importe où, partout en, toute la,
        toute l, tout le, monde entier, dans le monde entier, toute; es: cualquier lugar, en cualquier lugar, en
        cualquier parte, toda, todo, en toda, en todo, cualquier ciudad, donde sea, todo el mundo; it: ovunque,
        ovunque in, dovunque, tutta, tutto, in tutta, in tutto, qualsiasi città, qualunque città; nl: overal, overal
        in, heel, in heel, waar dan ook, wereldwijd; pl: wszędzie, gdziekolwiek, cała, całej, w całej, dowolne
        miasto, cały; pt: qualquer lugar, em qualquer lugar, todo o, toda a, em todo o, qualquer cidade, qualquer
        parte; sv: var som helst, överallt, hela, i hela, över hela; da: hvor som helst, overalt, hele, i hele; no:
        hvor som helst, overalt, hele, i hele; fi: missä vain, koko, missä tahansa; cs: kdekoli, celá, v celé, po
        celé, všude; ru: где угодно, везде, вся, по всей, любой город, в любом городе; tr: her yer, herhangi bir yer,
        tüm; uk: будь де, вся; zh: 任何地方, 全国, 不限, 均可; ja: どこでも, 全国, 全国どこでも; ko: 어디든, 전국
    """),
    Kind.ALL_OVER: by_language("""
        en: wide, nationwide, countrywide; de: weit; pl: cały kraj; sv: hela landet; da: hele landet; fr: entière,
        entier
    """),
    Kind.EXCEPT: by_language("""
        en: except, excluding, excl, except for, apart from, other than, but not, anywhere outside, everywhere
        outside, everywhere but, anywhere but, anywhere except, all but, save for, bar, exc; de: außer, ausser,
        ausgenommen, ohne,
        überall außerhalb, nur nicht, überall außer, bis auf; fr: sauf, hors, excepté, à part, hormis, partout
        sauf; es: excepto, salvo, menos, fuera de, excluyendo; it: tranne, eccetto, esclusa, escluso, fuori, fuori
        da, a parte; nl: behalve, uitgezonderd, buiten; pl: oprócz, poza, z wyjątkiem; pt: exceto, excepto, fora de,
        menos, salvo; sv: utom, förutom; da: undtagen, bortset fra; no: unntatt, bortsett fra; fi: paitsi; cs: kromě,
        mimo; ru: кроме, за исключением; tr: hariç; uk: крім; zh: 除了, 除; ja: 以外; ko: 제외
    """),
}

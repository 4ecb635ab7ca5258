"""Words for where work is done: away from an office, in it, or both, by language. Data, no logic."""

from collections.abc import Mapping

from automation.core.parsing.locations.words import Kind, Words, by_language

REMOTE_WORDS: Mapping[Kind, Words] = {
    Kind.REMOTE: by_language("""
        en: remote, remotely, remote first, remote work, remote working, work remotely, working remotely, works
        remotely, wfh, w f h, wfa, work from home, working from home, works from home, work at home, works at home,
        working at home, home office, homeoffice, home based, home working, homeworking, homeworker, home worker,
        from home, at home, telecommute, telecommuting, telecommutes, telecommuter, telework, teleworking, virtual,
        virtually, offsite, off site, work from anywhere, works from anywhere, digital nomad, nomad, home offices,
        remote basis, remote ok, remote role, remote job, remote position, out of home; de: homeoffice, home office,
        heimarbeit, mobiles arbeiten, mobil arbeiten, mobilarbeit, mobile arbeit, mobile office, telearbeit, von
        zuhause, von zu hause, von zuhause aus, von zu hause aus, zuhause, zu hause, daheim, von daheim, im
        homeoffice, fernarbeit, ortsunabhängiges arbeiten, standortunabhängig, arbeit von zuhause; fr: télétravail,
        télé travail, en télétravail, travail à distance, à distance, distanciel, en distanciel, en remote, full
        remote, à domicile, de chez moi, chez moi, de chez lui, de chez elle, depuis chez moi, depuis la maison, de
        la maison, télétravailler, travailler à distance, travail à domicile, de chez soi; es: teletrabajo,
        teletrabajar, remoto, remota, en remoto, trabajo remoto, trabajo en remoto, a distancia, trabajo a distancia,
        desde casa, en casa, remotamente, de forma remota, trabajar desde casa, trabajo desde casa, en forma remota,
        desde su casa, desde mi casa, teletrabaja; it: remoto, da remoto, in remoto, lavoro da remoto, lavoro remoto,
        smart working, smartworking, smart work, telelavoro, lavoro agile, da casa, lavorare da casa, a distanza,
        lavoro a distanza, lavorare da remoto, lavoro da casa, full remote; nl: thuiswerk, thuiswerken, thuis, thuis
        werken, vanuit huis, op afstand, op afstand werken, werken op afstand, telewerk, telewerken, van thuis, van
        thuis uit, thuiswerker, thuiswerkt, werkt thuis, afstandswerk; pl: zdalna, zdalnie, zdalny, zdalnej, zdalne,
        zdalną, praca zdalna, pracy zdalnej, pracę zdalną, pracuje zdalnie, z domu, praca z domu, w pełni zdalnie,
        zdalnego; pt: remoto, remota, remotamente, trabalho remoto, trabalho remota, teletrabalho, à distância,
        trabalho à distância, de casa, em casa, a partir de casa, home office, trabalhar de casa, trabalho em casa,
        trabalhar remotamente; sv: distans, på distans, distansarbete, hemifrån, jobba hemifrån, jobbar hemifrån,
        hemarbete, arbete på distans, arbeta hemifrån, distansjobb; da: hjemmearbejde, hjemmefra, fjernarbejde,
        hjemmekontor, distancearbejde, arbejde hjemmefra, arbejder hjemmefra, hjemmearbejdsplads; no: hjemmekontor,
        hjemmefra, fjernarbeid, hjemmearbeid, jobbe hjemmefra; fi: etätyö, etätyöt, etätyötä, etätöitä, etätöissä,
        etänä, etätyönä, kotoa, kotoa käsin, kotona, etätyöhön, etätyömahdollisuus; cs: na dálku, práce na dálku, z
        domova, práce z domova, z domu, vzdáleně, vzdálená práce, home office, homeoffice, home officu, homeofficu,
        domova; ru: удаленно, удалённо, удаленка, удалёнка, удаленная, удалённая, удаленная работа, удалённая работа,
        удаленной работы, удаленную работу, удаленке, удаленку, удаленки, дистанционно, дистанционная, дистанционная
        работа, из дома, работа из дома, на удаленке, удаленный, удаленного, ремоут; uk: віддалено, віддалена,
        віддалена робота, віддаленої роботи, дистанційно, дистанційна робота, з дому; tr: uzaktan, uzaktan çalışma,
        uzaktan çalışır, uzaktan çalışabilir, evden, evden çalışma, evden çalışır, evden çalışabilir; zh: 远程, 遠程,
        远程工作, 远程办公, 遠端, 遠端工作, 遠距, 在家办公, 在家工作, 居家办公, 居家, 在家, 线上办公, 线上; ja:
        リモート, リモートワーク, リモート勤務, フルリモート, 在宅, 在宅勤務, 在宅ワーク, テレワーク, 遠隔; ko: 재택,
        재택근무, 원격, 원격근무, 리모트, 원격 근무, 재택 근무; hi: घर से, घर से काम, रिमोट, दूरस्थ; ar: عن بعد, عن
        بُعد, العمل عن بعد, من المنزل, العمل من المنزل; he: מרחוק, עבודה מרחוק, מהבית, עבודה מהבית; el: τηλεργασία,
        εξ αποστάσεως, απομακρυσμένα, από το σπίτι; ro: de la distanță, la distanță, de acasă, telemuncă; hu:
        távmunka, otthonról
    """),
    Kind.HYBRID: by_language("""
        en: hybrid, blended, semi remote, flex; de: hybrid, hybrides arbeiten, hybride; fr: hybride, mixte, semi
        présentiel; es: híbrido, híbrida, mixto, mixta, semipresencial; it: ibrido, ibrida; nl: hybride, hybride
        werken; pl: hybrydowo, hybrydowa, hybrydowy, hybrydowe, hybrydowej, hybryda; pt: híbrido, híbrida,
        semipresencial; sv: hybrid; da: hybrid; no: hybrid; fi: hybridi, hybridityö, hybridinä; cs: hybridní,
        hybridně; ru: гибрид, гибридно, гибридный, гибридная; uk: гібрид, гібридно; tr: hibrit, hybrit; zh: 混合,
        混合办公; ja: ハイブリッド; ko: 하이브리드; ar: هجين; he: היברידי; el: υβριδικά, υβριδικό; ro: hibrid; hu:
        hibrid
    """),
    Kind.ONSITE: by_language("""
        en: onsite, on site, in office, in the office, at the office, from the office, from office, in an office,
        office based, office, wfo, work from office, works from office, working from office, in person, inperson,
        face to face, on premise, on prem, on premises, in house, desk based, physical, in plant, on location,
        presential; de: vor ort, büro, im büro, präsenz, präsenzarbeit, in präsenz, bürotätigkeit, büroarbeit; fr:
        sur site, présentiel, en présentiel, au bureau, bureau, sur place, en personne, dans les locaux; es:
        presencial, presencialmente, oficina, en oficina, en la oficina, en sitio, en persona, en el sitio, trabajo
        presencial; it: in sede, presenza, in presenza, ufficio, in ufficio, dal vivo, in loco; nl: op kantoor,
        kantoor, op locatie, ter plaatse; pl: stacjonarnie, stacjonarna, stacjonarny, stacjonarne, w biurze, biuro,
        biura, na miejscu, praca stacjonarna; pt: presencial, presencialmente, escritório, no escritório, no local;
        sv: på plats, kontor, på kontoret, kontoret, på kontor; da: på stedet, kontor, på kontoret, kontoret,
        fremmøde; no: på stedet, kontor, på kontoret, kontoret; fi: toimisto, toimistolla, lähityö, paikan päällä,
        toimistossa, lähityönä; cs: na místě, kancelář, v kanceláři, prezenčně; ru: в офисе, офис, очно, офлайн, из
        офиса, в офис; uk: в офісі, офіс, очно; tr: ofis, ofiste, ofisten, yerinde, iş yerinde; zh: 现场, 到岗,
        办公室, 坐班, 現場, 驻场; ja: 出社, オフィス, オフィス勤務, 常駐; ko: 출근, 사무실, 상주, 사무실 출근; ar: في
        المكتب, حضوري; he: מהמשרד, במשרד; el: γραφείο, στο γραφείο, δια ζώσης; ro: la birou; hu: irodában
    """),
    Kind.ONLY: by_language("""
        en: or nothing, only, solely, exclusively, strictly, purely, nothing else, nothing but, just, must be, must;
        de: oder nichts, oder gar nicht, nur, ausschließlich, rein, lediglich, bloß; fr: ou rien, uniquement,
        seulement, exclusivement, que; es: o nada, solo, sólo, solamente, únicamente, exclusivamente; it: o niente,
        solo, soltanto, esclusivamente, solamente, unicamente; nl: of niets, alleen, enkel, uitsluitend, alleen maar;
        pl: albo nic, tylko, wyłącznie, jedynie; pt: só, somente, apenas, exclusivamente; sv: bara, endast, enbart;
        da: kun, udelukkende; no: bare, kun, utelukkende; fi: vain, ainoastaan, pelkästään; cs: jen, pouze, výhradně;
        ru: только, исключительно, строго; uk: лише, тільки, виключно; tr: sadece, yalnızca; zh: 只, 仅, 只接受,
        仅限; ja: のみ, だけ, 限定; ko: 만, 오직; ar: فقط; he: רק, בלבד; el: μόνο; ro: doar, numai; hu: csak
    """),
    Kind.FULL: by_language("""
        en: fully, full, complete, completely, entirely, all remote, 100, totally, wholly, entire; de: voll,
        vollständig, komplett, zu 100, ganz und gar, vollzeit; fr: entièrement, totalement, complètement, à 100,
        plein temps; es: totalmente, completamente, completo, completa, al 100; it: totalmente, completamente,
        completo, interamente, al 100; nl: volledig, helemaal, geheel; pl: w pełni, całkowicie, w 100, w całości; pt:
        totalmente, completamente, integralmente; sv: helt, fullt; da: fuldt, helt; no: helt, fullt; fi: täysin,
        kokonaan; cs: plně, zcela, úplně; ru: полностью, полная, целиком, полный; tr: tamamen, tam; zh: 完全, 全; ja:
        完全, フル; ko: 전면, 완전, 풀
    """),
    Kind.PARTLY: by_language("""
        en: part, partly, partially, partial, some, sometimes, occasional, occasionally, mostly, half, a bit of,
        limited, semi; de: teilweise, zeitweise, teils, gelegentlich, zum teil, ab und zu, manchmal, anteilig,
        überwiegend; fr: partiel, partiellement, en partie, parfois, occasionnel, ponctuel; es: parcial,
        parcialmente, en parte, a veces, ocasional; it: parziale, parzialmente, in parte, a volte; nl: deels,
        gedeeltelijk, soms, parttime, af en toe; pl: częściowo, częściowa, czasem, czasami; pt: parcial,
        parcialmente, em parte, às vezes; sv: delvis, ibland; da: delvis, nogle gange; no: delvis, noen ganger; fi:
        osittain, joskus; cs: částečně, občas; ru: частично, иногда; tr: kısmen, bazen; zh: 部分, 偶尔; ja: 一部,
        時々; ko: 부분, 일부
    """),
    Kind.PREFER: by_language("""
        en: preferred, preferably, pref, preferable, preference, a plus; de: bevorzugt, lieber, vorzugsweise,
        präferiert; fr: de préférence, plutôt; es: preferible, mejor; it: meglio, preferito; nl: liever, bij
        voorkeur, het liefst; pl: chętniej, preferowana, preferowany, preferowane, preferowana praca; pt:
        preferencial, de preferência; sv: föredras, helst; da: foretrækkes, helst; no: foretrekkes; fi: mieluummin;
        cs: raději, preferováno, nejlépe; ru: предпочтительно, лучше; tr: tercihen; zh: 优先, 首选; ja: 希望, 優先;
        ko: 희망, 선호
    """),
    Kind.YES: by_language("""
        en: ok, okay, yes, y, possible, fine, welcome, accepted, allowed, able to, can, could, will work, happy to,
        happy with, available, no problem, no problems, not a problem, no issue, no issues, no objection, no
        objection to, nothing against, nothing wrong with, good with, fine with, comfortable with, works too, also
        possible, also ok, also fine, would, does, love, loves, want, wants, like, likes, enjoys, considered,
        considers, offered, true, ready for, open to, is open to; de: kann, können, darf, arbeitet, arbeite, möglich,
        geht, kein problem, kein thema, keine probleme, nichts gegen, machbar, okay, klar, erlaubt, willkommen,
        denkbar, vorstellbar, einverstanden; fr: peux, peut, je peux, accepte, oui, possible, d'accord, pas de
        problème, aucun problème, pas de souci, accepté, sans problème; es: puede, puedo, posible, vale, sin
        problema, sin problemas, ningún problema, no hay problema, acepta; it: può, posso, possibile, va bene, nessun
        problema, senza problemi, certo, accetta; nl: mogelijk, kan, geen probleem, akkoord, oke; pl: pracować,
        pracuje, mogę, tak, możliwa, możliwe, możliwy, możliwość, bez problemu, nie ma problemu, nie problem,
        akceptuje; pt: pode, posso, sim, possível, sem problema, sem problemas, aceita; sv: kan, jobbar, möjligt, går
        bra, inga problem, inget problem, okej; da: muligt, kan lade sig gøre, intet problem, ikke noget problem; no:
        mulig, ikke noe problem, går fint, går bra; fi: kyllä, mahdollista, mahdollinen, onnistuu, ok, ei ongelmaa;
        cs: může, pracuje, ano, možné, není problém, bez problému, lze; ru: может, могу, работать, работает, да,
        можно, не проблема, без проблем, допустимо, готов, готова, подходит; uk: може, працює, так, можна; tr:
        çalışabilir, evet, mümkün, olur, sorun değil; zh: 可, 可以, 接受, 可接受, 没问题, 支持; ja: 可, 可能, 歓迎,
        ok, 問題なし; ko: 가능, 가능함, 선호함; ar: نعم; he: כן, אפשרי; el: ναι
    """),
    Kind.IMPOSSIBLE: by_language("""
        en: too far, too far away, too expensive, impossible, unavailable, unacceptable, off the table, wont work,
        does not work, doesnt work, excluded, no go, nogo, false; de: kommt nicht in frage, kommt nicht infrage,
        nicht in frage, zu weit, zu weit weg, zu teuer, unmöglich, ausgeschlossen, unerwünscht, unvorstellbar; fr:
        trop loin, hors de question, impossible, exclu, exclue; es: demasiado lejos, ni hablar, muy lejos, imposible,
        descartado, descartada; it: troppo lontano, fuori discussione, impossibile, escluso; nl: te ver, onmogelijk,
        uitgesloten; pl: za daleko, niemożliwa, niemożliwe, wykluczone, wykluczona; pt: longe demais, muito longe,
        impossível, descartado; sv: omöjligt, uteslutet; da: umuligt, udelukket; no: umulig, utelukket; fi:
        mahdotonta; cs: nemožné, vyloučeno, nelze; ru: невозможно, исключено, нельзя; tr: çalışamaz, çalışmaz,
        olamaz, mümkün değil, imkansız, olmaz; zh: 不可, 不行, 不接受, 不考虑, 不能; ja: 不可, 不可能, 無理, ng; ko:
        불가, 불가능, 안됨, 안 됨; uk: неможливо
    """),
    Kind.NEEDED: by_language("""
        en: required, needed, necessary, need, needs, mandatory, requires, require, a must, essential, dependent,
        insists on, demanded, interested; de: nötig, notwendig, erforderlich, zwingend, braucht, benötigt, pflicht;
        fr: nécessaire, requis, obligatoire, exigé, besoin; es: necesario, obligatorio, requerido, necesita; it:
        necessario, obbligatorio, richiesto; nl: nodig, vereist, verplicht; pl: wymagana, wymagane, konieczna,
        konieczne, potrzebuje, wymaga; pt: necessário, obrigatório, precisa; sv: krävs, nödvändigt, behövs; da:
        nødvendigt, kræves; no: nødvendig, kreves; fi: tarpeen, vaaditaan; cs: nutné, potřeba, vyžaduje; ru: нужно,
        необходимо, обязательно, требуется; tr: gerekli, şart; zh: 必须, 需要; ja: 必須; ko: 필수, 필요
    """),
}
# Negations beside those of `negation`: of languages that write them as a part of a word or a sign.
MORE_NEGATIONS: Words = by_language("""
    en: nope, negative, zero; fi: ei, ei ole, eivät; ru: нет, не, без, никогда, ни, никак; uk: ні, не, без, ніколи;
    tr: yok, hayır, değil, asla, istemiyor; zh: 不, 没有, 无, 無, 非, 不要, 沒有; ja: なし, ない, 無し, 非; ko: 없음,
    안, 아님, 비; ar: لا, غير, بدون, ليس; he: לא, בלי, ללא; el: όχι, δεν, χωρίς, μη; ro: fara; hu: nincs; hi: नहीं
""")

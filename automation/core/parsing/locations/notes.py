"""Words of notes beside places: doubts, times, other people, and words that say nothing. Data, no logic."""

from collections.abc import Mapping

from automation.core.parsing.locations.words import Kind, Words, by_language

NOTE_WORDS: Mapping[Kind, Words] = {
    Kind.BUT: by_language("""
        en: but, however, though, although; de: aber, sondern, jedoch, doch; fr: mais, cependant; es: pero, sino; it:
        ma, però, bensì; nl: maar; pl: ale, lecz; pt: mas, porém; sv: men, utan att; da: men; no: men; fi: mutta,
        vaan; cs: ale; ru: но, а; tr: ama, fakat; uk: але
    """),
    Kind.UNSURE: by_language("""
        en: for, maybe, outside, outside of, perhaps, possibly, probably, prob, might, may be, could be, if, unless,
        depends, depending,
        depending on, depends on, conditional, conditionally, likely, unlikely, not sure, unsure, unclear, subject
        to, tbc, to be confirmed, i think, apparently, supposedly, or so, question, seems, rumour, allegedly, only
        if, tired of, sick of, fed up with, done with, bored of, experience, experience with, experience in,
        negotiable, case by case, exceptionally, in exceptional cases, whether, check, ask about, between, either,
        preferably not, rather not, ask if, tbd, guess, assume, assumed, reluctant, reluctantly, hesitant, last
        resort, worst case; de: außerhalb, außerhalb von,
        vielleicht, eventuell, evtl, möglicherweise, ggf, gegebenenfalls, wenn, falls,
        sofern, kommt drauf an, unsicher, wohl, vermutlich, wahrscheinlich, unklar, je nach, ausnahmsweise, notfalls,
        zur not, nur wenn, in ausnahmefällen, zwischen, angeblich, verhandelbar, ob, ungern; fr: peut être,
        éventuellement, si, à confirmer, selon, probablement, ça dépend, dépend, sous conditions, à discuter, entre,
        exceptionnellement; es: quizás, quizá, tal vez, posiblemente, probablemente, si, depende, según, por
        confirmar, a confirmar, entre, negociable, a lo mejor; it: cerca, forse, eventualmente, magari, se, dipende,
        probabilmente, da confermare, tra, fra, da valutare, in caso; nl: misschien, eventueel, als, wellicht,
        afhankelijk, waarschijnlijk, tussen, indien; pl: może, ewentualnie, jeśli, jeżeli, zależy, prawdopodobnie,
        między, chyba; pt: talvez, eventualmente, se, depende, possivelmente, provavelmente, a confirmar, entre; sv:
        kanske, eventuellt, om, beror på, troligen, mellan; da: måske, eventuelt, hvis, afhænger, muligvis, mellem,
        nok; no: kanskje, eventuelt, hvis, avhenger, muligens, mellom; fi: ehkä, jos, mahdollisesti, riippuu; cs:
        možná, případně, pokud, záleží, asi, mezi; ru: возможно, может быть, если, наверное, вероятно, зависит,
        между; tr: belki, eğer, muhtemelen, arasında; uk: можливо, якщо; zh: 也许, 可能, 如果, 待定; ja: かも, 相談,
        応相談; ko: 아마, 협의
    """),
    Kind.PEOPLE: by_language("""
        en: parents, family, partner, wife, husband, spouse, girlfriend, boyfriend, kids, children, mother, father,
        brother, sister, friends, fiance, client, clients, customer, customers, employer, university, uni, degree,
        school, studied, studying, studies, phd, college, conference, visits, visiting, travels to, trips to, team
        in, boss, manager, phone, number, commutes to, commuting to, commute to, can commute to, could commute to,
        would commute to, will commute to, happy to commute to, willing to commute to, commuting into, commutes into,
        works in, working in, job in, role in, project in, owns, house in; de: eltern, familie, partnerin, frau,
        mann, freundin, freund, kinder, mutter, vater, bruder, schwester, kunde, kunden, firma, arbeitgeber,
        zentrale, studium, universität, studiert, studierte, pendelt nach, pendle nach, arbeitet in, pendeln nach;
        fr: parents, famille, conjoint, conjointe, femme, mari, enfants, client, clients, entreprise, siège, études,
        université, travaille à; es: padres, familia, pareja, esposa, esposo, hijos, cliente, clientes, empresa,
        sede, estudios, universidad, trabaja en; it: genitori, famiglia, moglie, marito, figli, cliente, clienti,
        azienda, studi, università, lavora a; nl: ouders, familie, gezin, vrouw, kinderen, klant, klanten, bedrijf,
        hoofdkantoor, studie, werkt in; pl: rodzice, rodzina, żona, mąż, dzieci, klient, firma, studia, pracuje w;
        pt: pais, família, esposa, marido, filhos, empresa, estudos, universidade, trabalha em; sv: föräldrar,
        familj, kund, företag, jobbar i; da: forældre, familie, kunde, firma, arbejder i; no: foreldre, familie,
        kunde, firma, jobber i; ru: родители, семья, жена, муж, дети, работает в
    """),
    Kind.AUTHORISED: by_language("""
        en: citizen, citizens, citizenship, passport, visa, work permit, permit, green card, greencard, nationality,
        national, work authorization, work authorisation, authorised to work, authorized to work, right to work,
        permanent resident, eligible to work, dual citizen, settled status, blue card, sponsorship, h1b, needs visa,
        residence permit, pr holder, work rights, clearance; de: staatsbürger, staatsbürgerin, staatsangehörigkeit,
        arbeitserlaubnis, aufenthaltstitel, visum, pass, reisepass, staatsbürgerschaft; fr: nationalité, passeport,
        titre de séjour, permis de travail, citoyen, citoyenne; es: ciudadano, ciudadana, nacionalidad, pasaporte,
        permiso de trabajo, ciudadanía; it: cittadino, cittadina, cittadinanza, passaporto, permesso di lavoro,
        nazionalità; nl: nationaliteit, paspoort, werkvergunning, staatsburger; pl: obywatel, obywatelka,
        obywatelstwo, paszport, wiza, pozwolenie na pracę; pt: cidadão, cidadã, cidadania, passaporte, visto,
        nacionalidade; sv: medborgare, medborgarskap, pass, arbetstillstånd; da: statsborger, statsborgerskab,
        arbejdstilladelse; ru: гражданин, гражданка, гражданство, виза
    """),
    Kind.SINCE: by_language("""
        en: since; de: seit; fr: depuis que; es: desde hace; it: dal; nl: sinds; pl: od; pt: desde; sv: sedan; da:
        siden; no: siden; ru: с; cs: od
    """),
    Kind.TIME: by_language("""
        en: january, jan, february, feb, march, april, apr, may, june, jun, july, jul, august, aug, september, sept,
        sep, october, oct, november, nov, december, dec, spring, summer, autumn, winter, q1, q2, q3, q4, month,
        months, year, years, week end, next month, next year, this year, new year, mid year, year end, end of year,
        end of the year, christmas, easter, early, mid, late, end of, beginning of, shortly, asap; de: januar,
        jänner, februar, märz, mai, juni, juli, oktober, dezember, frühling, frühjahr, sommer, herbst, monat, monate,
        monaten, jahr, jahre, jahresende, anfang, mitte des jahres, ende, sofort; fr: janvier, février, mars, avril,
        mai, juin, juillet, août, septembre, octobre, novembre, décembre, printemps, été, automne, hiver, mois,
        année, rentrée, fin, début; es: enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre,
        octubre, noviembre, diciembre, primavera, verano, otoño, invierno, mes, meses, año, años, finales,
        principios; it: gennaio, febbraio, aprile, maggio, giugno, luglio, settembre, ottobre, dicembre, estate,
        autunno, inverno, mese, mesi, anno, anni; nl: januari, februari, maart, mei, augustus, zomer, herfst, maand,
        maanden, jaar, eind, begin; pl: styczeń, stycznia, luty, lutego, marzec, marca, kwiecień, kwietnia, maja,
        maj, czerwiec, czerwca, lipiec, lipca, sierpień, sierpnia, wrzesień, września, październik, października,
        listopad, listopada, grudzień, grudnia, lato, jesień, wiosna, zima, miesiąc, miesiące, rok, roku; pt:
        janeiro, fevereiro, março, maio, junho, julho, setembro, outubro, novembro, dezembro, verão, outono, mês,
        final, início; sv: augusti, sommar, sommaren, höst, hösten, vår, våren, månad, månader, år; da: maj, juni,
        juli, sommer, efterår, forår, måned, måneder; fi: tammikuu, helmikuu, maaliskuu, huhtikuu, toukokuu, kesäkuu,
        heinäkuu, elokuu, syyskuu, lokakuu, marraskuu, joulukuu, kesä; cs: leden, ledna, únor, února, březen, března,
        duben, dubna, květen, května, červen, června, červenec, července, srpen, srpna, září, říjen, října, listopad,
        prosinec, prosince, léto, rok; ru: январь, января, февраль, февраля, март, марта, апрель, апреля, май, мая,
        июнь, июня, июль, июля, август, августа, сентябрь, сентября, октябрь, октября, ноябрь, ноября, декабрь,
        декабря, лето, года, месяц; tr: ocak, şubat, mart, nisan, mayıs, haziran, temmuz, ağustos, eylül, ekim,
        kasım, aralık, yaz, ay; zh: 月, 年; ja: 来年, 来月; ko: 월, 년
    """),
    Kind.AVAILABLE: by_language("""
        en: available, availability, available from, notice, notice period, start, start date, can start, free from,
        starts, joining, immediate joiner; de: verfügbar, verfügbar ab, verfügbarkeit, kündigungsfrist,
        eintrittstermin, frei ab; fr: disponible, disponibilité, préavis, dispo; es: disponible, disponibilidad,
        preaviso; it: disponibile, disponibilità, preavviso; nl: beschikbaar, beschikbaar vanaf, opzegtermijn; pl:
        dostępny, dostępna, okres wypowiedzenia; pt: disponível, aviso prévio, disponibilidade; sv: tillgänglig,
        uppsägningstid; da: ledig, opsigelse; ru: доступен, доступна
    """),
    Kind.REFUSES: by_language("""
        en: wants out of, want out of, wants away from, away from, get away from, to get away from, wants to get away
        from, wants to leave, want to leave, wants to stop, had enough of, refuses, refuse, refused, hates, hate,
        dislikes, dislike, against, avoid, avoids, avoiding, unable, unable to, unwilling, unwilling to, excluded, no
        longer, no longer in, not any more, not anymore, anymore, any more, instead of, rather than, opposed to,
        rejects, rejected, declined, declines, ruled out, rules out, averse to, wont do, never again, anything but,
        far from, nowhere near, out of the question; de: will weg von, will weg aus, keine lust auf,
        genug von, lehnt ab, abgelehnt, gegen, statt, anstatt, nicht mehr, nicht mehr in, auf keinen fall,
        keinesfalls, ausgeschlossen, weigert sich, anstelle von, raus aus, bloß nicht, lehnt, meidet; fr: refuse,
        déteste, contre, au lieu de, plutôt que, plus à, ne plus, exclu, hors de question, évite, surtout pas; es:
        rechaza, odia, contra, en lugar de, en vez de, ya no, ya no en, descartado, evita, se niega; it: rifiuta,
        odia, contro, invece di, anziché, non più, non più a, escluso, evita; nl: weigert, haat, tegen, in plaats
        van, niet meer, niet meer in, uitgesloten, liever niet; pl: odmawia, zamiast, już nie, nie chce, wykluczone,
        unika; pt: recusa, odeia, em vez de, não mais, já não, descartado, evita; sv: vägrar, istället för, i stället
        för, inte längre; da: nægter, i stedet for, ikke længere; no: nekter, i stedet for, ikke lenger; fi:
        kieltäytyy, sen sijaan, ei enää, ei; cs: odmítá, místo, už ne, nechce; ru: отказывается, вместо, уже не,
        больше не, против, не хочет; tr: reddediyor, yerine, artık değil; uk: відмовляється, замість, вже не
    """),
    Kind.MINUTES: by_language("""
        en: min, mins, minute, minutes, km, kms, kilometers, kilometres, mi, mile, miles; de: minuten, kilometer,
        autominuten; fr: minutes, kilomètres; es: minutos, kilómetros; it: minuti, chilometri; nl: minuten,
        kilometer; pl: minut, minuty, kilometrów; pt: minutos, quilômetros, quilómetros; sv: minuter, mil; da:
        minutter; fi: minuuttia, minuutin; cs: minut, kilometrů; ru: минут, км, мин; tr: dakika; zh: 分钟, 公里; ja:
        分
    """),
    Kind.HOURS: by_language("""
        en: h, hr, hrs, hour, hours, an hour, half an hour, one hour, two hours; de: std, stunde, stunden, eine
        stunde, halbe stunde; fr: heure, heures, une heure; es: hora, horas, una hora; it: ora di, ore, un ora; nl:
        uur, een uur; pl: godzina, godziny, godz, godzinę; pt: hora, horas, uma hora; sv: timme, timmar; da: time,
        timer; fi: tunti, tunnin; cs: hodina, hodiny; ru: час, часа, часов; tr: saat; zh: 小时; ja: 時間
    """),
    Kind.DAYS: by_language("""
        en: day, days, d, x, times, x week, times a week, days a week, days per week, day a week, day per week, days
        week, days wk, day wk, pw, days in office; de: tag, tage, tagen, mal, tage pro woche, tage die woche, tage
        woche, tag pro woche; fr: jour, jours, jours par semaine, j, j semaine, jours semaine, fois; es: día, días,
        días a la semana, veces, días por semana; it: giorno, giorni, giorni a settimana, volte, gg; nl: dag, dagen,
        dagen per week, keer; pl: dzień, dni, dni w tygodniu, razy; pt: dia, dias, dias por semana, vezes; sv: dag,
        dagar, dagar i veckan, gånger; da: dag, dage, dage om ugen; no: dag, dager, dager i uka; fi: päivä, päivää,
        pv, päivää viikossa; cs: den, dní, dny, krát; ru: день, дня, дней, раз, дня в неделю; tr: gün; zh: 天; ja:
        日; ko: 일
    """),
    Kind.NOISE: by_language("""
        vi: tp, quan, thanh pho; en: interest, interest in, more, longer, any longer, flexible hours, flexible
        working hours, flexible working, flexitime, flextime, in, at, on, the, a, an, is, are, am, i, m, s, of, he,
        she, they, we, it, its, there, here, this, that, with, and around, office, offices, office in, offices in,
        our office in, hq in, hq, headquarters, headquarter, headquartered in, company, team, teams, büro in, site,
        based at, area, areas, region, city, town, centre, center, city centre, city center, metro, metropolitan,
        metropolitan area, metro area, metropolitan region, county, borough, district, suburb, suburbs, location,
        locations, place, work location, job location, current location, candidate location, greater, central, inner,
        outer, downtown, midtown, uptown, north, south, east, west, northern, southern, eastern, western, northeast,
        northwest, southeast, southwest, north east, north west, south east, south west, n, e, w, nw, ne, sw, se,
        upper, lower, old town, city of, town of, province, province of, state, state of, county of, co, municipality
        of, commute, commutable, commuting, all, various, multiple, several, week, weeks, a week, per week, weekly,
        month, zone, time zone, timezone, cet, cest, gmt, utc, est, edt, pst, pdt, cst, mst, bst, ist time, time,
        times, hours overlap, please, thanks, see notes, notes, see cv, cv, note, ask, unknown, not known, not
        stated, not given, not provided, not specified, not disclosed, na, n a, tba, none, nil, blank, address,
        postcode, zip, home, house, mainly, mostly, primarily, usually, just, really, strongly, very, permanent,
        permanently, full time, part time, job, jobs, role, roles, position, positions, work, works, working,
        contract, candidate, setup, options, option, opportunities, opportunity, within, radius, under, less than,
        max, maximum, up to, about, approx, approximately, ca, roughly, roughly in, so, too, still, yes only, e g,
        eg, i e, etc, incl, including, local, locally, hub, campus, remote friendly company, friendly, first,
        preferred, pref, preferable, acceptable, needed support, side, part; de: ich, in, im, am, an, auf, der, die,
        das, den, dem, des, ein, eine, ist, er, sie, und umgebung, und umland, und umkreis, umgebung, stadt,
        stadtteil, bezirk, zentrum, innenstadt, altstadt, nord, süd, ost, west, nördlich, südlich, östlich, westlich,
        nördlich von, südlich von, östlich von, westlich von, norden, süden, osten, westen, standort, standorte, ort,
        arbeitsort, wohnort aktuell, plz, postleitzahl, diverse, verschiedene, mehrere, unbekannt, keine angabe, k a,
        siehe notizen, bitte, woche, pro woche, hauptsächlich, hauptwohnsitz, zweitwohnsitz, fest, dauerhaft, stelle,
        arbeit, arbeiten, rund, etwa, circa, max, entfernt, mal, bereich, gegend, land, kanton, freistaat,
        hansestadt, landeshauptstadt, auch, gern, gerne, noch, weiterhin; fr: je, j, à, au, aux, en, dans, sur, le,
        la, les, l, un, une, du, des, est, il, elle, ville, quartier, arrondissement, arr, centre ville, nord, sud,
        est de, ouest, intra muros, département, dept, commune, divers, plusieurs, inconnu, non précisé, semaine, par
        semaine, principalement, poste, travail, environ, secteur, lieu, localisation, ème, eme, er, ere, cedex,
        canton de, métropole; es: en, el, la, los, las, un, una, está, es, él, ella, ciudad, barrio, distrito,
        centro, norte, sur, este, oeste, zona, varios, varias, desconocido, no indicado, semana, por semana,
        principalmente, puesto, trabajo, aprox, ubicación, localidad, lugar, capital, comunidad, comunidad de,
        alrededores, y alrededores, área metropolitana, provincia, colonia, col, delegación, alcaldía; it: a, ad, in,
        il, lo, la, gli, le, un, una, è, città, quartiere, zona, centro, nord, sud, est, ovest, municipio, vari,
        varie, sconosciuto, settimana, a settimana, lavoro, circa, sede, luogo, località, e dintorni, e provincia,
        dintorni, comune, comune di; nl: in, te, de, het, een, is, hij, zij, stad, wijk, centrum, noord, zuid, oost,
        west, diverse, verschillende, onbekend, week, per week, werk, baan, ongeveer, locatie, plaats, gemeente,
        randgemeente, en omgeving, e o, eo, omstreken, en omstreken; pl: w, we, na, jest, miasto, dzielnica, centrum,
        północ, południe, wschód, zachód, różne, nieznane, brak danych, tydzień, w tygodniu, praca, około,
        lokalizacja, miejsce, i okolice, okolica, woj, województwo; pt: em, no centro, na, nos, nas, o, os, um, uma,
        está, é, cidade, bairro, zona, centro, norte, sul, leste, oeste, vários, desconhecido, semana, por semana,
        trabalho, cerca, localização, lugar, e região, e arredores, grande porto area, distrito; sv: i, på, är,
        staden, stad, centrum, norra, södra, östra, västra, okänd, vecka, i veckan, jobb, cirka, plats, med omnejd,
        kommun, storstockholm area; da: i, på, er, by, byen, centrum, nord, syd, øst, vest, ukendt, uge, om ugen,
        job, cirka, sted, og omegn, omegn, kommune; no: i, på, er, by, byen, sentrum, nord, sør, øst, vest, ukjent,
        uke, i uka, jobb, cirka, sted, og omegn, kommune; fi: kaupunki, keskusta, pohjois, etelä, itä, länsi,
        tuntematon, viikko, viikossa, työ, noin, paikka, alue, pääkaupunkiseutu alue; cs: v, ve, na, je, město,
        čtvrť, centrum, sever, jih, východ, západ, neznámé, týden, týdně, práce, asi, místo pobytu, a okolí, hlavní
        město; ru: к, в, во, на, г, гор, город, район, р н, центр, север, юг, восток, запад, неизвестно, неделя, в
        неделю, работа, примерно, место, область, обл, и область, московский район, округ; uk: в, у, на, м, місто,
        район, центр, невідомо, робота, область; tr: şehir, semt, ilçe, merkez, kuzey, güney, doğu, batı, bilinmiyor,
        hafta, haftada, iş, yaklaşık, yer, anadolu yakası, avrupa yakası, da, de, te, ta, il; zh: 市, 区, 區, 省, 县,
        市区, 在, 的, 地区, 未知, 工作, 居住, 地点, 籍; ja: 市, 区, 都, 府, 県, 町, 村, 郡, 駅, 内, の, で, に, 未定,
        不明, 勤務, 地域, エリア, 希望勤務地, 市内; ko: 시, 구, 도, 군, 동, 에서, 지역, 미정, 근무, 특별시, 광역시,
        시내, 에; hi: में, का, के; ar: في, مدينة, منطقة; he: ב, עיר, אזור, מרכז; el: στην, στη, στο, στον, η, το, ο,
        πόλη, κέντρο, περιοχή, νομός
    """),
}

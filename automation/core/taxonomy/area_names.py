"""Countries in other languages and scripts, and regions of further countries. Data, no logic.

Countries are ISO 3166-1 codes, regions the gazetteer's own ("FR-11").
"""

from automation.core.text import names_in, table_in

# Country → its names in other languages.
COUNTRIES_ABROAD = {
    code: names_in(names)
    for code, names in table_in("""
    DE: deutschland, allemagne, alemania, germania, duitsland, niemcy, alemanha, tyskland, saksa, německo, германия,
    німеччина, almanya, 德国, 德國, ドイツ, 독일, γερμανία, ألمانيا, גרמניה, jerman, németország, deutschlandweit,
    bundesweit, brd, germany wide, federal republic of germany, जर्मनी; FR: frankreich, francia, francja, frança,
    frankrijk, frankrike, frankrig, ranska, francie, франция, франція, fransa, 法国, 法國, フランス, 프랑스, γαλλία,
    فرنسا, צרפת, france métropolitaine, hexagone, frankreichweit; GB: großbritannien, grossbritannien, vereinigtes
    königreich, royaume uni, grande bretagne, reino unido, gran bretaña, regno unito, gran bretagna, verenigd
    koninkrijk, groot brittannië, wielka brytania, grã bretanha, storbritannien, storbritannia, iso britannia, velká
    británie, spojené království, великобритания, велика британія, ingiltere, birleşik krallık, 英国, 英國, イギリス,
    영국, ηνωμένο βασίλειο, بريطانيا, المملكة المتحدة, בריטניה, ukwide, u k, united kingdom of great britain, gb uk;
    ES: spanien, espagne, spagna, spanje, hiszpania, espanha, espanja, španělsko, испания, іспанія, ispanya, 西班牙,
    スペイン, 스페인, ισπανία, إسبانيا, ספרד; IT: italien, italie, italië, włochy, itália, itálie, италия, італія,
    italya, 意大利, 義大利, イタリア, 이탈리아, ιταλία, إيطاليا, איטליה; NL: niederlande, pays bas, países bajos,
    paesi bassi, holandia, países baixos, holanda, nederländerna, nederlandene, alankomaat, nizozemsko, нидерланды,
    голландия, нідерланди, hollanda, 荷兰, 荷蘭, オランダ, 네덜란드, ολλανδία, هولندا, הולנד, niderlandy, olanda,
    hollande, holland nl; BE: belgien, bélgica, belgio, belgia, belgie, бельгия, бельгія, belçika, 比利时, ベルギー,
    벨기에, βέλγιο, بلجيكا, בלגיה; CH: suiza, zwitserland, szwajcaria, suíça, schweiz, sveits, sveitsi, švýcarsko,
    швейцария, швейцарія, isviçre, 瑞士, スイス, 스위스, ελβετία, سويسرا, שוויץ, swiss, elveția, schweizweit; AT:
    autriche, áustria, oostenrijk, austria, östereich, österrike, østrig, østerrike, itävalta, rakousko, австрия,
    австрія, avusturya, 奥地利, オーストリア, 오스트리아, αυστρία, النمسا, אוסטריה; PL: polen, pologne, polonia,
    polónia, polônia, puola, polsko, польша, польща, polonya, 波兰, ポーランド, 폴란드, πολωνία, بولندا, פולין,
    rzeczpospolita polska; PT: portogallo, portugalia, portugalsko, португалия, португалія, portekiz, 葡萄牙,
    ポルトガル, 포르투갈, πορτογαλία, البرتغال; SE: schweden, suède, suecia, svezia, zweden, szwecja, suécia, ruotsi,
    švédsko, швеция, швеція, isveç, 瑞典, スウェーデン, 스웨덴, σουηδία, السويد; DK: dänemark, danemark, dinamarca,
    danimarca, denemarken, dania, tanska, dánsko, дания, данія, danimarka, 丹麦, デンマーク, 덴마크, δανία, الدنمارك;
    NO: norwegen, norvège, noruega, norvegia, noorwegen, norwegia, norja, norsko, норвегия, норвегія, norveç, 挪威,
    ノルウェー, 노르웨이, νορβηγία, النرويج; FI: finnland, finlande, finlandia, finlândia, finsko, финляндия,
    фінляндія, finlandiya, 芬兰, フィンランド, 핀란드, φινλανδία, فنلندا; IE: irland, irlande, irlanda, ierland,
    irlandia, irlanti, irsko, ирландия, ірландія, 爱尔兰, アイルランド, 아일랜드, ιρλανδία, أيرلندا, roi; CZ:
    tschechien, tschechische republik, république tchèque, tchéquie, república checa, chequia, repubblica ceca,
    cechia, tsjechië, czechy, chéquia, tjeckien, tjekkiet, tsjekkia, tšekki, česká republika, чехия, чехія, çekya,
    捷克, チェコ, 체코, τσεχία, التشيك; SK: slowakei, slovaquie, eslovaquia, slovacchia, słowacja, slovensko,
    slovakien, словакия, словаччина, slovakya; HU: ungarn, hongrie, hungría, ungheria, hongarije, węgry, hungria,
    ungern, unkari, maďarsko, венгрия, угорщина, macaristan, 匈牙利, ハンガリー, 헝가리, ουγγαρία; RO: rumänien,
    roumanie, rumanía, roemenië, rumunia, roménia, romênia, rumænien, romania, rumunsko, румыния, румунія, romanya,
    罗马尼亚, ρουμανία, românia; BG: bulgarien, bulgarie, bulgarije, bułgaria, bulharsko, болгария, болгарія,
    българия, bulgaristan, βουλγαρία; GR: griechenland, grèce, grecia, griekenland, grecja, grécia, grekland,
    grækenland, kreikka, řecko, греция, греція, yunanistan, 希腊, ギリシャ, 그리스, ελλάδα, ελλάς, اليونان, hellas
    gr; HR: kroatien, croatie, croacia, croazia, chorwacja, хорватия; RS: serbien, serbie, србија, сербия, srbija;
    UA: ukraine, ucrania, ucraina, oekraïne, ukraina, ucrânia, украина, україна, ukrayna, 乌克兰, ウクライナ,
    우크라이나, أوكرانيا; RU: russland, russie, rusia, rusland, rosja, rússia, ryssland, venäjä, rusko, россия,
    росія, rusya, 俄罗斯, ロシア, 러시아, ρωσία, روسيا, рф, ru ru; BY: беларусь, belarus by, białoruś; TR: türkei,
    turquie, turquía, turchia, turkije, turcja, turquia, turkiet, tyrkiet, turkki, turecko, турция, 土耳其, トルコ,
    터키, τουρκία, تركيا; US: vereinigte staaten, états unis, etats unis, estados unidos, stati uniti, verenigde
    staten, stany zjednoczone, eua, ee uu, eeuu, förenta staterna, yhdysvallat, spojené státy, сша, amerika, abd,
    美国, 美國, アメリカ, 미국, ηπα, الولايات المتحدة, ארצות הברית, u s, u s a, usa only, us only, the us, the usa,
    the states, stateside, conus, usa wide; CA: kanada, канада, 加拿大, カナダ, 캐나다, كندا, canadá; MX: mexiko,
    mexique, méxico, messico, meksyk, мексика, 墨西哥, メキシコ, 멕시코, mexico mx; BR: brasilien, brésil, brasile,
    brazilië, brazylia, бразилия, 巴西, ブラジル, 브라질, البرازيل; AR: argentinien, argentine, аргентина,
    argentinië, 阿根廷; CL: chili, чили; CO: kolumbien, colombie; PE: perú, pérou; VE: venezuela ve; IN: indien,
    inde, índia, indie, индия, hindistan, 印度, インド, 인도, ινδία, الهند, भारत, pan india, all india, across india,
    india wide, இந்தியா, ভারত; CN: chine, cina, chiny, kina, kiina, čína, китай, çin, 中国, 中國, 中华人民共和国,
    κίνα, الصين, 중국; JP: japon, giappone, japón, japonia, japão, япония, japonya, 日本, 일본, ιαπωνία, اليابان; KR:
    südkorea, corée du sud, corea del sur, corea del sud, korea południowa, coreia do sul, корея, южная корея, 韩国,
    韓国, 한국, 대한민국, كوريا; TW: 台湾, 台灣, 臺灣, tajwan; HK: hongkong sar, 香港, hong kong china; SG: singapur,
    singapour, 新加坡, シンガポール, 싱가포르, singapura; VN: việt nam, vietnã, вьетнам, 越南; TH: thaïlande,
    tailandia, thajsko, ไทย, ประเทศไทย, tailândia; ID: indonesien, indonésie; PH: philippinen, filipinas, pilipinas;
    MY: malaisie, malasia; AU: australien, australie, oz, австралия, 澳大利亚, 澳洲, オーストラリア, 호주, down
    under, austrália, australië; NZ: neuseeland, nouvelle zélande, nueva zelanda, aotearoa new zealand; IL: israël,
    israele, израиль, ישראל, 以色列, إسرائيل; AE: vereinigte arabische emirate, émirats arabes unis, emiratos árabes
    unidos, emirati arabi uniti, оаэ, الإمارات, الامارات, 阿联酋, u a e, eau; SA: saudi, arabie saoudite, arabia
    saudita, saudi arabien, السعودية, المملكة العربية السعودية, саудовская аравия; EG: ägypten, égypte, egipto,
    egitto, egypte, egipt, египет, مصر, misr egypt; MA: marokko, maroc, marruecos, marocco, المغرب, марокко; TN:
    tunisie, tunesien, túnez, تونس; DZ: algérie, algerien, argelia, الجزائر; LB: liban, libanon, لبنان; JO: jordanie,
    الأردن; QA: قطر, katar; KW: الكويت, koweït; ZA: südafrika, afrique du sud, sudáfrica, sudafrica, zuid afrika,
    юар; NG: nigéria; KE: kenia; PK: pakistan pk, پاکستان; BD: বাংলাদেশ, bangladesch; LU: lussemburgo, luxemburgo,
    luksemburg, люксембург; EE: estland, estonie, эстония, eesti; LV: lettland, letland, łotwa, латвия, latvija; LT:
    litauen, lituanie, litouwen, litwa, литва, lietuva; SI: slowenien, slovénie, slovenija, słowenia; CY: zypern,
    chypre, chipre, κύπρος, cypr; IS: islande, islandia, ísland; MT: malte; GE: georgien, géorgie, грузия,
    საქართველო; AM: армения, հայաստան; KZ: казахстан, қазақстан; UZ: узбекистан; PR: porto rico
""").items()
}

# Region → its names.
REGIONS_ABROAD = {
    code: names_in(names)
    for code, names in table_in("""
    FR-11: île-de-france, ile de france, idf; FR-24: centre-val de loire, centre val de loire; FR-27:
    bourgogne-franche-comté, bourgogne franche comté; FR-28: normandie, normandy, normandía; FR-32: hauts-de-france;
    FR-44: grand est; FR-52: pays de la loire; FR-53: bretagne, brittany, bretagna, breizh; FR-75:
    nouvelle-aquitaine; FR-76: occitanie, occitania; FR-84: auvergne-rhône-alpes; FR-93: provence-alpes-côte d'azur,
    paca, région sud, provence alpes cote d azur; FR-94: corse, corsica, korsika; ES-07: baleares, balearic islands,
    islas baleares, illes balears, balearen; ES-27: la rioja; ES-31: región de murcia, region of murcia; ES-32:
    navarra, navarre, nafarroa; ES-34: asturias, principado de asturias; ES-39: cantabria; ES-51: andalucía,
    andalusia, andalusien, andalousie; ES-52: aragón, aragon; ES-53: canarias, canary islands, islas canarias,
    kanaren, kanarische inseln, canaries; ES-54: castilla-la mancha, castilla la mancha; ES-55: castilla y león,
    castile and leon; ES-56: cataluña, catalunya, catalonia, katalonien, catalogne, catalogna; ES-57: extremadura;
    ES-58: galicia, galiza, galice; ES-59: país vasco, euskadi, basque country, pays basque espagnol, baskenland,
    paesi baschi; ES-60: comunidad valenciana, comunitat valenciana, valencian community; IT-01: abruzzo, abruzzi;
    IT-02: basilicata; IT-03: calabria, kalabrien; IT-04: campania, kampanien; IT-05: emilia-romagna, emilia romagna;
    IT-06: friuli-venezia giulia, friuli venezia giulia, friuli, fvg; IT-07: lazio, latium; IT-08: liguria, ligurien;
    IT-09: lombardia, lombardy, lombardei, lombardie; IT-10: marche, le marche; IT-11: molise; IT-12: piemonte,
    piedmont, piemont; IT-13: puglia, apulia, apulien, pouilles; IT-14: sardegna, sardinia, sardinien, sardaigne;
    IT-15: sicilia, sicily, sizilien, sicile; IT-16: toscana, tuscany, toskana, toscane; IT-17: trentino-alto adige,
    trentino alto adige; IT-18: umbria, umbrien, ombrie; IT-19: valle d'aosta, aosta valley, aostatal; IT-20: veneto,
    venetien, vénétie; NL-01: drenthe; NL-02: friesland, fryslân; NL-15: overijssel; NL-16: flevoland; BE-VLG: vlaams
    gewest; BE-WAL: région wallonne; BE-BRU: brussels capital region, région de bruxelles-capitale, brussels
    hoofdstedelijk gewest; CH-AG: aargau, argovie; CH-BL: baselland, basel-landschaft, baselbiet; CH-GR: graubünden,
    grisons, grigioni; CH-JU: jura ch, canton du jura; CH-SH: kanton schaffhausen; CH-TG: thurgau, thurgovie; CH-TI:
    tessin, ticino; CH-VD: vaud, waadt; CH-VS: wallis, valais; CH-ZH: kanton zürich, canton of zurich, kt zürich;
    CH-BE: kanton bern, berner oberland; CH-GE: canton de genève; CH-FR: canton de fribourg; CH-NE: canton de
    neuchâtel; CH-LU: kanton luzern; CH-ZG: kanton zug; AT-02: kärnten, carinthia; AT-03: niederösterreich, lower
    austria; AT-04: oberösterreich, upper austria; AT-05: salzburger land; AT-06: steiermark, styria; AT-07: tirol,
    tyrol; AT-08: vorarlberg; PL-72: dolnośląskie, dolnoslaskie; PL-73: kujawsko-pomorskie; PL-74: łódzkie, lodzkie;
    PL-75: lubelskie; PL-76: lubuskie; PL-77: małopolskie, malopolskie; PL-78: mazowieckie; PL-79: opolskie; PL-80:
    podkarpackie; PL-81: podlaskie; PL-82: pomorskie; PL-83: śląskie, slaskie; PL-84: świętokrzyskie, swietokrzyskie;
    PL-85: warmińsko-mazurskie; PL-86: wielkopolskie; PL-87: zachodniopomorskie; PT-10: madeira; PT-23: açores,
    azores, azoren; BR-05: bahia; BR-06: ceará; BR-15: minas gerais; BR-16: pará; BR-18: paraná; BR-21: estado do rio
    de janeiro, rio de janeiro state; BR-23: rio grande do sul, rs brasil; BR-26: santa catarina; BR-27: estado de
    são paulo, são paulo state; BR-29: goiás; BR-30: pernambuco; BR-08: espírito santo; BR-07: distrito federal
    brasil; MX-02: baja california; MX-03: baja california sur; MX-14: jalisco mx; MX-19: nl mx; MX-21: estado de
    puebla; MX-23: quintana roo; MX-25: sinaloa; MX-26: sonora; MX-30: estado de veracruz; MX-31: yucatán; MX-28:
    tamaulipas; MX-16: michoacán; MX-05: chiapas
""").items()
}

# Areas with a code of their own that people also place in a larger country: "Hong Kong, China", "Belfast, Ireland".
PART_OF = {
    "AX": "FI",
    "FO": "DK",
    "GB-NIR": "IE",
    "GG": "GB",
    "GI": "GB",
    "GL": "DK",
    "GP": "FR",
    "HK": "CN",
    "IM": "GB",
    "JE": "GB",
    "MO": "CN",
    "MQ": "FR",
    "PR": "US",
    "PS": "IL",
    "RE": "FR",
    "TW": "CN",
    "XK": "RS",
}

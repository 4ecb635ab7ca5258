"""Regions that are wider than a commute, as the towns in them. Data, no logic.

A region is near a town that is near all of its towns; whether it is near a town that is near some of them is unknown.
Regions with a code of their own stand in `location_names`.
"""

from collections.abc import Mapping

from automation.core.text import names_in, table_in


def _by_names(text: str) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    return {names_in(names): names_in(towns) for names, towns in table_in(text).items()}


TOWN_REGIONS = _by_names("""
    ruhrgebiet, ruhr, ruhr area, ruhrpott, pott, kohlenpott, metropole ruhr, ruhr valley, rhein ruhr, rhine ruhr:
    essen, bochum, duisburg, dortmund, gelsenkirchen; rhein main, rhine main, rhein main gebiet, rheinmain, frm,
    frankfurt rhein main, rhine main area: frankfurt am main, offenbach, darmstadt, wiesbaden, mainz; rhein neckar,
    rhine neckar, metropolregion rhein neckar, kurpfalz: mannheim, heidelberg, ludwigshafen am rhein; rheinland,
    rhineland, köln bonn, cologne bonn, rhein sieg, cologne bonn region: köln, bonn, düsseldorf; oberbayern, upper
    bavaria: munich, ingolstadt, rosenheim; unterfranken: würzburg, aschaffenburg, schweinfurt; oberfranken: bamberg,
    bayreuth, hof@DE-BY; mittelfranken, franken, franconia: nuremberg, erlangen, ansbach; niederbayern: landshut,
    passau, straubing; oberpfalz: regensburg, weiden, amberg@DE; schwaben, swabia, allgäu: augsburg, kempten,
    memmingen; bodensee, lake constance, bodenseeregion: konstanz, friedrichshafen, bregenz; schwarzwald, black
    forest: freiburg@DE, villingen-schwenningen, offenburg; münsterland: münster@DE, bocholt, rheine; ostwestfalen,
    owl, ostwestfalen lippe: bielefeld, paderborn, gütersloh; sauerland: iserlohn, arnsberg, meschede; siegerland:
    siegen; niederrhein: krefeld, wesel, kleve; bergisches land: wuppertal, solingen, remscheid; eifel: trier,
    euskirchen; norddeutschland, nordeutschland, north germany: hamburg@DE, bremen@DE, kiel, hannover, rostock;
    süddeutschland, sueddeutschland, south germany: munich, stuttgart, nuremberg, freiburg@DE; ostdeutschland, east
    germany, neue bundesländer: leipzig, dresden, berlin@DE, rostock, erfurt; westdeutschland: köln, frankfurt am
    main, essen; mitteldeutschland: leipzig, halle (saale), erfurt; lausitz: cottbus, görlitz; ostfriesland: emden,
    aurich; harz: goslar, wernigerode; berlin brandenburg, region berlin brandenburg: berlin@DE, potsdam, cottbus,
    frankfurt (oder); nordbaden, baden: karlsruhe@DE, pforzheim; südbaden: freiburg@DE, lörrach; württemberg:
    stuttgart, ulm@DE, heilbronn; ostsee, ostseeküste: kiel, lübeck, rostock; randstad, de randstad, the randstad:
    amsterdam@NL, rotterdam@NL, the hague, utrecht@NL; zuid holland, south holland: rotterdam@NL, the hague,
    leiden@NL, dordrecht; noord holland, north holland: amsterdam@NL, haarlem@NL, alkmaar; noord brabant, brabant,
    north brabant: eindhoven, tilburg, breda, 's-hertogenbosch; twente: enschede, hengelo@NL; gelderland: arnhem,
    nijmegen, apeldoorn; veluwe: apeldoorn, ede@NL; achterhoek: doetinchem; zeeland: middelburg@NL, vlissingen;
    limburg nl, zuid limburg: maastricht, heerlen; het gooi, gooi: hilversum, huizen; food valley: ede@NL,
    wageningen; brainport, brainport regio: eindhoven, helmond; bollenstreek: leiden@NL, lisse; région parisienne,
    region parisienne, paris area, grand paris, rp, petite couronne, banlieue parisienne, paris et région parisienne,
    région de paris, paris region, petite couronne parisienne: paris@FR; grande couronne: paris@FR, évry, cergy,
    meaux; côte d'azur, cote d'azur, french riviera, riviera: nice@FR, cannes, antibes, toulon@FR; bretagne sud:
    vannes, lorient; alsace: strasbourg, mulhouse, colmar; lorraine: nancy@FR, metz; champagne: reims, troyes; rhône
    alpes, rhone alpes: lyon, grenoble, saint-étienne, annecy; savoie: chambéry, annecy; haute savoie: annecy,
    annemasse; midi pyrénées: toulouse, albi; languedoc, languedoc roussillon: montpellier@FR, nîmes, perpignan;
    aquitaine: bordeaux, pau, bayonne@FR; poitou charentes: poitiers, la rochelle; nord pas de calais: lille,
    dunkirk, lens@FR, valenciennes; picardie: amiens, compiègne; basse normandie: caen; haute normandie: rouen, le
    havre; auvergne: clermont-ferrand; bourgogne: dijon, chalon-sur-saône; franche comté: besançon, belfort;
    limousin: limoges; pays basque, basque country france: bayonne@FR, biarritz; vaucluse: avignon; provence:
    marseille, aix-en-provence, avignon; bassin lémanique, arc lémanique, lake geneva region, lake geneva: geneva,
    lausanne, vevey; yvelines: versailles@FR; hauts de seine: nanterre; seine saint denis: bobigny; val de marne:
    créteil; essonne: évry; val d'oise: cergy; seine et marne: meaux, melun; isère, isere: grenoble; gironde:
    bordeaux; haute garonne: toulouse; loire atlantique: nantes; ille et vilaine: rennes; bouches du rhône:
    marseille, aix-en-provence; alpes maritimes: nice@FR, cannes; bas rhin: strasbourg; hérault: montpellier@FR;
    south of france, sud de la france, southern france, südfrankreich, le sud: marseille, toulouse, montpellier@FR,
    nice@FR; north of france, northern france: lille, amiens; west of france, grand ouest, ouest de la france:
    nantes, rennes, brest@FR; home counties, the home counties, london commuter belt: guildford, st albans, watford,
    reading@GB, slough, maidstone, chelmsford; m4 corridor, thames valley, the thames valley: reading@GB, slough,
    bracknell, oxford@GB, swindon; m25, m25 area, within m25: london@GB; greater manchester, gtr manchester:
    manchester@GB, bolton@GB, stockport; west midlands: birmingham@GB, wolverhampton, coventry; east midlands:
    nottingham@GB, leicester, derby@GB; midlands, the midlands, uk midlands: birmingham@GB, nottingham@GB, leicester;
    north west england, the north west, northwest england, nw england: manchester@GB, liverpool@GB, preston@GB; north
    east england, the north east, northeast england, ne england: newcastle upon tyne, sunderland@GB, middlesbrough;
    yorkshire, west yorkshire, yorks: leeds, bradford@GB, wakefield@GB, york@GB, sheffield@GB; south yorkshire:
    sheffield@GB, doncaster, rotherham; north yorkshire: york@GB, harrogate, scarborough@GB; the north, north of
    england, northern england, northern powerhouse: manchester@GB, leeds, newcastle upon tyne, liverpool@GB;
    merseyside: liverpool@GB, saint helens@GB, southport@GB; tyne and wear, tyneside: newcastle upon tyne, gateshead,
    sunderland@GB; teesside: middlesbrough, stockton-on-tees; lancashire, lancs: preston@GB, blackburn@GB, blackpool;
    cheshire: chester@GB, warrington@GB, crewe; cumbria, lake district: carlisle@GB, kendal@GB; derbyshire: derby@GB,
    chesterfield@GB; nottinghamshire, notts: nottingham@GB, mansfield@GB; leicestershire, leics: leicester,
    loughborough; lincolnshire, lincs: lincoln@GB, grimsby@GB, boston@GB; staffordshire, staffs: stoke-on-trent,
    stafford@GB; shropshire: shrewsbury@GB, telford; warwickshire, warks: leamington, nuneaton, rugby@GB;
    worcestershire, worcs: worcester@GB, redditch; northamptonshire, northants: northampton@GB, kettering@GB;
    gloucestershire, glos, cotswolds: gloucester@GB, cheltenham; hertfordshire, herts: watford, st albans, stevenage,
    hemel hempstead; essex: chelmsford, basildon, colchester@GB, southend-on-sea; kent, kent uk: maidstone,
    canterbury@GB, dartford; surrey, surrey uk: guildford, woking, epsom; sussex, west sussex, east sussex:
    brighton@GB, crawley, eastbourne; hampshire, hants: southampton@GB, portsmouth@GB, basingstoke; berkshire, berks:
    reading@GB, slough, bracknell; buckinghamshire, bucks: aylesbury, high wycombe, milton keynes; oxfordshire, oxon:
    oxford@GB, banbury; bedfordshire, beds: luton, bedford@GB; cambridgeshire, cambs: cambridge@GB, peterborough@GB;
    suffolk: ipswich@GB, bury st edmunds; norfolk uk, norfolk england: norwich@GB, great yarmouth; east anglia:
    norwich@GB, ipswich@GB, cambridge@GB; middlesex: london@GB; isle of wight: newport@GB-ENG, ryde@GB; south east
    england, the south east, south east uk, southeast england, se england: brighton@GB, maidstone, reading@GB,
    southampton@GB; south west england, the south west, southwest england, sw england, west country: bristol@GB,
    exeter@GB, plymouth@GB; avon: bristol@GB, bath@GB; wiltshire, wilts: swindon, salisbury@GB; somerset: bath@GB,
    taunton@GB; dorset: bournemouth, poole; devon: exeter@GB, plymouth@GB; cornwall: truro@GB, falmouth@GB; south
    wales: cardiff, swansea, newport@GB-WLS; north wales: wrexham, bangor@GB-WLS; central belt, central scotland:
    glasgow, edinburgh; scottish highlands, highlands: inverness@GB; aberdeenshire: aberdeen@GB; fife: dunfermline,
    kirkcaldy; lothian, lothians: edinburgh; oxford cambridge arc, golden triangle: oxford@GB, cambridge@GB,
    london@GB; county dublin, co dublin, greater dublin area, greater dublin: dublin@IE; county cork, co cork,
    munster: cork@IE; county galway, co galway, connacht: galway; county limerick, co limerick: limerick; county
    kildare, co kildare: naas; county wicklow, co wicklow: bray, greystones; county meath, co meath: navan; county
    waterford: waterford@IE; leinster: dublin@IE, kilkenny; ulster: belfast, derry; costa del sol: málaga, marbella;
    costa brava: girona, lloret de mar; costa blanca: alicante, benidorm; levante: valencia@ES, alicante; comunidad
    de madrid, madrid region, community of madrid: madrid@ES; vallès, valles occidental, vallès occidental: sabadell,
    terrassa; baix llobregat: cornellà de llobregat; gran canaria: las palmas de gran canaria; tenerife: santa cruz
    de tenerife; mallorca, majorca: palma; ibiza: ibiza; menorca: maó; norte de españa, northern spain: bilbao,
    oviedo, santander@ES; sur de españa, southern spain: sevilla, málaga, granada@ES; brianza: monza, seregno; milano
    e provincia, provincia di milano, hinterland milanese, milan area, grande milano: milan; norditalien, nord
    italia, northern italy, north italy, norte de italia, nord italie, norte italia: milan, turin, bologna,
    venice@IT, genoa; centro italia, central italy: rome@IT, florence@IT, perugia; sud italia, southern italy, south
    italy, süditalien: naples@IT, bari, palermo@IT; riviera romagnola, romagna: rimini, ravenna, forlì; emilia:
    bologna, modena, parma@IT; triveneto, nordest, nord est italia: venice@IT, padova, verona@IT, trieste; südtirol,
    alto adige, south tyrol, suedtirol: bolzano, merano; trentino: trento; algarve: faro@PT, portimão, lagos@PT;
    grande lisboa, greater lisbon, área metropolitana de lisboa: lisbon@PT; margem sul: almada, setúbal; grande
    porto, greater porto, área metropolitana do porto: porto@PT; minho: braga@PT, guimarães; alentejo: évora, beja;
    norte de portugal, north portugal: porto@PT, braga@PT; skåne, skane, scania: malmö, lund@SE, helsingborg;
    öresund, oresund, øresund, öresundsregionen, øresundsregionen: copenhagen, malmö; västra götaland: gothenburg,
    borås; norrland: umeå, luleå, sundsvall; mälardalen: stockholm, västerås, uppsala; stockholm län, storstockholm,
    greater stockholm: stockholm; småland: växjö, jönköping; dalarna: falun, borlänge; jylland, jutland: aarhus,
    aalborg, esbjerg; sjælland, zealand, sjaelland: copenhagen, roskilde; fyn, funen: odense; nordsjælland: hillerød,
    helsingør; midtjylland: aarhus, herning; nordjylland: aalborg; syddanmark: odense, esbjerg, kolding;
    storkøbenhavn, hovedstaden, hovedstadsområdet, greater copenhagen: copenhagen; østlandet: oslo, drammen;
    vestlandet: bergen@NO, stavanger; viken: drammen, moss@NO; nord norge: tromsø, bodø; trøndelag: trondheim;
    rogaland: stavanger, haugesund; stor oslo, greater oslo, oslo og omegn: oslo; pääkaupunkiseutu, capital region
    finland, helsinki metropolitan area, uusimaa, helsinki capital region: helsinki, espoo, vantaa; pirkanmaa:
    tampere; lappi, lapland: rovaniemi; pohjois pohjanmaa: oulu; varsinais suomi: turku; aglomeracja śląska, gop,
    śląsk, silesia, upper silesia, górny śląsk, górnośląsk, slask: katowice, gliwice, bytom, sosnowiec; dolny śląsk,
    lower silesia: wrocław, legnica; pomorze, pomerania: gdańsk, słupsk; mazowsze, mazovia, masovia: warsaw@PL,
    radom, płock; wielkopolska, greater poland: poznań, kalisz; małopolska, malopolska, lesser poland: kraków,
    tarnów; podkarpacie: rzeszów; podlasie: białystok; mazury, warmia i mazury: olsztyn; kujawy: bydgoszcz, toruń;
    čechy, bohemia, böhmen, cechy: prague, plzeň, liberec; morava, moravia, mähren: brno, olomouc, ostrava;
    středočeský kraj, central bohemia: kladno, mladá boleslav; transylvania, transilvania, ardeal, siebenbürgen:
    cluj-napoca, braşov, sibiu; transdanubia: győr, székesfehérvár; vojvodina: novi sad, subotica; dalmatia,
    dalmacija, dalmatien: split@HR, zadar; istria, istra, istrien: pula, rijeka; attica, attika, αττική: athens@GR,
    piraeus; crete, kriti, κρήτη, kreta: irákleion, chaniá; peloponnese: patra, kalamáta; marmara: istanbul, bursa;
    ege: izmir; ile de la cite: paris@FR; подмосковье, московская область, moscow oblast, moscow region, мо:
    moscow@RU, podolsk; ленинградская область, leningrad oblast: saint petersburg@RU; урал, ural, urals:
    yekaterinburg, chelyabinsk; сибирь, siberia: novosibirsk, omsk, krasnoyarsk; поволжье: samara@RU, kazan; западная
    украина, western ukraine: lviv, ternopil; eastern ukraine: kharkiv, donetsk; mittelland, swiss plateau: bern@CH,
    zürich, aarau; romandie, romandy, suisse romande, french switzerland, westschweiz, la romandie: geneva, lausanne,
    fribourg, neuchâtel; deutschschweiz, german speaking switzerland: zürich, bern@CH, basel; zentralschweiz,
    innerschweiz, central switzerland: luzern, zug@CH; ostschweiz: st. gallen, winterthur; nordwestschweiz: basel;
    zürcher oberland: uster, wetzikon; zürichsee, lake zurich: zürich, rapperswil; flanders, flandern, vlaanderen,
    flandre, flandres: antwerp, gent, brugge, leuven; wallonia, wallonie, wallonië, walloon: liège, namur, charleroi;
    brabant wallon, walloon brabant: wavre, nivelles; vlaams brabant, flemish brabant: leuven, vilvoorde; kempen:
    turnhout, mol; limburg be: hasselt, genk; oost vlaanderen, east flanders: gent, aalst@BE; west vlaanderen, west
    flanders: brugge, kortrijk; socal, southern california, so cal: los angeles, san diego, riverside@US; norcal,
    northern california, nor cal: san francisco, sacramento, san jose@US-CA; central valley: fresno, bakersfield;
    wine country: napa, santa rosa@US; new england: boston@US-MA, providence, hartford@US-CT, manchester@US-NH,
    portland@US-ME; pacific northwest, pnw, the pacific northwest, cascadia: seattle, portland@US-OR, vancouver@CA;
    midwest, the midwest, us midwest, mid west: chicago, detroit, minneapolis, saint louis, columbus@US-OH; east
    coast, us east coast, us east, eastern us, east coast us, east coast usa: new york city, boston@US-MA,
    washington@US-DC, miami; west coast, us west coast, us west, west coast us, west coast usa: los angeles, san
    francisco, seattle, portland@US-OR; tri state, tri state area, tristate, ny metro, new york metro: new york city,
    stamford, newark@US-NJ; deep south, us south, the south, southern us: atlanta, new orleans, birmingham@US-AL;
    southwest us, us southwest, desert southwest: phoenix, albuquerque, las vegas@US; mid atlantic: philadelphia,
    baltimore, washington@US-DC; gulf coast: houston, new orleans, mobile@US; sun belt: phoenix, dallas@US, atlanta;
    rocky mountains, mountain west, rockies: denver, salt lake city, boise; great lakes: chicago, cleveland@US-OH,
    detroit; rust belt: pittsburgh, cleveland@US-OH, detroit; dmv, dc area, dmv area, dc metro area, national capital
    area, washington metro, dc region: washington@US-DC; long island: hempstead, brentwood@US-NY; westchester: white
    plains, yonkers; hudson valley: poughkeepsie, newburgh; upstate ny: albany@US-NY, buffalo@US-NY, syracuse@US,
    rochester@US-NY; north jersey, northern new jersey, nnj: newark@US-NJ, jersey city, paterson; south jersey:
    camden@US-NJ, cherry hill; central jersey: edison@US, new brunswick@US; lehigh valley: allentown, bethlehem@US;
    east texas: tyler; hill country: austin@US-TX, san antonio@US-TX; west texas: el paso, lubbock, midland@US-TX;
    south texas: san antonio@US-TX, corpus christi; central texas: austin@US-TX, waco; central florida: orlando,
    lakeland; north florida: jacksonville@US-FL, tallahassee; triad, piedmont triad: greensboro, winston-salem; the
    panhandle: pensacola; silicon hills: austin@US-TX; silicon prairie: dallas@US, omaha; silicon alley: new york
    city; space coast: melbourne@US-FL; treasure coast: port saint lucie; la county, los angeles county: los angeles,
    long beach; la metro, greater los angeles, la area: los angeles; san diego county: san diego; king county:
    seattle; santa clara county: san jose@US-CA; san mateo county: san mateo@US; alameda county: oakland; contra
    costa: concord@US-CA; marin, marin county: san rafael@US; peninsula, the peninsula, sf peninsula: san mateo@US,
    palo alto; golden horseshoe: toronto, hamilton@CA; southern ontario, southwestern ontario: toronto, london@CA,
    hamilton@CA, windsor@CA; eastern ontario: ottawa, kingston@CA; maritimes, atlantic canada, the maritimes:
    halifax@CA, moncton, fredericton; prairies, the prairies, western canada: calgary, winnipeg, saskatoon; okanagan:
    kelowna; vancouver island: victoria@CA, nanaimo; grand montréal, greater montreal: montréal; rive sud, south
    shore montreal: longueuil, brossard; national capital region canada, ncr ottawa: ottawa, gatineau; durham region:
    oshawa, ajax; peel region, peel: mississauga, brampton; york region: markham, vaughan; halton: oakville@CA,
    burlington@CA; bajío, bajio, el bajío: león de los aldama, querétaro, celaya; riviera maya: playa del carmen,
    cancún; estado de méxico, edomex, edo mex, state of mexico: naucalpan, toluca, ecatepec; jalisco: guadalajara@MX,
    zapopan; nuevo león, nuevo leon: monterrey; gran buenos aires, gba, amba, conurbano: buenos aires, la plata@AR;
    grande são paulo, greater são paulo, gsp, região metropolitana de são paulo: são paulo; abc paulista, abcd: santo
    andré, são bernardo do campo; interior de sp, interior de são paulo: campinas, ribeirão preto, sorocaba; grande
    rio, baixada fluminense: duque de caxias, nova iguaçu; nordeste, northeast brazil: recife, fortaleza@BR,
    salvador@BR; eje cafetero: pereira, armenia@CO, manizales; antioquia: medellín; región metropolitana, rm, gran
    santiago: santiago@CL; patagonia: comodoro rivadavia; gran lima: lima@PE; kansai, 関西, kinki, 近畿: osaka,
    kyoto, kobe; kanto, 関東, kantō, greater tokyo, 首都圏: tokyo, yokohama, saitama, chiba; tokai, 東海, chubu:
    nagoya, hamamatsu; kyushu, 九州: fukuoka, kumamoto, kagoshima; hokkaido, 北海道, hokkaidō: sapporo, hakodate;
    shikoku, 四国: matsuyama@JP, takamatsu; tohoku, 東北: sendai, akita@JP; greater bay area, gba china, pearl river
    delta, prd, 大湾区, 珠三角, 粤港澳大湾区: guangzhou, shenzhen, hong kong; yangtze river delta, 长三角, yrd,
    jiangnan: shanghai, hangzhou, suzhou@CN, nanjing; 수도권, seoul capital area, sudogwon, capital area korea:
    seoul, incheon, suwon; 경기도, 경기, gyeonggi, gyeonggi-do: suwon, seongnam-si; 江浙沪: shanghai, hangzhou,
    nanjing; 京津冀: beijing, tianjin; north india: delhi, chandigarh, lucknow; south india: bengaluru, chennai,
    hyderabad@IN, kochi@IN; west india, western india: mumbai, pune, ahmedabad; east india, eastern india: kolkata,
    bhubaneswar; ncr region: delhi, gurugram, noida; punjab india: ludhiana, amritsar; punjab pakistan: lahore,
    faisalabad; sindh: karachi; java: jakarta, bandung, surabaya; west java: bandung, bekasi; bali: denpasar; luzon:
    manila; visayas: cebu city, iloilo; calabarzon: antipolo, calamba; penang, pulau pinang: george town@MY;
    selangor, klang valley my: shah alam, petaling jaya; johor: johor bahru; mekong delta: cần thơ; gush dan, merkaz,
    central israel, גוש דן, מרכז הארץ: tel aviv, petah tikva, rishon leẕiyyon; sharon, hasharon: netanya, kfar saba;
    galilee, north israel, צפון: haifa, nazareth; negev: beersheba; western cape: cape town, stellenbosch; gauteng:
    johannesburg, pretoria; kwazulu natal, kzn: durban, pietermaritzburg; eastern cape: gqeberha, east london; nile
    delta: tanta, al manşūrah; greater cairo, القاهرة الكبرى: cairo, giza; eastern province, الشرقية, eastern
    province saudi: dammam; greater accra: accra; sunshine coast: maroochydore; gold coast region: gold coast;
    hunter, hunter valley: newcastle@AU, maitland@AU; illawarra: wollongong; waikato: hamilton@NZ; canterbury nz:
    christchurch; otago: dunedin@NZ; bay of plenty: tauranga
""")

"""Parts of large cities and villages at their edge, by city. Data, no logic.

The gazetteer knows many; these are the others, and those that share their name with a town elsewhere.
"""

from automation.core.taxonomy.town_districts_world import AMERICAS, ASIA_AFRICA_OCEANIA
from automation.core.text import names_in, table_in

_BRITISH_ISLES = """
    london@GB: Canary Wharf, Croydon, Greenwich, Hackney, Islington, Camden, Camden Town, Shoreditch, Hoxton,
    Dalston, Stratford, Stoke Newington, Clapham, Brixton, Peckham, Battersea, Wandsworth, Putney, Wimbledon, Fulham,
    Hammersmith, Chelsea, Kensington, Notting Hill, Paddington, Marylebone, Mayfair, Soho, Covent Garden, Holborn,
    Clerkenwell, Farringdon, Angel, Kings Cross, King's Cross, Euston, Bloomsbury, Fitzrovia, Westminster, Victoria,
    Pimlico, Vauxhall, Lambeth, Southwark, Bermondsey, Rotherhithe, Deptford, Lewisham, Catford, Bromley, Beckenham,
    Sutton, Kingston, Kingston upon Thames, Richmond, Richmond upon Thames, Twickenham, Hounslow, Ealing, Acton,
    Chiswick, Brentford, Uxbridge, Hillingdon, Harrow, Wembley, Brent, Barnet, Finchley, Hampstead, Highgate,
    Haringey, Tottenham, Wood Green, Enfield, Edmonton Green, Walthamstow, Leyton, Leytonstone, Waltham Forest,
    Ilford, Redbridge, Romford, Havering, Barking, Dagenham, Newham, East Ham, West Ham, Tower Hamlets, Bethnal
    Green, Bow, Mile End, Whitechapel, Wapping, Limehouse, Docklands, Isle of Dogs, Woolwich, Eltham, Bexley,
    Bexleyheath, Sidcup, Merton, Tooting, Balham, Streatham, Dulwich, Crystal Palace, Norwood, Mitcham, Morden,
    Surbiton, Heathrow, Holloway, Kentish Town, Muswell Hill, Crouch End, Kilburn, Maida Vale, St Johns Wood, Swiss
    Cottage, Shepherds Bush, White City, Earls Court, Elephant and Castle, London Bridge, Moorgate, Liverpool Street,
    Aldgate, Square Mile, West End, East End, North London, South London, West London, East London, Central London,
    North West London, South East London, South West London, North East London, W1, EC1, EC2, SE1, E1, N1, NW1, SW1,
    E14, WC1, WC2; manchester@GB: Salford, MediaCity, MediaCityUK, Salford Quays, Trafford, Trafford Park, Stretford,
    Didsbury, Chorlton, Ancoats, Northern Quarter, Spinningfields, Altrincham, Sale, Prestwich, Withington,
    Fallowfield, Hulme, Cheadle, Stockport, Wythenshawe, Urmston, Eccles; birmingham@GB: Solihull, Edgbaston,
    Digbeth, Jewellery Quarter, Selly Oak, Harborne, Erdington, Sutton Coldfield, Moseley, Kings Heath, Handsworth,
    Aston, West Bromwich, Smethwick, Halesowen, Shirley; leeds: Headingley, Roundhay, Horsforth, Morley, Chapel
    Allerton, Holbeck, Pudsey, Kirkstall, Hunslet, Seacroft; liverpool@GB: Birkenhead, Bootle, Wirral, Allerton,
    Toxteth, Wavertree, Crosby, Speke, Knowsley, Huyton, Kirkby, Everton; glasgow: Paisley, Partick, Govan,
    Kelvinside, Merchant City, Clydebank, East Kilbride, Shawlands, Hillhead, Rutherglen, Bearsden, Milngavie;
    edinburgh: Leith, Morningside, Corstorphine, Portobello, Stockbridge, Gyle, Edinburgh Park, South Gyle,
    Musselburgh, Dalkeith; bristol@GB: Clifton, Bedminster, Filton, Bradley Stoke, Temple Quay, Redland, Horfield,
    Portishead, Keynsham, Emersons Green; sheffield@GB: Hillsborough, Ecclesall, Attercliffe, Meadowhall, Kelham
    Island; newcastle upon tyne: Gateshead, Jesmond, Gosforth, Heaton, Byker, Tynemouth, Whitley Bay, North Shields,
    Wallsend; cardiff: Cardiff Bay, Penarth, Canton, Roath, Pontcanna; belfast: Holywood, Titanic Quarter, Lisburn,
    Newtownabbey; nottingham@GB: Beeston, West Bridgford, Arnold; cambridge@GB: Girton, Trumpington, Science Park;
    dublin@IE: Dublin 1, Dublin 2, Sandyford, Dun Laoghaire, Dún Laoghaire, Blackrock, Tallaght, Swords, Clontarf,
    Rathmines, Ballsbridge, Docklands Dublin, Grand Canal Dock, Silicon Docks, Smithfield, Ranelagh, Drumcondra,
    Howth, Malahide, Blanchardstown, Clondalkin, Lucan, Citywest, Leopardstown, Dundrum, IFSC, Fingal, Stillorgan,
    Donnybrook, Phibsborough, Bray, Finglas, Castleknock; cork@IE: Ballincollig, Douglas, Mahon, Carrigaline, Little
    Island
"""
_GERMAN = """
    berlin@DE: Mitte, Kreuzberg, Neukölln, Friedrichshain, Prenzlauer Berg, Prenzlberg, Xberg, X-Berg, P-Berg,
    F-Hain, Charlottenburg, Wilmersdorf, Schöneberg, Tempelhof, Steglitz, Zehlendorf, Wedding, Moabit, Pankow,
    Weißensee, Lichtenberg, Marzahn, Hellersdorf, Treptow, Köpenick, Adlershof, Spandau, Reinickendorf, Tegel,
    Tiergarten, Kreuzkölln, Gesundbrunnen, Friedenau, Dahlem, Lankwitz, Lichterfelde, Hohenschönhausen, Karlshorst,
    Rummelsburg, Oberschöneweide, Britz, Rudow, Mariendorf, Siemensstadt, Grunewald, Wannsee, Alt-Treptow,
    Friedrichsfelde, Kleinmachnow, Teltow, Falkensee, Hennigsdorf, Schönefeld; munich: Schwabing, Maxvorstadt,
    Haidhausen, Bogenhausen, Sendling, Giesing, Neuhausen, Pasing, Laim, Moosach, Trudering, Riem, Perlach,
    Neuperlach, Milbertshofen, Nymphenburg, Au-Haidhausen, Ludwigsvorstadt, Isarvorstadt, Glockenbachviertel,
    Garching, Garching bei München, Unterföhring, Ismaning, Aschheim, Oberhaching, Unterhaching, Ottobrunn,
    Neubiberg, Haar, Grünwald, Pullach, Gräfelfing, Planegg, Martinsried, Germering, Gilching, Dachau,
    Unterschleißheim, Oberschleißheim, Hallbergmoos, Freising, Taufkirchen, Fürstenfeldbruck, Puchheim, Karlsfeld,
    Eching, Neufahrn, Kirchheim bei München, Feldkirchen, Vaterstetten, Poing, Starnberg, Obersendling; hamburg@DE:
    Altona, Eimsbüttel, St. Pauli, Sankt Pauli, Sternschanze, Schanze, Eppendorf, Winterhude, Barmbek, Wandsbek,
    Harburg, Bergedorf, HafenCity, Hammerbrook, Ottensen, Blankenese, Rotherbaum, Harvestehude, Uhlenhorst, St.
    Georg, Finkenwerder, Wilhelmsburg, Bahrenfeld, Stellingen, Norderstedt, Billstedt, Rahlstedt, Langenhorn, City
    Nord, Othmarschen, Bramfeld, Hamm-Mitte; köln: Ehrenfeld, Deutz, Nippes, Lindenthal, Sülz, Mülheim (Köln), Kalk,
    Rodenkirchen, Porz, Chorweiler, Neustadt-Süd, Altstadt-Nord, Belgisches Viertel, Hürth, Frechen, Ossendorf,
    Müngersdorf, Bayenthal, Braunsfeld, Brühl, Köln-Porz, Pulheim; frankfurt am main: Sachsenhausen, Bornheim,
    Bockenheim, Westend, Nordend, Ostend, Gallus, Höchst, Niederrad, Eschborn, Bad Homburg, Neu-Isenburg, Oberursel,
    Kronberg, Bad Vilbel, Griesheim, Rödelheim, Europaviertel, Gateway Gardens, Sossenheim, Bergen-Enkheim, Sulzbach,
    Schwalbach, Raunheim, Kelsterbach, Dreieich, Langen, Dietzenbach; stuttgart: Bad Cannstatt, Cannstatt, Vaihingen,
    Feuerbach, Zuffenhausen, Möhringen, Degerloch, Untertürkheim, Weilimdorf, Stuttgart-West, Sillenbuch, Plieningen,
    Fellbach, Leinfelden, Leinfelden-Echterdingen, Filderstadt, Böblingen, Sindelfingen, Leonberg, Gerlingen,
    Ditzingen, Esslingen, Waiblingen, Kornwestheim, Ostfildern, Renningen; düsseldorf: Oberkassel, Pempelfort, Bilk,
    Derendorf, Flingern, Golzheim, Medienhafen, Benrath, Gerresheim, Kaiserswerth, Unterbilk, Meerbusch, Ratingen,
    Hilden, Erkrath, Heerdt; leipzig: Plagwitz, Connewitz, Südvorstadt, Lindenau, Gohlis, Reudnitz, Markkleeberg,
    Schkeuditz; dresden: Äußere Neustadt, Blasewitz, Striesen, Pieschen, Radebeul, Löbtau; hannover: Linden, List,
    Südstadt Hannover, Langenhagen, Laatzen, Garbsen, Misburg; nuremberg: Gostenhof, Fürth, Langwasser,
    Herzogenaurach, Schwabach; bremen@DE: Findorff, Schwachhausen, Vegesack, Überseestadt, Hemelingen; bonn: Bad
    Godesberg, Beuel, Poppelsdorf, Sankt Augustin; essen: Rüttenscheid, Kettwig, Werden, Steele; dortmund: Hörde,
    Hombruch, Aplerbeck; vienna@AT: Leopoldstadt, Landstraße, Wieden, Margareten, Mariahilf, Neubau, Josefstadt,
    Alsergrund, Favoriten, Simmering, Meidling, Hietzing, Penzing, Ottakring, Hernals, Währing, Döbling, Brigittenau,
    Floridsdorf, Donaustadt, Liesing, Innere Stadt, Seestadt, Aspern, Klosterneuburg, Schwechat, Mödling,
    Perchtoldsdorf, Brunn am Gebirge, Vösendorf, Wien Umgebung; zürich: Oerlikon, Altstetten, Wiedikon, Aussersihl,
    Seefeld, Enge, Wollishofen, Schwamendingen, Höngg, Albisrieden, Kreis 4, Kreis 5, Zürich West, Dübendorf,
    Wallisellen, Opfikon, Glattbrugg, Kloten, Schlieren, Dietikon, Uster, Adliswil, Thalwil, Küsnacht, Zollikon,
    Regensdorf, Rümlang, Horgen, Glattpark, Volketswil, Urdorf; geneva: Carouge, Plainpalais, Lancy, Vernier, Meyrin,
    Eaux-Vives, Onex, Pâquis, Cologny, Thônex, Champel, Plan-les-Ouates, Versoix; basel: Kleinbasel, Gundeldingen,
    Muttenz, Allschwil, Binningen, Birsfelden, Münchenstein, Reinach, Pratteln; bern@CH: Bümpliz, Köniz,
    Ostermundigen, Wankdorf, Ittigen; lausanne: Renens, Ouchy, Pully, Ecublens, Prilly, Flon
"""
_ROMANCE = """
    paris@FR: La Défense, La Defense, Montmartre, Marais, Le Marais, Belleville, Bastille, Montparnasse,
    Saint-Germain, Saint Germain des Prés, Quartier Latin, Batignolles, Ménilmontant, Passy, Auteuil, Pigalle, Bercy,
    Opéra, République, Courbevoie, Puteaux, Levallois, Levallois-Perret, Neuilly, Neuilly-sur-Seine, Boulogne,
    Boulogne-Billancourt, Issy, Issy-les-Moulineaux, Montreuil, Saint-Denis, Saint-Ouen, Pantin, Clichy, Nanterre,
    Suresnes, Rueil-Malmaison, Vincennes, Ivry, Ivry-sur-Seine, Créteil, Vitry, Vitry-sur-Seine, Bagneux, Montrouge,
    Malakoff, Vanves, Clamart, Meudon, Versailles, Saclay, Paris-Saclay, Massy, Palaiseau, Vélizy, Évry, Guyancourt,
    Saint-Quentin-en-Yvelines, Cergy, Noisy-le-Grand, Marne-la-Vallée, Roissy, Aubervilliers, Bobigny, Bagnolet,
    Gentilly, Asnières, Asnières-sur-Seine, Colombes, Gennevilliers, Le Kremlin-Bicêtre, Charenton, Paris
    intra-muros, Paris Sud, Paris Nord, 1er arrondissement, Paname Paris, Sèvres, Saint-Cloud, Antony; lyon:
    Villeurbanne, Part-Dieu, La Part-Dieu, Croix-Rousse, Presqu'île, Confluence, Gerland, Vaise, Vieux Lyon, Bron,
    Vénissieux, Écully, Caluire, Caluire-et-Cuire, Saint-Priest, Limonest, Dardilly, Oullins, Tassin; marseille: La
    Joliette, Vieux-Port, Euroméditerranée, Aubagne, Castellane, Château-Gombert, Vitrolles; toulouse: Blagnac,
    Colomiers, Labège, Rangueil, Purpan, Capitole, Saint-Cyprien, Balma, Ramonville; bordeaux: Mérignac, Pessac,
    Talence, Bègles, Chartrons, Bacalan, Le Bouscat; lille: Villeneuve-d'Ascq, Euralille, Marcq-en-Baroeul,
    Euratechnologies, Lambersart, Vieux-Lille; nantes: Saint-Herblain, Rezé, Orvault, Carquefou; nice@FR: Sophia
    Antipolis, Cagnes-sur-Mer, Saint-Laurent-du-Var; strasbourg: Schiltigheim, Illkirch, Illkirch-Graffenstaden,
    Neudorf, Kehl; grenoble: Meylan, Échirolles, Saint-Martin-d'Hères, Montbonnot; brussels: Ixelles, Elsene,
    Etterbeek, Uccle, Ukkel, Saint-Gilles, Sint-Gillis, Schaerbeek, Schaarbeek, Anderlecht, Molenbeek, Forest, Vorst,
    Woluwe, Woluwe-Saint-Pierre, Woluwe-Saint-Lambert, Auderghem, Oudergem, Evere, Laeken, Zaventem, Diegem,
    Machelen, Vilvoorde, Waterloo, Jette, Koekelberg, Watermael-Boitsfort, Zellik, Groot-Bijgaarden; antwerp:
    Berchem, Borgerhout, Deurne, Merksem, Wilrijk, Hoboken, Mortsel, Zuid Antwerpen, Ekeren; gent: Gentbrugge,
    Ledeberg, Merelbeke, Zwijnaarde, Drongen; madrid@ES: Chamartín, Chamberí, Salamanca Madrid, Barrio de Salamanca,
    Malasaña, Lavapiés, La Latina, Retiro, Chueca, Arganzuela, Moncloa, Tetuán, Carabanchel, Usera, Vallecas,
    Hortaleza, Las Tablas, Sanchinarro, Alcobendas, San Sebastián de los Reyes, Pozuelo, Pozuelo de Alarcón, Las
    Rozas, Majadahonda, Getafe, Leganés, Alcorcón, Móstoles, Fuenlabrada, Torrejón, Torrejón de Ardoz, Coslada,
    Rivas, Rivas-Vaciamadrid, Boadilla, Boadilla del Monte, Tres Cantos, Barajas, Ciudad Lineal, San Blas, Moratalaz,
    Puente de Vallecas, Villaverde, Alcalá de Henares, Parla, Montecarmelo, Cuatro Torres, Sol Madrid; barcelona@ES:
    Poblenou, El Poblenou, 22@, Eixample, L'Eixample, Gràcia, Gracia, Sants, Les Corts, Sarrià, Sant Gervasi,
    Sarrià-Sant Gervasi, Raval, El Born, Barceloneta, Gòtic, Sant Andreu, Horta, Nou Barris, Sant Martí, Poble-sec,
    L'Hospitalet, Hospitalet, L'Hospitalet de Llobregat, Badalona, Sant Cugat, Sant Cugat del Vallès, Cornellà,
    Esplugues, El Prat, El Prat de Llobregat, Sant Joan Despí, Sant Boi, Viladecans, Castelldefels, Sabadell,
    Terrassa, Cerdanyola, Santa Coloma, Montcada, Rubí, Mollet, Diagonal Mar, Zona Franca; valencia@ES: Ruzafa,
    Russafa, Benimaclet, El Cabanyal, Campanar, Paterna, Mislata, Burjassot, Torrent, Patraix; sevilla: Triana,
    Nervión, Dos Hermanas, La Cartuja, Los Remedios; málaga: Torremolinos, El Palo, Teatinos, Campanillas, PTA
    Málaga; bilbao: Deusto, Abando, Barakaldo, Getxo, Zamudio, Zorrozaurre, Indautxu, Leioa; zaragoza@ES: Delicias,
    Actur; lisbon@PT: Alfama, Chiado, Bairro Alto, Baixa, Parque das Nações, Alvalade, Benfica, Belém Lisboa, Campo
    de Ourique, Marvila, Saldanha, Avenidas Novas, Amadora, Odivelas, Almada, Loures, Oeiras, Cascais, Sintra,
    Carnaxide, Algés, Taguspark, Lagoas Park, Estoril, Seixal, Barreiro, Telheiras, Entrecampos, Alcântara; porto@PT:
    Vila Nova de Gaia, Gaia, Matosinhos, Maia, Gondomar, Foz do Douro, Boavista, Cedofeita, Paranhos, Ribeira do
    Porto, Leça da Palmeira, Campanhã; milan: Porta Nuova, Porta Romana, Porta Venezia, Navigli, Brera, Isola,
    Lambrate, Bicocca, NoLo, CityLife, Bovisa, San Siro, Loreto, Città Studi, Assago, Sesto San Giovanni, Cologno
    Monzese, Segrate, San Donato, San Donato Milanese, Rho, Rozzano, Cinisello Balsamo, Agrate, Agrate Brianza,
    Basiglio, Milanofiori, Vimercate, Monza, Cernusco, Cernusco sul Naviglio, Pero; rome@IT: Trastevere, EUR, Prati,
    Testaccio, Ostiense, Monti, San Lorenzo, Parioli, Tiburtina, Pigneto, Garbatella, Ostia, Fiumicino, Esquilino,
    Tor Vergata, Montesacro, Centocelle; turin: Lingotto, Crocetta, San Salvario, Mirafiori, Moncalieri, Collegno,
    Rivoli, Vanchiglia, Grugliasco, Settimo Torinese; naples@IT: Vomero, Chiaia, Fuorigrotta, Pozzuoli, Posillipo,
    Bagnoli; bologna: Casalecchio, Casalecchio di Reno, San Lazzaro, Bolognina, Zola Predosa, Castel Maggiore;
    florence@IT: Novoli, Oltrarno, Rifredi, Scandicci, Sesto Fiorentino, Campo di Marte; venice@IT: Mestre, Marghera,
    Cannaregio; genoa: Sampierdarena, Nervi, Sestri Ponente; bucharest: Pipera, Floreasca, Voluntari, Militari,
    Berceni, Drumul Taberei, Titan, Otopeni, Sector 1, Sector 2, Sector 3, Sector 4, Sector 5, Sector 6
"""
_EUROPE = """
    amsterdam@NL: Noord, Amsterdam Noord, Zuid, Amsterdam Zuid, Zuidas, Amsterdam Zuidoost, Zuidoost, Bijlmer, De
    Pijp, Jordaan, Sloterdijk, Oud-West, IJburg, Westpoort, Amstelveen, Diemen, Schiphol, Hoofddorp, Duivendrecht,
    Amsterdam Centrum, Oud-Zuid, Ouderkerk, Badhoevedorp, Zaandam, Haarlemmermeer; rotterdam@NL: Kralingen,
    Delfshaven, Feijenoord, Kop van Zuid, Schiedam, Capelle aan den IJssel, Blijdorp, Charlois, Barendrecht,
    Ridderkerk, Hillegersberg; utrecht@NL: Leidsche Rijn, Lombok, Nieuwegein, Zeist, De Bilt, Maarssen, Houten,
    Overvecht, Papendorp, IJsselstein; the hague: Scheveningen, Rijswijk, Voorburg, Leidschendam, Ypenburg,
    Binckhorst, Wassenaar, Escamp, Loosduinen; eindhoven: Strijp-S, Strijp, Woensel, Veldhoven, Best, Geldrop, High
    Tech Campus, Son en Breugel, Nuenen; copenhagen: Nørrebro, Vesterbro, Østerbro, Amager, Frederiksberg, Indre By,
    Nordhavn, Sydhavn, Ørestad, Valby, Christianshavn, Hellerup, Gentofte, Lyngby, Kongens Lyngby, Kgs. Lyngby,
    Søborg, Glostrup, Ballerup, Taastrup, Kastrup, Hvidovre, Rødovre, Brøndby, Herlev, Islands Brygge, Kødbyen,
    Vanløse, Virum, Albertslund; aarhus: Åbyhøj, Risskov, Viby, Skejby, Trøjborg, Brabrand; stockholm: Södermalm,
    Östermalm, Vasastan, Norrmalm, Kungsholmen, Gamla Stan, Kista, Solna, Sundbyberg, Nacka, Bromma, Lidingö, Täby,
    Huddinge, Hammarby Sjöstad, Liljeholmen, Årsta, Farsta, Skärholmen, Danderyd, Hägersten, Marievik, Telefonplan,
    Enskede, Sollentuna, Älvsjö, Globen, Järfälla, Hornstull; gothenburg: Hisingen, Lindholmen, Majorna, Mölndal,
    Haga Göteborg, Linné, Frölunda, Partille, Torslanda, Örgryte; malmö: Västra Hamnen, Möllan, Möllevången, Hyllie,
    Limhamn; oslo: Grünerløkka, Frogner, Majorstuen, Majorstua, Nydalen, Skøyen, Lysaker, Fornebu, Bærum, Sandvika,
    Aker Brygge, Bjørvika, Grønland Oslo, St. Hanshaugen, Tøyen, Helsfyr, Bryn, Asker, Lillestrøm, Lørenskog, Sagene,
    Økern, Barcode; bergen@NO: Fana, Fyllingsdalen, Åsane, Kokstad, Sandsli; trondheim: Lade, Moholt, Heimdal;
    stavanger: Forus, Sandnes, Sola; helsinki: Kallio, Kamppi, Punavuori, Pasila, Ruoholahti, Kalasatama, Töölö,
    Jätkäsaari, Vallila, Espoo, Vantaa, Otaniemi, Leppävaara, Keilaniemi, Kauniainen, Tapiola, Matinkylä, Tikkurila,
    Malmi, Itäkeskus, Herttoniemi, Arabia, Kruununhaka, Lauttasaari, Pitäjänmäki; tampere: Hervanta, Kaleva, Tesoma,
    Nokia Tampere; turku: Kupittaa, Raisio, Kaarina; warsaw@PL: Mokotów, Wola, Śródmieście, Praga-Północ,
    Praga-Południe, Praga Północ, Praga Południe, Ursynów, Żoliborz, Bielany, Bemowo, Ochota, Wilanów, Białołęka,
    Targówek, Włochy, Ursus, Wawer, Służewiec, Powiśle, Saska Kępa, Wesoła, Rembertów, Piaseczno, Pruszków,
    Konstancin, Piastów, Ząbki, Marki, Mordor na Domaniewskiej; kraków: Kazimierz, Podgórze, Nowa Huta, Zabłocie,
    Krowodrza, Bronowice, Stare Miasto Kraków, Dębniki, Prądnik Biały, Prądnik Czerwony, Czyżyny, Grzegórzki,
    Bieżanów, Zabierzów, Wieliczka, Ruczaj; wrocław: Krzyki, Fabryczna, Psie Pole, Biskupin, Nadodrze, Grabiszyn,
    Muchobór, Ołbin, Oporów; gdańsk: Oliwa, Wrzeszcz, Przymorze, Zaspa, Letnica, Osowa; poznań: Jeżyce, Grunwald,
    Winogrady, Rataje, Wilda, Łazarz, Piątkowo; łódź: Widzew, Bałuty, Polesie, Retkinia; katowice: Ligota, Brynów,
    Koszutka, Bogucice; prague: Praha 1, Praha 2, Praha 3, Praha 4, Praha 5, Praha 6, Praha 7, Praha 8, Praha 9,
    Praha 10, Smíchov, Karlín, Žižkov, Vinohrady, Holešovice, Dejvice, Nusle, Vršovice, Letňany, Chodov, Pankrác,
    Libeň, Malá Strana, Staré Město, Nové Město, Anděl, Stodůlky, Prosek, Břevnov, Michle, Letná, Butovice, Vysočany,
    Strašnice, Troja, Bubeneč; brno: Brno-střed, Královo Pole, Líšeň, Bystrc, Slatina, Židenice, Žabovřesky,
    Medlánky, Černá Pole; budapest: Buda, Pest, Óbuda, Újbuda, Zugló, Belváros, Lipótváros, Terézváros,
    Erzsébetváros, Józsefváros, Ferencváros, Angyalföld, Kőbánya, Csepel, Újpest, Kispest, Lágymányos, Budaörs,
    Békásmegyer, Óbuda-Békásmegyer, Dunakeszi; bratislava: Petržalka, Ružinov, Staré Mesto, Nové Mesto, Dúbravka,
    Karlova Ves, Rača, Lamač; belgrade@RS: Novi Beograd, New Belgrade, Zemun, Vračar, Dorćol, Voždovac, Zvezdara,
    Savski Venac; zagreb: Trešnjevka, Maksimir, Novi Zagreb, Črnomerec, Donji Grad, Dubrava; ljubljana: Bežigrad,
    Šiška, Vič, Moste; sofia@BG: Lozenets, Mladost, Studentski Grad, Lyulin, Business Park Sofia, Iztok; athens@GR:
    Kolonaki, Marousi, Maroussi, Kifissia, Kifisia, Glyfada, Piraeus, Kallithea, Exarchia, Exarcheia, Pangrati,
    Koukaki, Chalandri, Halandri, Nea Smyrni, Peristeri, Psychiko, Μαρούσι, Χαλάνδρι, Γλυφάδα, Κηφισιά, Καλλιθέα,
    Πειραιάς, Νέα Σμύρνη; thessaloníki: Kalamaria, Pylaia, Toumba, Thermi, Καλαμαριά; istanbul: Kadıköy, Beşiktaş,
    Şişli, Levent, Maslak, Üsküdar, Ataşehir, Beyoğlu, Bakırköy, Sarıyer, Ümraniye, Maltepe, Kartal, Pendik, Fatih,
    Taksim, Mecidiyeköy, Bahçeşehir, Esenyurt, Beylikdüzü, Avcılar, Kağıthane, Çekmeköy, Tuzla İstanbul, Başakşehir,
    Etiler, Kozyatağı; ankara: Çankaya, Kızılay, Yenimahalle, Keçiören, Etimesgut, Bilkent, Mamak; izmir: Karşıyaka,
    Bornova, Konak, Alsancak, Buca, Bayraklı; kyiv: Podil, Pechersk, Obolon, Troieshchyna, Pozniaky, Поділ, Печерськ,
    Оболонь; lviv: Sykhiv; moscow@RU: Khimki, Mytishchi, Zelenograd, Krasnogorsk, Odintsovo, Химки, Мытищи,
    Зеленоград, Красногорск, Одинцово, Сколково, Skolkovo, Тверская, Арбат, Москва-Сити, Бутово, Марьино; saint
    petersburg@RU: Vasilievsky Island, Pushkin, Petrogradka, Васильевский остров, Купчино, Петроградка; vilnius:
    Žvėrynas, Užupis, Antakalnis, Šnipiškės, Naujamiestis; riga: Āgenskalns, Teika, Purvciems; tallinn: Kalamaja,
    Kesklinn, Ülemiste, Mustamäe, Kristiine, Telliskivi, Lasnamäe; luxembourg@LU: Kirchberg, Gasperich, Cloche d'Or,
    Limpertsberg, Strassen, Bertrange, Howald, Leudelange
"""


def _by_town(*texts: str) -> dict[str, tuple[str, ...]]:
    """City → its parts, from tables in which a city may stand more than once."""
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for town, names in table_in(text).items():
            found[town] = (*found.get(town, ()), *names_in(names))
    return found


DISTRICTS = _by_town(_BRITISH_ISLES, _GERMAN, _ROMANCE, _EUROPE, AMERICAS, ASIA_AFRICA_OCEANIA)

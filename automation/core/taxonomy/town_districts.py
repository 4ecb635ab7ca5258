"""Parts of large cities and villages at their edge, by city. Data, no logic.

The gazetteer knows many; these are the others, and those that share their name with a town elsewhere.
"""

from automation.core.text import names_in, table_in

_BRITISH_ISLES = """
    london@GB: Canary Wharf, Croydon, Greenwich, Hackney, Islington, Camden, Camden Town, Shoreditch, Hoxton,
    Dalston, Stratford, Stoke Newington, Clapham, Brixton, Peckham, Battersea, Wandsworth, Putney, Wimbledon,
    Fulham, Hammersmith, Chelsea, Kensington, Notting Hill, Paddington, Marylebone, Mayfair, Soho, Covent Garden,
    Holborn, Clerkenwell, Farringdon, Angel, Kings Cross, King's Cross, Euston, Bloomsbury, Fitzrovia, Westminster,
    Victoria, Pimlico, Vauxhall, Lambeth, Southwark, Bermondsey, Rotherhithe, Deptford, Lewisham, Catford, Bromley,
    Beckenham, Sutton, Kingston, Kingston upon Thames, Richmond, Richmond upon Thames, Twickenham, Hounslow, Ealing,
    Acton, Chiswick, Brentford, Uxbridge, Hillingdon, Harrow, Wembley, Brent, Barnet, Finchley, Hampstead, Highgate,
    Haringey, Tottenham, Wood Green, Enfield, Edmonton Green, Walthamstow, Leyton, Leytonstone, Waltham Forest,
    Ilford, Redbridge, Romford, Havering, Barking, Dagenham, Newham, East Ham, West Ham, Tower Hamlets, Bethnal
    Green, Bow, Mile End, Whitechapel, Wapping, Limehouse, Docklands, Isle of Dogs, Woolwich, Eltham, Bexley,
    Bexleyheath, Sidcup, Merton, Tooting, Balham, Streatham, Dulwich, Crystal Palace, Norwood, Mitcham, Morden,
    Surbiton, Heathrow, Holloway, Kentish Town, Muswell Hill, Crouch End, Kilburn, Maida Vale, St Johns Wood, Swiss
    Cottage, Shepherds Bush, White City, Earls Court, Elephant and Castle, London Bridge, Moorgate, Liverpool
    Street, Aldgate, Square Mile, West End, East End, North London, South London, West London, East London, Central
    London, North West London, South East London, South West London, North East London, W1, EC1, EC2, SE1, E1, N1,
    NW1, SW1, E14, WC1, WC2; manchester@GB: Salford, MediaCity, MediaCityUK, Salford Quays, Trafford, Trafford Park,
    Stretford, Didsbury, Chorlton, Ancoats, Northern Quarter, Spinningfields, Altrincham, Sale, Prestwich,
    Withington, Fallowfield, Hulme, Cheadle, Stockport, Wythenshawe, Urmston, Eccles; birmingham@GB: Solihull,
    Edgbaston, Digbeth, Jewellery Quarter, Selly Oak, Harborne, Erdington, Sutton Coldfield, Moseley, Kings Heath,
    Handsworth, Aston, West Bromwich, Smethwick, Halesowen, Shirley; leeds: Headingley, Roundhay, Horsforth, Morley,
    Chapel Allerton, Holbeck, Pudsey, Kirkstall, Hunslet, Seacroft; liverpool@GB: Birkenhead, Bootle, Wirral,
    Allerton, Toxteth, Wavertree, Crosby, Speke, Knowsley, Huyton, Kirkby, Everton; glasgow: Paisley, Partick,
    Govan, Kelvinside, Merchant City, Clydebank, East Kilbride, Shawlands, Hillhead, Rutherglen, Bearsden,
    Milngavie; edinburgh: Leith, Morningside, Corstorphine, Portobello, Stockbridge, Gyle, Edinburgh Park, South
    Gyle, Musselburgh, Dalkeith; bristol@GB: Clifton, Bedminster, Filton, Bradley Stoke, Temple Quay, Redland,
    Horfield, Portishead, Keynsham, Emersons Green; sheffield@GB: Hillsborough, Ecclesall, Attercliffe, Meadowhall,
    Kelham Island; newcastle upon tyne: Gateshead, Jesmond, Gosforth, Heaton, Byker, Tynemouth, Whitley Bay, North
    Shields, Wallsend; cardiff: Cardiff Bay, Penarth, Canton, Roath, Pontcanna; belfast: Holywood, Titanic Quarter,
    Lisburn, Newtownabbey; nottingham@GB: Beeston, West Bridgford, Arnold; cambridge@GB: Girton, Trumpington,
    Science Park; dublin@IE: Dublin 1, Dublin 2, Sandyford, Dun Laoghaire, Dún Laoghaire, Blackrock, Tallaght,
    Swords, Clontarf, Rathmines, Ballsbridge, Docklands Dublin, Grand Canal Dock, Silicon Docks, Smithfield,
    Ranelagh, Drumcondra, Howth, Malahide, Blanchardstown, Clondalkin, Lucan, Citywest, Leopardstown, Dundrum, IFSC,
    Fingal, Stillorgan, Donnybrook, Phibsborough, Bray, Finglas, Castleknock; cork@IE: Ballincollig, Douglas, Mahon,
    Carrigaline, Little Island
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
    Kronberg, Bad Vilbel, Griesheim, Rödelheim, Europaviertel, Gateway Gardens, Sossenheim, Bergen-Enkheim,
    Sulzbach, Schwalbach, Raunheim, Kelsterbach, Dreieich, Langen, Dietzenbach; stuttgart: Bad Cannstatt, Cannstatt,
    Vaihingen, Feuerbach, Zuffenhausen, Möhringen, Degerloch, Untertürkheim, Weilimdorf, Stuttgart-West, Sillenbuch,
    Plieningen, Fellbach, Leinfelden, Leinfelden-Echterdingen, Filderstadt, Böblingen, Sindelfingen, Leonberg,
    Gerlingen, Ditzingen, Esslingen, Waiblingen, Kornwestheim, Ostfildern, Renningen; düsseldorf: Oberkassel,
    Pempelfort, Bilk, Derendorf, Flingern, Golzheim, Medienhafen, Benrath, Gerresheim, Kaiserswerth, Unterbilk,
    Meerbusch, Ratingen, Hilden, Erkrath, Heerdt; leipzig: Plagwitz, Connewitz, Südvorstadt, Lindenau, Gohlis,
    Reudnitz, Markkleeberg, Schkeuditz; dresden: Äußere Neustadt, Blasewitz, Striesen, Pieschen, Radebeul, Löbtau;
    hannover: Linden, List, Südstadt Hannover, Langenhagen, Laatzen, Garbsen, Misburg; nuremberg: Gostenhof, Fürth,
    Langwasser, Herzogenaurach, Schwabach; bremen@DE: Findorff, Schwachhausen, Vegesack, Überseestadt, Hemelingen;
    bonn: Bad Godesberg, Beuel, Poppelsdorf, Sankt Augustin; essen: Rüttenscheid, Kettwig, Werden, Steele; dortmund:
    Hörde, Hombruch, Aplerbeck; vienna@AT: Leopoldstadt, Landstraße, Wieden, Margareten, Mariahilf, Neubau,
    Josefstadt, Alsergrund, Favoriten, Simmering, Meidling, Hietzing, Penzing, Ottakring, Hernals, Währing, Döbling,
    Brigittenau, Floridsdorf, Donaustadt, Liesing, Innere Stadt, Seestadt, Aspern, Klosterneuburg, Schwechat,
    Mödling, Perchtoldsdorf, Brunn am Gebirge, Vösendorf, Wien Umgebung; zürich: Oerlikon, Altstetten, Wiedikon,
    Aussersihl, Seefeld, Enge, Wollishofen, Schwamendingen, Höngg, Albisrieden, Kreis 4, Kreis 5, Zürich West,
    Dübendorf, Wallisellen, Opfikon, Glattbrugg, Kloten, Schlieren, Dietikon, Uster, Adliswil, Thalwil, Küsnacht,
    Zollikon, Regensdorf, Rümlang, Horgen, Glattpark, Volketswil, Urdorf; geneva: Carouge, Plainpalais, Lancy,
    Vernier, Meyrin, Eaux-Vives, Onex, Pâquis, Cologny, Thônex, Champel, Plan-les-Ouates, Versoix; basel:
    Kleinbasel, Gundeldingen, Muttenz, Allschwil, Binningen, Birsfelden, Münchenstein, Reinach, Pratteln; bern@CH:
    Bümpliz, Köniz, Ostermundigen, Wankdorf, Ittigen; lausanne: Renens, Ouchy, Pully, Ecublens, Prilly, Flon
"""
_ROMANCE = """
    paris@FR: La Défense, La Defense, Montmartre, Marais, Le Marais, Belleville, Bastille, Montparnasse,
    Saint-Germain, Saint Germain des Prés, Quartier Latin, Batignolles, Ménilmontant, Passy, Auteuil, Pigalle,
    Bercy, Opéra, République, Courbevoie, Puteaux, Levallois, Levallois-Perret, Neuilly, Neuilly-sur-Seine,
    Boulogne, Boulogne-Billancourt, Issy, Issy-les-Moulineaux, Montreuil, Saint-Denis, Saint-Ouen, Pantin, Clichy,
    Nanterre, Suresnes, Rueil-Malmaison, Vincennes, Ivry, Ivry-sur-Seine, Créteil, Vitry, Vitry-sur-Seine, Bagneux,
    Montrouge, Malakoff, Vanves, Clamart, Meudon, Versailles, Saclay, Paris-Saclay, Massy, Palaiseau, Vélizy, Évry,
    Guyancourt, Saint-Quentin-en-Yvelines, Cergy, Noisy-le-Grand, Marne-la-Vallée, Roissy, Aubervilliers, Bobigny,
    Bagnolet, Gentilly, Asnières, Asnières-sur-Seine, Colombes, Gennevilliers, Le Kremlin-Bicêtre, Charenton, Paris
    intra-muros, Paris Sud, Paris Nord, 1er arrondissement, Paname Paris, Sèvres, Saint-Cloud, Antony; lyon:
    Villeurbanne, Part-Dieu, La Part-Dieu, Croix-Rousse, Presqu'île, Confluence, Gerland, Vaise, Vieux Lyon, Bron,
    Vénissieux, Écully, Caluire, Caluire-et-Cuire, Saint-Priest, Limonest, Dardilly, Oullins, Tassin; marseille: La
    Joliette, Vieux-Port, Euroméditerranée, Aubagne, Castellane, Château-Gombert, Vitrolles; toulouse: Blagnac,
    Colomiers, Labège, Rangueil, Purpan, Capitole, Saint-Cyprien, Balma, Ramonville; bordeaux: Mérignac, Pessac,
    Talence, Bègles, Chartrons, Bacalan, Le Bouscat; lille: Villeneuve-d'Ascq, Euralille, Marcq-en-Baroeul,
    Euratechnologies, Lambersart, Vieux-Lille; nantes: Saint-Herblain, Rezé, Orvault, Carquefou; nice@FR: Sophia
    Antipolis, Cagnes-sur-Mer, Saint-Laurent-du-Var; strasbourg: Schiltigheim, Illkirch, Illkirch-Graffenstaden,
    Neudorf, Kehl; grenoble: Meylan, Échirolles, Saint-Martin-d'Hères, Montbonnot; brussels: Ixelles, Elsene,
    Etterbeek, Uccle, Ukkel, Saint-Gilles, Sint-Gillis, Schaerbeek, Schaarbeek, Anderlecht, Molenbeek, Forest,
    Vorst, Woluwe, Woluwe-Saint-Pierre, Woluwe-Saint-Lambert, Auderghem, Oudergem, Evere, Laeken, Zaventem, Diegem,
    Machelen, Vilvoorde, Waterloo, Jette, Koekelberg, Watermael-Boitsfort, Zellik, Groot-Bijgaarden; antwerp:
    Berchem, Borgerhout, Deurne, Merksem, Wilrijk, Hoboken, Mortsel, Zuid Antwerpen, Ekeren; gent: Gentbrugge,
    Ledeberg, Merelbeke, Zwijnaarde, Drongen; madrid@ES: Chamartín, Chamberí, Salamanca Madrid, Barrio de Salamanca,
    Malasaña, Lavapiés, La Latina, Retiro, Chueca, Arganzuela, Moncloa, Tetuán, Carabanchel, Usera, Vallecas,
    Hortaleza, Las Tablas, Sanchinarro, Alcobendas, San Sebastián de los Reyes, Pozuelo, Pozuelo de Alarcón, Las
    Rozas, Majadahonda, Getafe, Leganés, Alcorcón, Móstoles, Fuenlabrada, Torrejón, Torrejón de Ardoz, Coslada,
    Rivas, Rivas-Vaciamadrid, Boadilla, Boadilla del Monte, Tres Cantos, Barajas, Ciudad Lineal, San Blas,
    Moratalaz, Puente de Vallecas, Villaverde, Alcalá de Henares, Parla, Montecarmelo, Cuatro Torres, Sol Madrid;
    barcelona@ES: Poblenou, El Poblenou, 22@, Eixample, L'Eixample, Gràcia, Gracia, Sants, Les Corts, Sarrià, Sant
    Gervasi, Sarrià-Sant Gervasi, Raval, El Born, Barceloneta, Gòtic, Sant Andreu, Horta, Nou Barris, Sant Martí,
    Poble-sec, L'Hospitalet, Hospitalet, L'Hospitalet de Llobregat, Badalona, Sant Cugat, Sant Cugat del Vallès,
    Cornellà, Esplugues, El Prat, El Prat de Llobregat, Sant Joan Despí, Sant Boi, Viladecans, Castelldefels,
    Sabadell, Terrassa, Cerdanyola, Santa Coloma, Montcada, Rubí, Mollet, Diagonal Mar, Zona Franca; valencia@ES:
    Ruzafa, Russafa, Benimaclet, El Cabanyal, Campanar, Paterna, Mislata, Burjassot, Torrent, Patraix; sevilla:
    Triana, Nervión, Dos Hermanas, La Cartuja, Los Remedios; málaga: Torremolinos, El Palo, Teatinos, Campanillas,
    PTA Málaga; bilbao: Deusto, Abando, Barakaldo, Getxo, Zamudio, Zorrozaurre, Indautxu, Leioa; zaragoza@ES:
    Delicias, Actur; lisbon@PT: Alfama, Chiado, Bairro Alto, Baixa, Parque das Nações, Alvalade, Benfica, Belém
    Lisboa, Campo de Ourique, Marvila, Saldanha, Avenidas Novas, Amadora, Odivelas, Almada, Loures, Oeiras, Cascais,
    Sintra, Carnaxide, Algés, Taguspark, Lagoas Park, Estoril, Seixal, Barreiro, Telheiras, Entrecampos, Alcântara;
    porto@PT: Vila Nova de Gaia, Gaia, Matosinhos, Maia, Gondomar, Foz do Douro, Boavista, Cedofeita, Paranhos,
    Ribeira do Porto, Leça da Palmeira, Campanhã; milan: Porta Nuova, Porta Romana, Porta Venezia, Navigli, Brera,
    Isola, Lambrate, Bicocca, NoLo, CityLife, Bovisa, San Siro, Loreto, Città Studi, Assago, Sesto San Giovanni,
    Cologno Monzese, Segrate, San Donato, San Donato Milanese, Rho, Rozzano, Cinisello Balsamo, Agrate, Agrate
    Brianza, Basiglio, Milanofiori, Vimercate, Monza, Cernusco, Cernusco sul Naviglio, Pero; rome@IT: Trastevere,
    EUR, Prati, Testaccio, Ostiense, Monti, San Lorenzo, Parioli, Tiburtina, Pigneto, Garbatella, Ostia, Fiumicino,
    Esquilino, Tor Vergata, Montesacro, Centocelle; turin: Lingotto, Crocetta, San Salvario, Mirafiori, Moncalieri,
    Collegno, Rivoli, Vanchiglia, Grugliasco, Settimo Torinese; naples@IT: Vomero, Chiaia, Fuorigrotta, Pozzuoli,
    Posillipo, Bagnoli; bologna: Casalecchio, Casalecchio di Reno, San Lazzaro, Bolognina, Zola Predosa, Castel
    Maggiore; florence@IT: Novoli, Oltrarno, Rifredi, Scandicci, Sesto Fiorentino, Campo di Marte; venice@IT:
    Mestre, Marghera, Cannaregio; genoa: Sampierdarena, Nervi, Sestri Ponente; bucharest: Pipera, Floreasca,
    Voluntari, Militari, Berceni, Drumul Taberei, Titan, Otopeni, Sector 1, Sector 2, Sector 3, Sector 4, Sector 5,
    Sector 6
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
    Aker Brygge, Bjørvika, Grønland Oslo, St. Hanshaugen, Tøyen, Helsfyr, Bryn, Asker, Lillestrøm, Lørenskog,
    Sagene, Økern, Barcode; bergen@NO: Fana, Fyllingsdalen, Åsane, Kokstad, Sandsli; trondheim: Lade, Moholt,
    Heimdal; stavanger: Forus, Sandnes, Sola; helsinki: Kallio, Kamppi, Punavuori, Pasila, Ruoholahti, Kalasatama,
    Töölö, Jätkäsaari, Vallila, Espoo, Vantaa, Otaniemi, Leppävaara, Keilaniemi, Kauniainen, Tapiola, Matinkylä,
    Tikkurila, Malmi, Itäkeskus, Herttoniemi, Arabia, Kruununhaka, Lauttasaari, Pitäjänmäki; tampere: Hervanta,
    Kaleva, Tesoma, Nokia Tampere; turku: Kupittaa, Raisio, Kaarina; warsaw@PL: Mokotów, Wola, Śródmieście,
    Praga-Północ, Praga-Południe, Praga Północ, Praga Południe, Ursynów, Żoliborz, Bielany, Bemowo, Ochota, Wilanów,
    Białołęka, Targówek, Włochy, Ursus, Wawer, Służewiec, Powiśle, Saska Kępa, Wesoła, Rembertów, Piaseczno,
    Pruszków, Konstancin, Piastów, Ząbki, Marki, Mordor na Domaniewskiej; kraków: Kazimierz, Podgórze, Nowa Huta,
    Zabłocie, Krowodrza, Bronowice, Stare Miasto Kraków, Dębniki, Prądnik Biały, Prądnik Czerwony, Czyżyny,
    Grzegórzki, Bieżanów, Zabierzów, Wieliczka, Ruczaj; wrocław: Krzyki, Fabryczna, Psie Pole, Biskupin, Nadodrze,
    Grabiszyn, Muchobór, Ołbin, Oporów; gdańsk: Oliwa, Wrzeszcz, Przymorze, Zaspa, Letnica, Osowa; poznań: Jeżyce,
    Grunwald, Winogrady, Rataje, Wilda, Łazarz, Piątkowo; łódź: Widzew, Bałuty, Polesie, Retkinia; katowice: Ligota,
    Brynów, Koszutka, Bogucice; prague: Praha 1, Praha 2, Praha 3, Praha 4, Praha 5, Praha 6, Praha 7, Praha 8,
    Praha 9, Praha 10, Smíchov, Karlín, Žižkov, Vinohrady, Holešovice, Dejvice, Nusle, Vršovice, Letňany, Chodov,
    Pankrác, Libeň, Malá Strana, Staré Město, Nové Město, Anděl, Stodůlky, Prosek, Břevnov, Michle, Letná, Butovice,
    Vysočany, Strašnice, Troja, Bubeneč; brno: Brno-střed, Královo Pole, Líšeň, Bystrc, Slatina, Židenice,
    Žabovřesky, Medlánky, Černá Pole; budapest: Buda, Pest, Óbuda, Újbuda, Zugló, Belváros, Lipótváros, Terézváros,
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
    Bornova, Konak, Alsancak, Buca, Bayraklı; kyiv: Podil, Pechersk, Obolon, Troieshchyna, Pozniaky, Поділ,
    Печерськ, Оболонь; lviv: Sykhiv; moscow@RU: Khimki, Mytishchi, Zelenograd, Krasnogorsk, Odintsovo, Химки,
    Мытищи, Зеленоград, Красногорск, Одинцово, Сколково, Skolkovo, Тверская, Арбат, Москва-Сити, Бутово, Марьино;
    saint petersburg@RU: Vasilievsky Island, Pushkin, Petrogradka, Васильевский остров, Купчино, Петроградка;
    vilnius: Žvėrynas, Užupis, Antakalnis, Šnipiškės, Naujamiestis; riga: Āgenskalns, Teika, Purvciems; tallinn:
    Kalamaja, Kesklinn, Ülemiste, Mustamäe, Kristiine, Telliskivi, Lasnamäe; luxembourg@LU: Kirchberg, Gasperich,
    Cloche d'Or, Limpertsberg, Strassen, Bertrange, Howald, Leudelange
"""
_AMERICAS = """
    new york city: Manhattan, Brooklyn, Queens, Bronx, The Bronx, Staten Island, Harlem, SoHo, Tribeca, Chelsea,
    Midtown Manhattan, Upper East Side, Upper West Side, Lower East Side, East Village, West Village, Greenwich
    Village, Williamsburg, Bushwick, Bedford-Stuyvesant, Bed-Stuy, Park Slope, DUMBO, Greenpoint, Astoria, Long
    Island City, LIC, Flushing, Financial District NYC, FiDi, Wall Street, Hudson Yards, Crown Heights, Jackson
    Heights, Forest Hills, Red Hook, Bay Ridge, Flatiron, Times Square, Hells Kitchen, Washington Heights, NYC
    metro, Jersey City, Hoboken, Newark, Weehawken, Yonkers, Fort Lee, Union City; los angeles: Hollywood, West
    Hollywood, WeHo, Santa Monica, Venice Beach, Culver City, Downtown LA, DTLA, Silver Lake, Echo Park, Los Feliz,
    Koreatown, Sherman Oaks, Studio City, North Hollywood, NoHo, Van Nuys, Encino, Woodland Hills, Marina del Rey,
    Playa Vista, Westwood, Brentwood LA, Bel Air, Century City, San Fernando Valley, El Segundo, Pasadena, Burbank,
    Glendale LA, Beverly Hills, Manhattan Beach, Inglewood, Westside LA, Hawthorne, Torrance, Redondo Beach; san
    francisco: SoMa, Mission District, The Mission, Castro, Haight, Haight-Ashbury, Nob Hill, Pacific Heights,
    Marina District, Dogpatch, Potrero Hill, Noe Valley, Embarcadero, Mission Bay, South San Francisco, South SF,
    Daly City, Sausalito, Emeryville, Berkeley, Alameda, Richmond District, Sunset District, North Beach SF, San
    Mateo, Burlingame, Mill Valley; san jose@US-CA: Santa Clara, Cupertino, Campbell, Milpitas, Los Gatos, Willow
    Glen, Mountain View, Los Altos, Saratoga; chicago: The Loop, Chicago Loop, Lincoln Park, Wicker Park, Logan
    Square, River North, West Loop, Hyde Park, Lakeview, Evanston, Oak Park, Fulton Market, South Loop, Gold Coast
    Chicago, Pilsen, Bucktown, Schaumburg, Skokie, Oak Brook, Rosemont, Deerfield, Northbrook; boston@US-MA: Back
    Bay, South End, South Boston, Southie, Seaport, Seaport District, Beacon Hill, Dorchester, Jamaica Plain,
    Roxbury, Fenway, Allston, Brighton MA, Charlestown, North End, Cambridge, Somerville, Brookline, Quincy,
    Waltham, Newton, Medford, Malden, Watertown, Kendall Square, Kendall Sq, Lexington, Burlington, Needham, Revere;
    seattle: Capitol Hill, Ballard, Fremont, Queen Anne, South Lake Union, SLU, Belltown, Pioneer Square, West
    Seattle, U District, Bellevue, Redmond, Kirkland, Bothell, Renton, Mercer Island, Issaquah, Lynnwood, Shoreline;
    washington@US-DC: Georgetown, Dupont Circle, Adams Morgan, Capitol Hill, Navy Yard, Foggy Bottom, Bethesda,
    Silver Spring, Arlington, Alexandria, Tysons, Tysons Corner, McLean, Reston, Rosslyn, Crystal City, Rockville,
    Falls Church, Ballston, Vienna VA, Herndon, Fairfax, College Park, National Harbor; austin@US-TX: East Austin,
    The Domain, South Congress, Zilker, Mueller, Round Rock, Cedar Park, Pflugerville, Westlake Hills, Hyde Park
    Austin; dallas@US: Uptown Dallas, Deep Ellum, Plano, Irving, Las Colinas, Richardson, Addison, Frisco, Frisco
    TX, Garland, Highland Park, Carrollton, Farmers Branch, Mesquite, Oak Lawn; houston: The Heights, Montrose,
    Galleria, Energy Corridor, Katy, Sugar Land, The Woodlands, Midtown Houston, River Oaks, Bellaire, Pasadena TX;
    atlanta: Buckhead, Midtown Atlanta, Decatur, Sandy Springs, Alpharetta, Marietta, Dunwoody, Roswell, Perimeter,
    Virginia-Highland, Smyrna, Brookhaven; miami: Brickell, Wynwood, Coral Gables, Miami Beach, South Beach, Doral,
    Coconut Grove, Little Havana, Hialeah, Aventura, Kendall; denver: LoDo, RiNo, Capitol Hill Denver, Aurora,
    Lakewood, Cherry Creek, Englewood, Denver Tech Center, DTC, Littleton, Centennial, Westminster CO, Broomfield,
    Golden, Greenwood Village, Arvada; philadelphia: Center City, Fishtown, University City, Manayunk, King of
    Prussia, Conshohocken, Camden, Cherry Hill, Bala Cynwyd, Old City; san diego: La Jolla, Gaslamp, Hillcrest,
    Pacific Beach, Carlsbad, Chula Vista, Sorrento Valley, Del Mar, North Park; portland@US-OR: Pearl District,
    Beaverton, Hillsboro, Gresham, Lake Oswego, Tigard, Alberta Arts; phoenix: Scottsdale, Tempe, Mesa, Chandler,
    Gilbert, Glendale, Peoria AZ; minneapolis: North Loop, Uptown Minneapolis, Bloomington, Edina, Eden Prairie,
    Minnetonka, St. Louis Park, Plymouth MN; detroit: Dearborn, Southfield, Troy, Royal Oak, Warren, Birmingham MI,
    Auburn Hills, Ferndale, Livonia; toronto: North York, Scarborough, Etobicoke, Mississauga, Brampton, Markham,
    Vaughan, Richmond Hill, Liberty Village, Leslieville, Yorkville, East York, Thornhill, King West, Parkdale,
    Downtown Toronto, The Annex, Oakville, Ajax, Pickering; montréal: Plateau, Plateau-Mont-Royal, Le Plateau, Mile
    End Montreal, Laval, Griffintown, Verdun, Saint-Laurent, Longueuil, Outremont, Westmount, Villeray, Rosemont
    Montréal, Vieux-Montréal, Old Montreal, Brossard, Dorval, NDG, Hochelaga; vancouver@CA: Burnaby, Richmond,
    Kitsilano, Gastown, Yaletown, North Vancouver, West Vancouver, Surrey, Coquitlam, Mount Pleasant, New
    Westminster, Kits, Port Moody; ottawa: Kanata, Gatineau, Nepean, Orleans, Byward Market, Gloucester Ottawa;
    calgary: Beltline, Kensington Calgary, Bridgeland; mexico city: Polanco, Roma Norte, Roma Sur, La Condesa,
    Condesa, Coyoacán, Santa Fe CDMX, Santa Fe Mexico, Iztapalapa, Benito Juárez, Del Valle, Narvarte, Cuauhtémoc,
    Tlalpan, Azcapotzalco, Naucalpan, Interlomas, Tlalnepantla, Álvaro Obregón, Xochimilco, Miguel Hidalgo,
    Nezahualcóyotl, Ecatepec; guadalajara@MX: Zapopan, Tlaquepaque, Providencia; monterrey: San Pedro Garza García,
    San Nicolás de los Garza, San Pedro NL, Apodaca, Santa Catarina NL, Guadalupe NL; são paulo: Pinheiros, Vila
    Madalena, Itaim Bibi, Vila Olímpia, Moema, Jardins, Avenida Paulista, Faria Lima, Brooklin, Morumbi, Tatuapé,
    Santana, Osasco, Barueri, Alphaville, Guarulhos, Santo André, São Bernardo, São Bernardo do Campo, São Caetano,
    São Caetano do Sul, Diadema, Perdizes, Berrini, Mooca, Lapa SP, ABC Paulista, Vila Mariana, Santo Amaro, Cotia,
    Taboão da Serra; rio de janeiro: Copacabana, Ipanema, Leblon, Botafogo, Barra da Tijuca, Tijuca, Niterói,
    Flamengo, Lapa Rio, Centro Rio, Jacarepaguá, Recreio; belo horizonte: Savassi, Pampulha, Contagem, Betim, Nova
    Lima; curitiba: Batel, Água Verde, São José dos Pinhais; porto alegre: Moinhos de Vento, Canoas, São Leopoldo;
    buenos aires: Palermo Soho, Palermo Hollywood, Recoleta, Belgrano, San Telmo, Caballito, Puerto Madero, Villa
    Crespo, Vicente López, San Isidro, Olivos, Núñez, Almagro, Villa Urquiza, Avellaneda, Microcentro, Villa Devoto,
    Quilmes, Tigre, Colegiales; bogotá: Chapinero, Usaquén, Suba, Teusaquillo, Chía, Cedritos, Fontibón, Kennedy
    Bogotá, Soacha, Engativá; medellín: El Poblado, Poblado, Laureles, Envigado, Itagüí, Sabaneta, Bello;
    santiago@CL: Providencia, Las Condes, Ñuñoa, Vitacura, Maipú, Puente Alto, La Florida, San Miguel Santiago, La
    Reina, Lo Barnechea, Huechuraba; lima@PE: Miraflores, San Isidro Lima, Barranco, Surco, Santiago de Surco,
    Callao, San Borja, La Molina, San Miguel Lima, Jesús María, Lince
"""
_ASIA_AFRICA_OCEANIA = """
    bengaluru: Koramangala, Whitefield, Indiranagar, HSR Layout, HSR, Electronic City, E-City, Marathahalli,
    Bellandur, Sarjapur, Sarjapur Road, Jayanagar, JP Nagar, Hebbal, Yelahanka, Malleshwaram, Rajajinagar, BTM
    Layout, BTM, Banashankari, KR Puram, Domlur, MG Road, Manyata Tech Park, Manyata, Outer Ring Road, ORR,
    Bannerghatta Road, Basavanagudi, CV Raman Nagar, Devanahalli, Hosur Road, Peenya, ITPL, Varthur, Kengeri, HBR
    Layout, Silk Board, Nagawara, Mahadevapura, Ulsoor, Bommanahalli; mumbai: Andheri, Andheri East, Andheri West,
    Powai, Bandra, Bandra Kurla Complex, BKC, Goregaon, Malad, Borivali, Kandivali, Juhu, Lower Parel, Worli, Dadar,
    Thane, Navi Mumbai, Vashi, Airoli, Ghatkopar, Vikhroli, Mulund, Chembur, Colaba, Nariman Point, Santacruz,
    Kurla, Belapur, Mira Road, Dombivli, Kalyan, Ghansoli, Kharghar, Panvel, Mahape, Nerul, Churchgate, Sion,
    Prabhadevi, Vile Parle, Versova, Kanjurmarg, Mira Bhayandar, Seepz; delhi: Saket, Dwarka, Connaught Place, CP
    Delhi, Nehru Place, Okhla, Rohini, Karol Bagh, Lajpat Nagar, Vasant Kunj, Hauz Khas, South Delhi, East Delhi,
    West Delhi, North Delhi, Pitampura, Janakpuri, Mayur Vihar, Greater Kailash, Noida, Gurugram, Faridabad,
    Ghaziabad, Greater Noida, Noida Extension, Laxmi Nagar, Chanakyapuri, Aerocity, Jasola, Rajouri Garden,
    Indirapuram, Vaishali Ghaziabad, Preet Vihar; gurugram: Cyber City, DLF Cyber City, DLF, Cyberhub, Sohna Road,
    Golf Course Road, Udyog Vihar, Manesar, IMT Manesar, MG Road Gurgaon, DLF Phase 3; noida: Sector 62, Sector 18,
    Sector 63, Sector 16, Film City Noida, Sector 135, Sector 125; hyderabad@IN: HITEC City, Hitech City, Hi-Tech
    City, Gachibowli, Madhapur, Kondapur, Banjara Hills, Jubilee Hills, Secunderabad, Begumpet, Kukatpally, Miyapur,
    Ameerpet, Financial District Hyderabad, Nanakramguda, Uppal, LB Nagar, Manikonda, Tolichowki, Raidurg,
    Nallagandla, Kompally, Mindspace, Somajiguda; pune: Hinjewadi, Hinjawadi, Kharadi, Baner, Wakad, Viman Nagar,
    Magarpatta, Hadapsar, Aundh, Kothrud, Pimpri, Chinchwad, Pimpri-Chinchwad, PCMC, Koregaon Park, Kalyani Nagar,
    Shivajinagar, Yerawada, Balewadi, Bavdhan, Pimple Saudagar, Talawade, Warje, Wagholi; chennai: OMR, Guindy, T
    Nagar, T. Nagar, Velachery, Sholinganallur, Adyar, Anna Nagar, Perungudi, Tambaram, Porur, Ambattur, Mylapore,
    Siruseri, Navalur, Thoraipakkam, Taramani, Tidel Park, Nungambakkam, Old Mahabalipuram Road, Chromepet,
    Alwarpet, Egmore, Medavakkam; kolkata: Salt Lake, Salt Lake City Kolkata, Sector V, Salt Lake Sector V, New
    Town, Newtown, Rajarhat, Park Street, Howrah, Ballygunge, Dum Dum, Jadavpur, Garia, Behala, Alipore; ahmedabad:
    Gandhinagar, SG Highway, Navrangpura, Bopal, GIFT City, Satellite Ahmedabad, Prahlad Nagar, Vastrapur; kochi@IN:
    Kakkanad, Infopark, Edappally, Kaloor, Aluva, Fort Kochi; thiruvananthapuram: Technopark, Kazhakoottam;
    chandigarh: Mohali, Panchkula, Zirakpur, IT Park Chandigarh; jaipur: Malviya Nagar, Mansarovar, Sitapura,
    Vaishali Nagar; indore: Vijay Nagar, Palasia; coimbatore: Saravanampatti, Peelamedu, Gandhipuram; lucknow: Gomti
    Nagar, Hazratganj; tokyo: Shibuya, Shinjuku, Minato, Chiyoda, Roppongi, Ginza, Akihabara, Ikebukuro, Shinagawa,
    Meguro, Setagaya, Ebisu, Marunouchi, Otemachi, Odaiba, Toyosu, Ueno, Asakusa, Nakano, Harajuku, Aoyama, Akasaka,
    Toranomon, Gotanda, Chuo-ku, Koto, 渋谷, 新宿, 港区, 六本木, 品川, 目黒, 世田谷, 池袋, 千代田, 恵比寿, 秋葉原, 銀座, 豊洲, 中央区; osaka: Umeda,
    Namba, Shinsaibashi, Yodoyabashi, Honmachi, 梅田, 難波; yokohama: Minato Mirai, Shin-Yokohama, みなとみらい; seoul:
    Gangnam, Pangyo, Hongdae, Mapo, Jongno, Itaewon, Yeouido, Songpa, Seocho, Guro, Yongsan, Jamsil, Seongsu,
    Gangnam-gu, 강남, 강남구, 판교, 홍대, 마포, 마포구, 종로, 여의도, 송파, 송파구, 서초, 서초구, 구로, 성수, 용산, 잠실, 영등포; beijing: Haidian, Chaoyang
    Beijing, Zhongguancun, Wangjing, Dongcheng, Xicheng, 海淀, 海淀区, 朝阳区, 中关村, 望京, 国贸, 东城区, 西城区, 亦庄; shanghai: Pudong,
    Xuhui, Jing'an, Lujiazui, Minhang, Zhangjiang, Hongqiao, Puxi, 浦东, 浦东新区, 徐汇, 静安, 陆家嘴, 闵行, 张江, 虹桥, 杨浦; shenzhen:
    Nanshan, Futian, Qianhai, Luohu, Longgang, Baoan, 南山, 南山区, 福田, 前海, 罗湖, 龙岗, 宝安; guangzhou: Tianhe, Panyu, Yuexiu,
    天河, 番禺, 越秀; hangzhou: Binjiang, Yuhang, 滨江, 余杭, 西湖区; hong kong: Kowloon, Central HK, Wan Chai, Causeway Bay,
    Tsim Sha Tsui, TST, Mong Kok, Sai Ying Pun, Quarry Bay, Kwun Tong, New Territories, Sha Tin, Hong Kong Island,
    Admiralty, 九龍, 中環, 銅鑼灣, 尖沙咀; taipei: Xinyi Taipei, Neihu, Daan, Nangang, Banqiao, New Taipei, 內湖, 信義區, 板橋, 新北;
    singapore: Jurong, Jurong East, Tampines, Orchard, Raffles Place, Marina Bay, One-North, Woodlands, Changi,
    Tanjong Pagar, Clementi, Punggol, Toa Payoh, Ang Mo Kio, Bukit Timah, Sentosa, Paya Lebar, Buona Vista; kuala
    lumpur: Bangsar, Petaling Jaya, PJ, KLCC, Mont Kiara, Subang Jaya, Cyberjaya, Shah Alam, Bukit Bintang,
    Damansara, Puchong, Cheras, Bangsar South, Klang Valley, Putrajaya, Ampang; bangkok: Sukhumvit, Silom, Sathorn,
    Asoke, Ari, Thonglor, Ekkamai, Siam, Chatuchak, Nonthaburi, Lat Phrao, Rama 9; jakarta: Kuningan, Sudirman,
    SCBD, Menteng, Kemang, Tangerang, BSD, BSD City, Bekasi, Depok, South Jakarta, Central Jakarta, Jabodetabek,
    Kelapa Gading; manila: Makati, BGC, Bonifacio Global City, Taguig, Quezon City, Ortigas, Pasig, Mandaluyong,
    Pasay, Alabang, Muntinlupa, Eastwood, Parañaque, Marikina; ho chi minh city: District 1, District 2, District 7,
    Thu Duc, Quan 1, Quận 1, Quan 7, Binh Thanh, Thao Dien, Phu My Hung, Tan Binh, Go Vap; hanoi: Cau Giay, Ba Dinh,
    Hoan Kiem, Tay Ho, Dong Da, Nam Tu Liem; tel aviv: Ramat Gan, Givatayim, Herzliya, Jaffa, Bnei Brak, Petah
    Tikva, Florentin, Holon, Bat Yam, Ramat Hasharon, Ramat Aviv, רמת גן, הרצליה, גבעתיים, יפו, חולון; haifa:
    Carmel, Yokneam; dubai: Dubai Marina, JLT, Jumeirah, Downtown Dubai, Deira, Business Bay, DIFC, Dubai Internet
    City, Al Barsha, JVC, Bur Dubai, Sharjah, Palm Jumeirah, Silicon Oasis, Jumeirah Lake Towers, Al Quoz, Media
    City Dubai, ديرة, دبي مارينا, جميرا; abu dhabi: Yas Island, Khalifa City, Al Reem Island, Masdar City, Mussafah;
    riyadh: Olaya, KAFD, Al Malqa, العليا, حي العليا; cairo: Maadi, Nasr City, Zamalek, Heliopolis, New Cairo, Giza,
    6th of October, Sheikh Zayed, Dokki, Mohandessin, Smart Village, المعادي, مدينة نصر, الزمالك, مصر الجديدة,
    الجيزة; casablanca: Maarif, Casanearshore, Ain Sebaa, Sidi Maarouf; tunis: La Marsa, Ariana, Les Berges du Lac;
    beirut: Hamra, Achrafieh; lagos@NG: Lekki, Ikeja, Victoria Island, VI Lagos, Ikoyi, Yaba, Surulere, Ajah;
    nairobi: Westlands, Kilimani, Karen, Kileleshwa, Upper Hill, Lavington; accra: East Legon, Osu, Tema, Airport
    City; johannesburg: Sandton, Rosebank, Randburg, Midrand, Bryanston, Soweto, Fourways, Roodepoort, Bedfordview,
    Melrose Arch; cape town: Sea Point, Stellenbosch, Claremont, Bellville, Green Point, Century City Cape Town,
    Woodstock, Observatory, Observatory Cape Town, Durbanville, Gardens Cape Town; pretoria: Centurion, Hatfield,
    Menlyn; durban: Umhlanga, Pinetown; sydney@AU: Parramatta, North Sydney, Surry Hills, Bondi, Manly, Chatswood,
    Macquarie Park, Newtown, Pyrmont, Barangaroo, Chippendale, Redfern, Ultimo, Sydney CBD, Ryde, Penrith, Northern
    Beaches, Inner West, Eastern Suburbs, Liverpool NSW, Blacktown, Bankstown, Sutherland, Hurstville, Alexandria
    NSW, Mosman; melbourne@AU: Richmond, Fitzroy, St Kilda, South Yarra, Docklands, Carlton, Brunswick, Collingwood,
    Southbank, Box Hill, Dandenong, Footscray, Hawthorn, Cremorne, South Melbourne, Melbourne CBD, Prahran,
    Northcote, Glen Waverley, Mulgrave, Clayton, Werribee; brisbane: Fortitude Valley, South Brisbane, West End
    Brisbane, New Farm, Milton, Toowong, South Bank, Ipswich QLD, Brisbane CBD, Chermside, Logan; perth@AU:
    Fremantle, Subiaco, Joondalup, West Perth, Osborne Park, Perth CBD; adelaide: Glenelg, Norwood SA, Mawson Lakes,
    North Adelaide; auckland: Ponsonby, Parnell, North Shore, Takapuna, Manukau, Newmarket, Albany Auckland,
    Auckland CBD, Mount Eden, Henderson; wellington@NZ: Te Aro, Lower Hutt, Petone, Porirua; canberra: Belconnen,
    Gungahlin, Barton, Queanbeyan, Woden
"""


def _by_town(*texts: str) -> dict[str, tuple[str, ...]]:
    """City → its parts, from tables in which a city may stand more than once."""
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for town, names in table_in(text).items():
            found[town] = (*found.get(town, ()), *names_in(names))
    return found


DISTRICTS = _by_town(_BRITISH_ISLES, _GERMAN, _ROMANCE, _EUROPE, _AMERICAS, _ASIA_AFRICA_OCEANIA)

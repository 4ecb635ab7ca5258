"""Parts of large cities outside Europe, by city, in the form of `town_districts`. Data, no logic."""

AMERICAS = """
    new york city: Manhattan, Brooklyn, Queens, Bronx, The Bronx, Staten Island, Harlem, SoHo, Tribeca, Chelsea,
    Midtown Manhattan, Upper East Side, Upper West Side, Lower East Side, East Village, West Village, Greenwich
    Village, Williamsburg, Bushwick, Bedford-Stuyvesant, Bed-Stuy, Park Slope, DUMBO, Greenpoint, Astoria, Long
    Island City, LIC, Flushing, Financial District NYC, FiDi, Wall Street, Hudson Yards, Crown Heights, Jackson
    Heights, Forest Hills, Red Hook, Bay Ridge, Flatiron, Times Square, Hells Kitchen, Washington Heights, NYC metro,
    Jersey City, Hoboken, Newark, Weehawken, Yonkers, Fort Lee, Union City; los angeles: Hollywood, West Hollywood,
    WeHo, Santa Monica, Venice Beach, Culver City, Downtown LA, DTLA, Silver Lake, Echo Park, Los Feliz, Koreatown,
    Sherman Oaks, Studio City, North Hollywood, NoHo, Van Nuys, Encino, Woodland Hills, Marina del Rey, Playa Vista,
    Westwood, Brentwood LA, Bel Air, Century City, San Fernando Valley, El Segundo, Pasadena, Burbank, Glendale LA,
    Beverly Hills, Manhattan Beach, Inglewood, Westside LA, Hawthorne, Torrance, Redondo Beach; san francisco: SoMa,
    Mission District, The Mission, Castro, Haight, Haight-Ashbury, Nob Hill, Pacific Heights, Marina District,
    Dogpatch, Potrero Hill, Noe Valley, Embarcadero, Mission Bay, South San Francisco, South SF, Daly City,
    Sausalito, Emeryville, Berkeley, Alameda, Richmond District, Sunset District, North Beach SF, San Mateo,
    Burlingame, Mill Valley; san jose@US-CA: Santa Clara, Cupertino, Campbell, Milpitas, Los Gatos, Willow Glen,
    Mountain View, Los Altos, Saratoga; chicago: The Loop, Chicago Loop, Lincoln Park, Wicker Park, Logan Square,
    River North, West Loop, Hyde Park, Lakeview, Evanston, Oak Park, Fulton Market, South Loop, Gold Coast Chicago,
    Pilsen, Bucktown, Schaumburg, Skokie, Oak Brook, Rosemont, Deerfield, Northbrook; boston@US-MA: Back Bay, South
    End, South Boston, Southie, Seaport, Seaport District, Beacon Hill, Dorchester, Jamaica Plain, Roxbury, Fenway,
    Allston, Brighton MA, Charlestown, North End, Cambridge, Somerville, Brookline, Quincy, Waltham, Newton, Medford,
    Malden, Watertown, Kendall Square, Kendall Sq, Lexington, Burlington, Needham, Revere; seattle: Capitol Hill,
    Ballard, Fremont, Queen Anne, South Lake Union, SLU, Belltown, Pioneer Square, West Seattle, U District,
    Bellevue, Redmond, Kirkland, Bothell, Renton, Mercer Island, Issaquah, Lynnwood, Shoreline; washington@US-DC:
    Georgetown, Dupont Circle, Adams Morgan, Capitol Hill, Navy Yard, Foggy Bottom, Bethesda, Silver Spring,
    Arlington, Alexandria, Tysons, Tysons Corner, McLean, Reston, Rosslyn, Crystal City, Rockville, Falls Church,
    Ballston, Vienna VA, Herndon, Fairfax, College Park, National Harbor; austin@US-TX: East Austin, The Domain,
    South Congress, Zilker, Mueller, Round Rock, Cedar Park, Pflugerville, Westlake Hills, Hyde Park Austin;
    dallas@US: Uptown Dallas, Deep Ellum, Plano, Irving, Las Colinas, Richardson, Addison, Frisco, Frisco TX,
    Garland, Highland Park, Carrollton, Farmers Branch, Mesquite, Oak Lawn; houston: The Heights, Montrose, Galleria,
    Energy Corridor, Katy, Sugar Land, The Woodlands, Midtown Houston, River Oaks, Bellaire, Pasadena TX; atlanta:
    Buckhead, Midtown Atlanta, Decatur, Sandy Springs, Alpharetta, Marietta, Dunwoody, Roswell, Perimeter,
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
ASIA_AFRICA_OCEANIA = """
    bengaluru: Koramangala, Whitefield, Indiranagar, HSR Layout, HSR, Electronic City, E-City, Marathahalli,
    Bellandur, Sarjapur, Sarjapur Road, Jayanagar, JP Nagar, Hebbal, Yelahanka, Malleshwaram, Rajajinagar, BTM
    Layout, BTM, Banashankari, KR Puram, Domlur, MG Road, Manyata Tech Park, Manyata, Outer Ring Road, ORR,
    Bannerghatta Road, Basavanagudi, CV Raman Nagar, Devanahalli, Hosur Road, Peenya, ITPL, Varthur, Kengeri, HBR
    Layout, Silk Board, Nagawara, Mahadevapura, Ulsoor, Bommanahalli; mumbai: Andheri, Andheri East, Andheri West,
    Powai, Bandra, Bandra Kurla Complex, BKC, Goregaon, Malad, Borivali, Kandivali, Juhu, Lower Parel, Worli, Dadar,
    Thane, Navi Mumbai, Vashi, Airoli, Ghatkopar, Vikhroli, Mulund, Chembur, Colaba, Nariman Point, Santacruz, Kurla,
    Belapur, Mira Road, Dombivli, Kalyan, Ghansoli, Kharghar, Panvel, Mahape, Nerul, Churchgate, Sion, Prabhadevi,
    Vile Parle, Versova, Kanjurmarg, Mira Bhayandar, Seepz; delhi: Saket, Dwarka, Connaught Place, CP Delhi, Nehru
    Place, Okhla, Rohini, Karol Bagh, Lajpat Nagar, Vasant Kunj, Hauz Khas, South Delhi, East Delhi, West Delhi,
    North Delhi, Pitampura, Janakpuri, Mayur Vihar, Greater Kailash, Noida, Gurugram, Faridabad, Ghaziabad, Greater
    Noida, Noida Extension, Laxmi Nagar, Chanakyapuri, Aerocity, Jasola, Rajouri Garden, Indirapuram, Vaishali
    Ghaziabad, Preet Vihar; gurugram: Cyber City, DLF Cyber City, DLF, Cyberhub, Sohna Road, Golf Course Road, Udyog
    Vihar, Manesar, IMT Manesar, MG Road Gurgaon, DLF Phase 3; noida: Sector 62, Sector 18, Sector 63, Sector 16,
    Film City Noida, Sector 135, Sector 125; hyderabad@IN: HITEC City, Hitech City, Hi-Tech City, Gachibowli,
    Madhapur, Kondapur, Banjara Hills, Jubilee Hills, Secunderabad, Begumpet, Kukatpally, Miyapur, Ameerpet,
    Financial District Hyderabad, Nanakramguda, Uppal, LB Nagar, Manikonda, Tolichowki, Raidurg, Nallagandla,
    Kompally, Mindspace, Somajiguda; pune: Hinjewadi, Hinjawadi, Kharadi, Baner, Wakad, Viman Nagar, Magarpatta,
    Hadapsar, Aundh, Kothrud, Pimpri, Chinchwad, Pimpri-Chinchwad, PCMC, Koregaon Park, Kalyani Nagar, Shivajinagar,
    Yerawada, Balewadi, Bavdhan, Pimple Saudagar, Talawade, Warje, Wagholi; chennai: OMR, Guindy, T Nagar, T. Nagar,
    Velachery, Sholinganallur, Adyar, Anna Nagar, Perungudi, Tambaram, Porur, Ambattur, Mylapore, Siruseri, Navalur,
    Thoraipakkam, Taramani, Tidel Park, Nungambakkam, Old Mahabalipuram Road, Chromepet, Alwarpet, Egmore,
    Medavakkam; kolkata: Salt Lake, Salt Lake City Kolkata, Sector V, Salt Lake Sector V, New Town, Newtown,
    Rajarhat, Park Street, Howrah, Ballygunge, Dum Dum, Jadavpur, Garia, Behala, Alipore; ahmedabad: Gandhinagar, SG
    Highway, Navrangpura, Bopal, GIFT City, Satellite Ahmedabad, Prahlad Nagar, Vastrapur; kochi@IN: Kakkanad,
    Infopark, Edappally, Kaloor, Aluva, Fort Kochi; thiruvananthapuram: Technopark, Kazhakoottam; chandigarh: Mohali,
    Panchkula, Zirakpur, IT Park Chandigarh; jaipur: Malviya Nagar, Mansarovar, Sitapura, Vaishali Nagar; indore:
    Vijay Nagar, Palasia; coimbatore: Saravanampatti, Peelamedu, Gandhipuram; lucknow: Gomti Nagar, Hazratganj;
    tokyo: Shibuya, Shinjuku, Minato, Chiyoda, Roppongi, Ginza, Akihabara, Ikebukuro, Shinagawa, Meguro, Setagaya,
    Ebisu, Marunouchi, Otemachi, Odaiba, Toyosu, Ueno, Asakusa, Nakano, Harajuku, Aoyama, Akasaka, Toranomon,
    Gotanda, Chuo-ku, Koto, 渋谷, 新宿, 港区, 六本木, 品川, 目黒, 世田谷, 池袋, 千代田, 恵比寿, 秋葉原, 銀座, 豊洲,
    中央区; osaka: Umeda, Namba, Shinsaibashi, Yodoyabashi, Honmachi, 梅田, 難波; yokohama: Minato Mirai,
    Shin-Yokohama, みなとみらい; seoul: Gangnam, Pangyo, Hongdae, Mapo, Jongno, Itaewon, Yeouido, Songpa, Seocho,
    Guro, Yongsan, Jamsil, Seongsu, Gangnam-gu, 강남, 강남구, 판교, 홍대, 마포, 마포구, 종로, 여의도, 송파, 송파구,
    서초, 서초구, 구로, 성수, 용산, 잠실, 영등포; beijing: Haidian, Chaoyang Beijing, Zhongguancun, Wangjing,
    Dongcheng, Xicheng, 海淀, 海淀区, 朝阳区, 中关村, 望京, 国贸, 东城区, 西城区, 亦庄; shanghai: Pudong, Xuhui,
    Jing'an, Lujiazui, Minhang, Zhangjiang, Hongqiao, Puxi, 浦东, 浦东新区, 徐汇, 静安, 陆家嘴, 闵行, 张江, 虹桥,
    杨浦; shenzhen: Nanshan, Futian, Qianhai, Luohu, Longgang, Baoan, 南山, 南山区, 福田, 前海, 罗湖, 龙岗, 宝安;
    guangzhou: Tianhe, Panyu, Yuexiu, 天河, 番禺, 越秀; hangzhou: Binjiang, Yuhang, 滨江, 余杭, 西湖区; hong kong:
    Kowloon, Central HK, Wan Chai, Causeway Bay, Tsim Sha Tsui, TST, Mong Kok, Sai Ying Pun, Quarry Bay, Kwun Tong,
    New Territories, Sha Tin, Hong Kong Island, Admiralty, 九龍, 中環, 銅鑼灣, 尖沙咀; taipei: Xinyi Taipei, Neihu,
    Daan, Nangang, Banqiao, New Taipei, 內湖, 信義區, 板橋, 新北; singapore: Jurong, Jurong East, Tampines, Orchard,
    Raffles Place, Marina Bay, One-North, Woodlands, Changi, Tanjong Pagar, Clementi, Punggol, Toa Payoh, Ang Mo Kio,
    Bukit Timah, Sentosa, Paya Lebar, Buona Vista; kuala lumpur: Bangsar, Petaling Jaya, PJ, KLCC, Mont Kiara, Subang
    Jaya, Cyberjaya, Shah Alam, Bukit Bintang, Damansara, Puchong, Cheras, Bangsar South, Klang Valley, Putrajaya,
    Ampang; bangkok: Sukhumvit, Silom, Sathorn, Asoke, Ari, Thonglor, Ekkamai, Siam, Chatuchak, Nonthaburi, Lat
    Phrao, Rama 9; jakarta: Kuningan, Sudirman, SCBD, Menteng, Kemang, Tangerang, BSD, BSD City, Bekasi, Depok, South
    Jakarta, Central Jakarta, Jabodetabek, Kelapa Gading; manila: Makati, BGC, Bonifacio Global City, Taguig, Quezon
    City, Ortigas, Pasig, Mandaluyong, Pasay, Alabang, Muntinlupa, Eastwood, Parañaque, Marikina; ho chi minh city:
    District 1, District 2, District 7, Thu Duc, Quan 1, Quận 1, Quan 7, Binh Thanh, Thao Dien, Phu My Hung, Tan
    Binh, Go Vap; hanoi: Cau Giay, Ba Dinh, Hoan Kiem, Tay Ho, Dong Da, Nam Tu Liem; tel aviv: Ramat Gan, Givatayim,
    Herzliya, Jaffa, Bnei Brak, Petah Tikva, Florentin, Holon, Bat Yam, Ramat Hasharon, Ramat Aviv, רמת גן, הרצליה,
    גבעתיים, יפו, חולון; haifa: Carmel, Yokneam; dubai: Dubai Marina, JLT, Jumeirah, Downtown Dubai, Deira, Business
    Bay, DIFC, Dubai Internet City, Al Barsha, JVC, Bur Dubai, Sharjah, Palm Jumeirah, Silicon Oasis, Jumeirah Lake
    Towers, Al Quoz, Media City Dubai, ديرة, دبي مارينا, جميرا; abu dhabi: Yas Island, Khalifa City, Al Reem Island,
    Masdar City, Mussafah; riyadh: Olaya, KAFD, Al Malqa, العليا, حي العليا; cairo: Maadi, Nasr City, Zamalek,
    Heliopolis, New Cairo, Giza, 6th of October, Sheikh Zayed, Dokki, Mohandessin, Smart Village, المعادي, مدينة نصر,
    الزمالك, مصر الجديدة, الجيزة; casablanca: Maarif, Casanearshore, Ain Sebaa, Sidi Maarouf; tunis: La Marsa,
    Ariana, Les Berges du Lac; beirut: Hamra, Achrafieh; lagos@NG: Lekki, Ikeja, Victoria Island, VI Lagos, Ikoyi,
    Yaba, Surulere, Ajah; nairobi: Westlands, Kilimani, Karen, Kileleshwa, Upper Hill, Lavington; accra: East Legon,
    Osu, Tema, Airport City; johannesburg: Sandton, Rosebank, Randburg, Midrand, Bryanston, Soweto, Fourways,
    Roodepoort, Bedfordview, Melrose Arch; cape town: Sea Point, Stellenbosch, Claremont, Bellville, Green Point,
    Century City Cape Town, Woodstock, Observatory, Observatory Cape Town, Durbanville, Gardens Cape Town; pretoria:
    Centurion, Hatfield, Menlyn; durban: Umhlanga, Pinetown; sydney@AU: Parramatta, North Sydney, Surry Hills, Bondi,
    Manly, Chatswood, Macquarie Park, Newtown, Pyrmont, Barangaroo, Chippendale, Redfern, Ultimo, Sydney CBD, Ryde,
    Penrith, Northern Beaches, Inner West, Eastern Suburbs, Liverpool NSW, Blacktown, Bankstown, Sutherland,
    Hurstville, Alexandria NSW, Mosman; melbourne@AU: Richmond, Fitzroy, St Kilda, South Yarra, Docklands, Carlton,
    Brunswick, Collingwood, Southbank, Box Hill, Dandenong, Footscray, Hawthorn, Cremorne, South Melbourne, Melbourne
    CBD, Prahran, Northcote, Glen Waverley, Mulgrave, Clayton, Werribee; brisbane: Fortitude Valley, South Brisbane,
    West End Brisbane, New Farm, Milton, Toowong, South Bank, Ipswich QLD, Brisbane CBD, Chermside, Logan; perth@AU:
    Fremantle, Subiaco, Joondalup, West Perth, Osborne Park, Perth CBD; adelaide: Glenelg, Norwood SA, Mawson Lakes,
    North Adelaide; auckland: Ponsonby, Parnell, North Shore, Takapuna, Manukau, Newmarket, Albany Auckland, Auckland
    CBD, Mount Eden, Henderson; wellington@NZ: Te Aro, Lower Hutt, Petone, Porirua; canberra: Belconnen, Gungahlin,
    Barton, Queanbeyan, Woden
"""

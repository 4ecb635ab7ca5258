"""Names of countries and regions as people write them. Data, no logic.

Names are compared by `place_keys.place_key`. Countries are ISO 3166-1 codes, regions ISO 3166-2 ("US-TX") or, where
the gazetteer numbers them, its numbers ("FR-11").
"""

from automation.core.text import names_in, table_in

# Country → what it may be called besides its code.
COUNTRY_NAMES = {
    code: tuple(names.split(", "))
    for code, names in table_in("""
        AE: united arab emirates, uae, emirates; AF: afghanistan; AL: albania; AM: armenia; AO: angola; AR: argentina;
        AT: austria, osterreich, oesterreich; AU: australia, aus; AZ: azerbaijan; BA: bosnia, bosnia and herzegovina;
        BB: barbados; BD: bangladesh; BE: belgium, belgie, belgique; BF: burkina faso; BG: bulgaria; BH: bahrain;
        BJ: benin; BN: brunei; BO: bolivia; BR: brazil, brasil; BS: bahamas; BW: botswana; BY: belarus; BZ: belize;
        CA: canada, can; CD: dr congo, drc, democratic republic of the congo; CG: congo;
        CH: switzerland, schweiz, suisse, svizzera; CI: ivory coast, cote divoire; CL: chile; CM: cameroon;
        CN: china, prc, mainland china; CO: colombia; CR: costa rica; CU: cuba; CY: cyprus;
        CZ: czechia, czech republic, cesko; DE: germany, deutschland, ger; DK: denmark, danmark;
        DO: dominican republic; DZ: algeria; EC: ecuador; EE: estonia, eesti; EG: egypt; ES: spain, espana, esp;
        ET: ethiopia; FI: finland, suomi; FJ: fiji; FR: france, fra;
        GB: uk, united kingdom, great britain, britain, gbr; GE: georgia; GH: ghana; GR: greece, hellas;
        GT: guatemala; GY: guyana; HK: hong kong, hong kong sar; HN: honduras; HR: croatia, hrvatska; HT: haiti;
        HU: hungary, magyarorszag; ID: indonesia; IE: ireland, eire, republic of ireland; IL: israel;
        IN: india, ind, bharat; IQ: iraq; IR: iran; IS: iceland; IT: italy, italia, ita; JM: jamaica; JO: jordan;
        JP: japan, jpn; KE: kenya; KG: kyrgyzstan; KH: cambodia; KR: south korea, korea, s korea; KW: kuwait;
        KZ: kazakhstan;
        LA: laos; LB: lebanon; LI: liechtenstein; LK: sri lanka; LT: lithuania, lietuva; LU: luxembourg, luxemburg;
        LV: latvia, latvija; LY: libya; MA: morocco, maroc; MC: monaco; MD: moldova; ME: montenegro; MG: madagascar;
        MK: north macedonia, macedonia, n macedonia; MM: myanmar, burma; MN: mongolia; MO: macau, macao; MT: malta;
        MU: mauritius;
        MV: maldives; MW: malawi; MX: mexico, mex; MY: malaysia; MZ: mozambique; NA: namibia; NG: nigeria;
        NI: nicaragua; NL: netherlands, the netherlands, holland, nederland; NO: norway, norge; NP: nepal;
        NZ: new zealand, aotearoa, nzl; OM: oman; PA: panama; PE: peru; PG: papua new guinea;
        PH: philippines, the philippines; PK: pakistan; PL: poland, polska; PR: puerto rico; PS: palestine;
        PT: portugal; PY: paraguay; QA: qatar; RO: romania; RS: serbia; RU: russia, russian federation; RW: rwanda;
        SA: saudi arabia, ksa; SD: sudan; SE: sweden, sverige; SG: singapore; SI: slovenia; SK: slovakia; SN: senegal;
        SV: el salvador; SY: syria; TH: thailand; TN: tunisia; TR: turkey, turkiye; TT: trinidad and tobago, trinidad;
        TW: taiwan; TZ: tanzania; UA: ukraine; UG: uganda; US: usa, united states, united states of america, america;
        UY: uruguay; UZ: uzbekistan; VE: venezuela; VN: vietnam, viet nam; YE: yemen; ZA: south africa, rsa, s africa;
        ZM: zambia; ZW: zimbabwe
    """).items()
}

# Region → its code as people write it and its names, for the countries whose regions people write.
REGION_NAMES = {
    f"{country}-{code}": tuple(filter(None, (code.casefold() if written else "", *names.split(", "))))
    for country, written, regions in (
        (
            "US",
            True,
            table_in("""
                AL: alabama; AK: alaska; AZ: arizona; AR: arkansas; CA: california, calif; CO: colorado;
                CT: connecticut; DE: delaware; DC: district of columbia; FL: florida; GA: georgia; HI: hawaii;
                ID: idaho; IL: illinois; IN: indiana; IA: iowa; KS: kansas; KY: kentucky; LA: louisiana; ME: maine;
                MD: maryland; MA: massachusetts, mass; MI: michigan; MN: minnesota; MS: mississippi; MO: missouri;
                MT: montana; NE: nebraska; NV: nevada; NH: new hampshire; NJ: new jersey; NM: new mexico;
                NY: new york, new york state, upstate new york; NC: north carolina; ND: north dakota; OH: ohio;
                OK: oklahoma; OR: oregon; PA: pennsylvania, penna; RI: rhode island; SC: south carolina;
                SD: south dakota; TN: tennessee; TX: texas, tex; UT: utah; VT: vermont; VA: virginia;
                WA: washington, washington state; WV: west virginia; WI: wisconsin; WY: wyoming
            """),
        ),
        (
            "CA",
            True,
            table_in("""
                AB: alberta; BC: british columbia; MB: manitoba; NB: new brunswick;
                NL: newfoundland and labrador, newfoundland; NS: nova scotia; ON: ontario, ont;
                PE: prince edward island, pei; QC: quebec, que; SK: saskatchewan
            """),
        ),
        (
            "AU",
            True,
            table_in("""
                ACT: australian capital territory; NSW: new south wales; NT: northern territory; QLD: queensland;
                SA: south australia; TAS: tasmania; VIC: victoria; WA: western australia
            """),
        ),
        (
            "GB",
            False,
            {
                "ENG": "england",
                "NIR": "northern ireland, n ireland, ulster uk",
                "SCT": "scotland",
                "WLS": "wales, cymru",
            },
        ),
        (
            "DE",
            False,
            table_in("""
                BW: baden wurttemberg, baden wuerttemberg; BY: bavaria, bayern; BE: ; BB: brandenburg; HB: ; HH: ;
                HE: hesse, hessen; NI: lower saxony, niedersachsen; MV: mecklenburg vorpommern;
                NW: north rhine westphalia, nordrhein westfalen, nrw, westfalen, westf, westphalia;
                RP: rhineland palatinate, rheinland pfalz;
                SL: saarland; SN: saxony, sachsen; ST: saxony anhalt, sachsen anhalt; SH: schleswig holstein;
                TH: thuringia, thuringen
            """),
        ),
        (
            "IN",
            False,
            table_in("""
                AP: andhra pradesh; AS: assam; BR: bihar; CH: ; CT: chhattisgarh; DL: ; GA: goa; GJ: gujarat;
                HR: haryana; HP: himachal pradesh; JH: jharkhand; JK: jammu and kashmir; KA: karnataka; KL: kerala;
                MH: maharashtra; MP: madhya pradesh; OR: odisha, orissa; PB: punjab; PY: ; RJ: rajasthan;
                TG: telangana; TN: tamil nadu, tamilnadu; UP: uttar pradesh; UT: uttarakhand; WB: west bengal
            """),
        ),
    )
    for code, names in regions.items()
}

_EU = names_in("""
    AT, BE, BG, HR, CY, CZ, DK, EE, FI, FR, DE, GR, HU, IE, IT, LV, LT, LU, MT, NL, PL, PT, RO, SK, SI, ES, SE
""")
_EUROPE = (
    *_EU,
    "AL",
    "AM",
    "AZ",
    "BA",
    "BY",
    "CH",
    "GB",
    "GE",
    "IS",
    "LI",
    "MC",
    "MD",
    "ME",
    "MK",
    "NO",
    "RS",
    "TR",
    "UA",
)
_MIDDLE_EAST_AFRICA = names_in("""
    AE, BH, EG, IL, IQ, IR, JO, KW, LB, OM, PS, QA, SA, SY, TR, YE, AO, BF, BJ, BW, CD, CG, CI, CM, DZ, ET, GH, KE,
    LY, MA, MG, MU, MW, MZ, NA, NG, RW, SD, SN, TN, TZ, UG, ZA, ZM, ZW
""")
_AFRICA = names_in("""
    EG, AO, BF, BJ, BW, CD, CG, CI, CM, DZ, ET, GH, KE, LY, MA, MG, MU, MW, MZ, NA, NG, RW, SD, SN, TN, TZ, UG, ZA, ZM,
    ZW
""")
_LATIN_AMERICA = names_in("""
    AR, BO, BR, BZ, CL, CO, CR, CU, DO, EC, GT, GY, HN, HT, JM, MX, NI, PA, PE, PR, PY, SV, TT, UY, VE
""")
_ASIA_PACIFIC = names_in("""
    AU, BD, BN, CN, FJ, HK, ID, IN, JP, KH, KR, LA, LK, MM, MN, MO, MY, NP, NZ, PG, PH, PK, SG, TH, TW, VN
""")

# Several countries under one name.
COUNTRY_GROUPS = {
    "eu": _EU,
    "e u": _EU,
    "ue": _EU,
    "europaische union": _EU,
    "union europeenne": _EU,
    "union europea": _EU,
    "unione europea": _EU,
    "uniao europeia": _EU,
    "ес": _EU,
    "欧盟": _EU,
    "europa": _EUROPE,
    "eurozone": _EU,
    "eu only": _EU,
    "europe only": _EUROPE,
    "европа": _EUROPE,
    "欧洲": _EUROPE,
    "avrupa": _EUROPE,
    "eurooppa": _EUROPE,
    "evropa": _EUROPE,
    "continental europe": _EUROPE,
    "western europe": ("AT", "BE", "CH", "DE", "ES", "FR", "GB", "IE", "IT", "LU", "NL", "PT"),
    "eastern europe": ("BG", "BY", "CZ", "EE", "HU", "LT", "LV", "MD", "PL", "RO", "SK", "UA"),
    "central europe": ("AT", "CH", "CZ", "DE", "HU", "PL", "SI", "SK"),
    "cee": ("BG", "CZ", "EE", "HR", "HU", "LT", "LV", "PL", "RO", "RS", "SI", "SK", "UA"),
    "southern europe": ("CY", "ES", "GR", "IT", "MT", "PT"),
    "northern europe": ("DK", "EE", "FI", "IS", "LT", "LV", "NO", "SE"),
    "balkans": ("AL", "BA", "BG", "GR", "HR", "ME", "MK", "RO", "RS", "SI"),
    "middle east": ("AE", "BH", "EG", "IL", "IQ", "IR", "JO", "KW", "LB", "OM", "PS", "QA", "SA", "SY", "TR", "YE"),
    "mena": _MIDDLE_EAST_AFRICA,
    "gcc": ("AE", "BH", "KW", "OM", "QA", "SA"),
    "gulf": ("AE", "BH", "KW", "OM", "QA", "SA"),
    "africa": _AFRICA,
    "asia": tuple(code for code in _ASIA_PACIFIC if code not in {"AU", "FJ", "NZ", "PG"}),
    "south east asia": ("BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "VN"),
    "southeast asia": ("BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "VN"),
    "south america": ("AR", "BO", "BR", "CL", "CO", "EC", "GY", "PE", "PY", "UY", "VE"),
    "british isles": ("GB", "IE"),
    "schengen": tuple(sorted({*_EU, "CH", "IS", "LI", "NO"} - {"CY", "IE"})),
    "dach region": ("DE", "AT", "CH"),
    "d a ch": ("DE", "AT", "CH"),
    "nordic": ("DK", "FI", "IS", "NO", "SE"),
    "nordic countries": ("DK", "FI", "IS", "NO", "SE"),
    "norden": ("DK", "FI", "IS", "NO", "SE"),
    "skandinavien": ("DK", "NO", "SE"),
    "visegrad": ("CZ", "HU", "PL", "SK"),
    "oceania": ("AU", "NZ"),
    "us and canada": ("US", "CA"),
    "amer": ("US", "CA", *_LATIN_AMERICA),
    "nam": ("US", "CA"),
    "european union": _EU,
    "eea": (*_EU, "IS", "LI", "NO"),
    "europe": _EUROPE,
    "emea": (*_EUROPE, *_MIDDLE_EAST_AFRICA),
    "apac": _ASIA_PACIFIC,
    "asia pacific": _ASIA_PACIFIC,
    "latam": _LATIN_AMERICA,
    "latin america": _LATIN_AMERICA,
    "north america": ("US", "CA", "MX"),
    "americas": ("US", "CA", *_LATIN_AMERICA),
    "dach": ("DE", "AT", "CH"),
    "benelux": ("BE", "NL", "LU"),
    "nordics": ("DK", "FI", "IS", "NO", "SE"),
    "scandinavia": ("DK", "NO", "SE"),
    "baltics": ("EE", "LV", "LT"),
    "iberia": ("ES", "PT"),
    "anz": ("AU", "NZ"),
    "uk and ireland": ("GB", "IE"),
    "uki": ("GB", "IE"),
}

"""Names of months and days of the week by language, as people write them in dates."""

from functools import cache

from automation.core.parsing.words.folding import words_by_language

# January to December, separated by semicolons; with the cases that a date uses, and usual short forms.
MONTHS = {
    "en": """
        january, jan; february, feb, febr; march, mar; april, apr; may; june, jun; july, jul; august, aug;
        september, sept, sep; october, oct; november, nov; december, dec
    """,
    "de": """
        januar, jan, jänner, jän; februar, feb, feber; märz, mär, mrz; april, apr; mai; juni, jun; juli, jul;
        august, aug;
        september, sept, sep; oktober, okt; november, nov; dezember, dez
    """,
    "fr": """
        janvier, janv, jan; février, févr, fév; mars; avril, avr; mai; juin; juillet, juil; août, aoû; septembre, sept;
        octobre, oct; novembre, nov; décembre, déc
    """,
    "es": """
        enero, ene; febrero, feb; marzo, mar; abril, abr; mayo, may; junio, jun; julio, jul; agosto, ago;
        septiembre, setiembre, sept, sep, set; octubre, oct; noviembre, nov; diciembre, dic
    """,
    "it": """
        gennaio, gen, genn; febbraio, feb, febbr; marzo, mar; aprile, apr; maggio, mag, magg; giugno, giu; luglio, lug;
        agosto, ago; settembre, sett, set; ottobre, ott; novembre, nov; dicembre, dic
    """,
    "nl": """
        januari, jan; februari, feb; maart, mrt; april, apr; mei; juni, jun; juli, jul; augustus, aug; september,
        sept, sep;
        oktober, okt; november, nov; december, dec
    """,
    "pl": """
        stycznia, styczeń, sty; lutego, luty, lut; marca, marzec, mar; kwietnia, kwiecień, kwi; maja, maj;
        czerwca, czerwiec, cze; lipca, lipiec, lip; sierpnia, sierpień, sie; września, wrzesień, wrz;
        października, październik, paź; listopada, listopad, lis; grudnia, grudzień, gru
    """,
    "pt": """
        janeiro, jan; fevereiro, fev; março, mar; abril, abr; maio, mai; junho, jun; julho, jul; agosto, ago;
        setembro, set; outubro, out; novembro, nov; dezembro, dez
    """,
    "sv": """
        januari, jan; februari, feb; mars, mar; april, apr; maj; juni, jun; juli, jul; augusti, aug; september,
        sept, sep;
        oktober, okt; november, nov; december, dec
    """,
    "da": """
        januar, jan; februar, feb; marts, mar; april, apr; maj; juni, jun; juli, jul; august, aug; september, sept, sep;
        oktober, okt; november, nov; december, dec
    """,
    "no": """
        januar, jan; februar, feb; mars, mar; april, apr; mai; juni, jun; juli, jul; august, aug; september, sept, sep;
        oktober, okt; november, nov; desember, des
    """,
    "fi": """
        tammikuuta, tammikuu, tammi; helmikuuta, helmikuu, helmi; maaliskuuta, maaliskuu, maalis; huhtikuuta,
        huhtikuu, huhti;
        toukokuuta, toukokuu, touko; kesäkuuta, kesäkuu, kesä; heinäkuuta, heinäkuu, heinä; elokuuta, elokuu, elo;
        syyskuuta, syyskuu, syys; lokakuuta, lokakuu, loka; marraskuuta, marraskuu, marras; joulukuuta, joulukuu, joulu
    """,
    "cs": """
        ledna, leden, led; února, únor, úno; března, březen, bře; dubna, duben, dub; května, květen, kvě; června,
        červen, čvn;
        července, červenec, čvc; srpna, srpen, srp; září, zář; října, říjen, říj; listopadu, listopad, lis;
        prosince, prosinec, pro
    """,
    "sk": """
        januára, január; februára, február; marca, marec; apríla, apríl; mája, máj; júna, jún; júla, júl; augusta,
        august;
        septembra, september; októbra, október; novembra, november; decembra, december
    """,
    "ru": """
        января, январь, янв; февраля, февраль, фев, февр; марта, март, мар; апреля, апрель, апр; мая, май; июня,
        июнь, июн;
        июля, июль, июл; августа, август, авг; сентября, сентябрь, сент, сен; октября, октябрь, окт;
        ноября, ноябрь, нояб, ноя; декабря, декабрь, дек
    """,
    "uk": """
        січня, січень, січ; лютого, лютий, лют; березня, березень, бер; квітня, квітень, квіт, кві; травня, травень,
        трав;
        червня, червень, черв; липня, липень, лип; серпня, серпень, серп; вересня, вересень, вер; жовтня, жовтень, жовт;
        листопада, листопад, лист; грудня, грудень, груд
    """,
    "bg": """
        януари, ян; февруари; март; април; май; юни; юли; август; септември, септ; октомври; ноември; декември
    """,
    "tr": """
        ocak, oca; şubat, şub; mart, mar; nisan, nis; mayıs, may; haziran, haz; temmuz, tem; ağustos, ağu; eylül, eyl;
        ekim, eki; kasım, kas; aralık, ara
    """,
    "hu": """
        január, jan; február, febr; március, márc; április, ápr; május, máj; június, jún; július, júl; augusztus, aug;
        szeptember, szept; október, okt; november, nov; december, dec
    """,
    "ro": """
        ianuarie, ian; februarie, feb; martie, mar; aprilie, apr; mai; iunie, iun; iulie, iul; august, aug;
        septembrie, sept; octombrie, oct; noiembrie, noi, nov; decembrie, dec
    """,
    "el": """
        ιανουαρίου, ιανουάριος, ιαν; φεβρουαρίου, φεβρουάριος, φεβ; μαρτίου, μάρτιος, μαρ; απριλίου, απρίλιος, απρ;
        μαΐου, μάιος, μαι; ιουνίου, ιούνιος, ιουν; ιουλίου, ιούλιος, ιουλ; αυγούστου, αύγουστος, αυγ;
        σεπτεμβρίου, σεπτέμβριος, σεπ; οκτωβρίου, οκτώβριος, οκτ; νοεμβρίου, νοέμβριος, νοε; δεκεμβρίου, δεκέμβριος, δεκ
    """,
    "id": """
        januari; februari; maret; april; mei; juni; juli; agustus, agu; september; oktober; november; desember, des
    """,
    "he": "ינואר; פברואר; מרץ, מרס; אפריל; מאי; יוני; יולי; אוגוסט; ספטמבר; אוקטובר; נובמבר; דצמבר",
    "ar": "يناير; فبراير; مارس; أبريل; مايو; يونيو; يوليو; أغسطس; سبتمبر; أكتوبر; نوفمبر; ديسمبر",
    "roman": "i; ii; iii; iv; v; vi; vii; viii; ix; x; xi; xii",
}
# Monday to Sunday. Short forms that are a negation in another language are left out, such as the Czech "ne".
WEEKDAYS = {
    "en": """
        monday, mon; tuesday, tue, tues; wednesday, wed, weds; thursday, thu, thur, thurs; friday, fri; saturday,
        sat; sunday, sun
    """,
    "de": "montag, mo; dienstag, di; mittwoch, mi; donnerstag, do; freitag, fr; samstag, sonnabend, sa; sonntag, so",
    "fr": "lundi, lun; mardi, mar; mercredi, mer; jeudi, jeu; vendredi, ven; samedi, sam; dimanche, dim",
    "es": "lunes, lun; martes, mar; miércoles, mié; jueves, jue; viernes, vie; sábado, sáb; domingo, dom",
    "it": "lunedì, lun; martedì, mar; mercoledì, mer; giovedì, gio; venerdì, ven; sabato, sab; domenica, dom",
    "nl": "maandag, ma; dinsdag, di; woensdag, wo; donderdag, do; vrijdag, vr; zaterdag, za; zondag, zo",
    "pl": "poniedziałek, pon, pn; wtorek, wt; środa, śr; czwartek, czw; piątek, pt; sobota, sob; niedziela, ndz, nd",
    "pt": """
        segunda, seg; terça, ter; quarta, qua; quinta, qui;
        sexta, sex; sábado, sáb; domingo, dom
    """,
    "sv": "måndag, mån; tisdag, tis; onsdag, ons; torsdag, tors, tor; fredag, fre; lördag, lör; söndag, sön",
    "da": "mandag, man; tirsdag, tir; onsdag, ons; torsdag, tor; fredag, fre; lørdag, lør; søndag, søn",
    "fi": """
        maanantai, maanantaina, ma; tiistai, tiistaina, ti; keskiviikko, keskiviikkona, ke; torstai, torstaina;
        perjantai, perjantaina, pe; lauantai, lauantaina, la; sunnuntai, sunnuntaina, su
    """,
    "cs": "pondělí, po; úterý, út; středa, st; čtvrtek, čt; pátek, pá; sobota, so; neděle",
    "ru": "понедельник, пн; вторник, вт; среда, ср; четверг, чт; пятница, пт; суббота, сб; воскресенье, вс",
    "uk": "понеділок, пн; вівторок, вт; середа, ср; четвер, чт; пʼятниця, п'ятниця, пт; субота, сб; неділя, нд",
    "tr": "pazartesi, pzt; salı, sal; çarşamba, çar; perşembe, per; cuma, cum; cumartesi, cmt; pazar, paz",
    "hu": "hétfő; kedd; szerda; csütörtök; péntek; szombat; vasárnap",
    "ro": "luni, lun; marți, mar; miercuri, mie; joi; vineri, vin; sâmbătă, sâm; duminică, dum",
    "el": "δευτέρα, δευ; τρίτη, τρι; τετάρτη, τετ; πέμπτη, πεμ; παρασκευή, παρ; σάββατο, σαβ; κυριακή, κυρ",
    "ja": "月曜日, 月; 火曜日, 火; 水曜日, 水; 木曜日, 木; 金曜日, 金; 土曜日, 土; 日曜日, 日",
    "zh": "星期一, 周一; 星期二, 周二; 星期三, 周三; 星期四, 周四; 星期五, 周五; 星期六, 周六; 星期日, 星期天, 周日",
    "ko": "월요일, 월; 화요일, 화; 수요일, 수; 목요일, 목; 금요일, 금; 토요일, 토; 일요일, 일",
}


@cache
def month_numbers() -> dict[str, int]:
    """Names of months, as `folded` gives them → 1 to 12."""
    return {word: number for number, word in _numbered(MONTHS, 1)}


@cache
def weekday_numbers() -> dict[str, frozenset[int]]:
    """Names of weekdays, as `folded` gives them → the days that they mean in some language, Monday being 0."""
    found: dict[str, frozenset[int]] = {}
    for number, word in _numbered(WEEKDAYS, 0):
        found[word] = found.get(word, frozenset()) | {number}
    return found


def _numbered(table: dict[str, str], first: int) -> list[tuple[int, str]]:
    groups = zip(*(names.split(";") for names in table.values()), strict=True)
    return [
        (number, word)
        for number, names in enumerate(groups, first)
        for word in words_by_language(dict(enumerate(names)))  # type: ignore[arg-type]
    ]

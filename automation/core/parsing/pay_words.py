"""Words that decide what an amount of pay means, by kind and language."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """What a word in a cell of pay says."""

    __hash__ = str.__hash__  # That of an Enum is slow.

    YEAR = "per year"
    MONTH = "per month"
    SHORTER = "per hour, day, week or quarter"
    YEARS = "a noun: a year, or how many"
    MONTHS = "a noun: a month, or how many"
    DAYS = "a noun: an hour, a day or a week, or how many"
    NET = "after tax"
    BASE = "the fixed part"
    TOTAL = "with variable parts"
    BONUS = "a variable part"
    NOW = "what they earn, or earned"
    WANT = "what they expect"
    CTC = "cost to company: what they earn, beside an expectation"
    FROM = "at least"
    UPTO = "at most"
    BETWEEN = "between"
    OR = "or"
    INCL = "including"
    EXCL = "without, or on top"
    PLUS = "and"
    SALARIES = "how many monthly salaries"
    TIMES = "multiplied by"
    SHARE = "a thirteenth salary"
    HOLIDAY = "holiday pay"
    BENEFIT = "a benefit that is no money"
    NOTE = "about notice, experience, start or hours"
    BAND = "a pay band or grade"
    MODE = "how or where they work"
    OPEN = "negotiable"
    NOISE = "says nothing about the amount"
    AMOUNT = "an amount"
    DURATION = "a number of days, months or years"
    UNIT = "thousand and such"
    CURRENCY = "a currency"
    PERCENT = "percent"
    NORDIC = "a month in Danish and Norwegian only"
    SIGN = "a sign that separates"
    DATE = "a day or a year"


Table = Mapping[str, str]

YEAR: Table = {
    "en": "yearly, annual, annually, annualized, annualised, pa, p a, p/a, per a, per y, /a, /y, /yr, a year",
    "de": "jährlich, jährl, jährliches, jhrl, pro a, jahresgehalt, im jahr",
    "fr": "annuel, annuels, annuelle, annuelles, annuellement, par an, /an, l'an, bpa",
    "es": "anual, anuales, anualmente, al año",
    "it": "annuo, annui, annua, annue, annuale, annuali, annualmente, ral, r a l, l'anno, all'anno",
    "nl": "jaarlijks, p j, per jr, bruto jaarsalaris",
    "pl": "rocznie, roczne, roczny, roczna, rocznego",
    "pt": "anual, anuais, anualmente, ao ano, a a",
    "sv": "årlig, årligen, årslön, per år, om året",
    "da": "årlig, årligt, årsløn, om året, p a",
    "no": "årslønn, årlig, i året",
    "fi": "vuosittain, vuosipalkka, /v, vuodessa",
    "cs": "ročně, roční, ročního, p a",
    "sk": "ročne, ročný",
    "ru": "в год, годовых, годовая, годовой, ежегодно",
    "uk": "на рік, річних, річна, річний, щорічно",
    "tr": "yıllık, senelik, yılda",
    "hu": "évi, éves, évente",
    "ro": "anual, anuala, pe an",
    "bg": "годишно, годишна",
    "el": "ετησίως, ετήσια, ετήσιος",
    "zh": "年薪, 每年, 一年",
    "ja": "年収, 年俸, 年間, 年額",
    "ko": "연봉, 연간",
    "vi": "mỗi năm, lương năm",
}
MONTH: Table = {
    "en": "monthly, per mensem, pcm, pm, p m, p/m, /m, pmo, p mo, per m, a month",
    "de": "monatlich, monatliches, mtl, mtlich, mntl, monatl, monatsgehalt, monatslohn, im monat",
    "fr": "mensuel, mensuels, mensuelle, mensuelles, mensuellement",
    "es": "mensual, mensuales, mensualmente, al mes",
    "it": "mensile, mensili, mensilmente",
    "nl": "maandelijks, maandsalaris, maandloon",
    "pl": "miesięcznie, miesięczne, miesięczny, miesięczna, miesięcznego, m c, m-c",
    "pt": "mensal, mensais, mensalmente",
    "sv": "månadsvis, månatlig, månadslön, i månaden, i mån",
    "da": "månedlig, månedligt, månedsløn, om måneden",
    "no": "månedlig, månedslønn, i måneden",
    "fi": "kuukausittain, kuukausipalkka, kuussa",
    "cs": "měsíčně, měsíční",
    "sk": "mesačne, mesačný, mesačná",
    "ru": "ежемесячно, ежемесячная, месячная, ежемес",
    "uk": "щомісяця, щомісячно, щомісячна, місячна",
    "tr": "aylık, ayda, aylığı",
    "hu": "havi, havonta",
    "ro": "lunar, lunara, pe lună",
    "bg": "месечно, месечна",
    "el": "μηνιαία, μηνιαίως, μηνιαίος",
    "zh": "月薪, 每月, 月入, 一个月, 每个月",
    "ja": "月給, 月収, 月額",
    "ko": "월급, 월봉",
    "hi": "प्रतिमाह, मासिक, mahina, har mahine",
    "vi": "mỗi tháng, lương tháng",
    "id": "sebulan, bulanan",
}
SHORTER: Table = {
    "en": """
        hourly, daily, weekly, biweekly, bi weekly, fortnightly, semi monthly, bimonthly, quarterly, day rate, daily rate,
        hourly rate, dayrate, per diem, pd, ph, p h, p d, p w, pw, p/h, p/d, p/w, /h, /d, /w, an hour, a week, a day, per shift, shift,
        shifts, per quarter, fortnight, per project, quarter
    """,
    "de": """
        stündlich, täglich, wöchentlich, stundensatz, stundenlohn, tagessatz, tagsatz, wochenlohn, quartal, pro quartal,
        pro einsatz, halbjährlich
    """,
    "fr": "tjm, taux journalier, journalier, journaliers, horaire, hebdomadaire, /j, trimestre, trimestriel",
    "es": "diario, diaria, diarios, semanal, semanales, quincenal, quincenales, tarifa diaria, quincena, trimestral",
    "it": "orario, oraria, giornaliero, giornaliera, settimanale, trimestrale",
    "nl": "uurtarief, uurloon, dagtarief, dagelijks, wekelijks, /u, kwartaal, per 4 weken",
    "pl": "godzinowa, godzinowo, godzinowe, dziennie, dzienna, dniówka, tygodniowo, kwartalnie, mandej",
    "pt": "diária, diárias, semanais, por turno",
    "sv": "timlön, timpenning, timarvode, dagsarvode, dagslön, veckolön",
    "da": "timeløn, timesats, dagsløn, dagssats, ugeløn, ugentlig, i timen, /t",
    "no": "timelønn, timesats, dagslønn, ukelønn, ukentlig",
    "fi": "tuntipalkka, päiväpalkka, viikkopalkka, tuntilaskutus, tuntiveloitus",
    "cs": "hodinově, hodinová, hodinové, denně, denní, týdně, týdenní, manday, md rate",
    "ru": "часовая, почасовая, почасово, в день, за смену, смена, еженедельно, посуточно",
    "uk": "погодинна, погодинно, щодня, за зміну, щотижня",
    "tr": "saatlik, haftada, günlük, haftalık",
    "hu": "órabér, óradíj, napidíj, óránként, naponta, hetente, heti, napi",
    "zh": "时薪, 時薪, 日薪, 周薪, 每天, 每小时, 每周",
    "ja": "時給, 日給, 日当, 週給",
    "ko": "시급, 일당, 주급, 시간당",
}
YEARS: Table = {
    "en": "year, years, yr, yrs, annum, anum, annun",
    "de": "jahr, jahre, jahren, jahres",
    "fr": "ans, année, années",
    "es": "año, años",
    "it": "anno, anni",
    "nl": "jaar, jaren, jr",
    "pl": "rok, roku, lat, lata",
    "sv": "år",
    "fi": "vuosi, vuotta",
    "cs": "rok, let, leta",
    "ru": "год, года, лет, году, г",
    "uk": "рік, року, років, роки",
    "tr": "yıl, sene",
    "hu": "év",
    "ro": "ani",
    "bg": "година, години",
    "zh": "年",
    "ko": "년, 연",
    "vi": "năm",
    "id": "tahun",
    "hi": "साल",
    "el": "έτος, χρόνο, χρόνια",
}
MONTHS: Table = {
    "en": "month, months, mo, mos, mth, mths, mnth, mnths, monht",
    "de": "monat, monate, monaten, monats, mon",
    "fr": "mois",
    "es": "mes, meses",
    "it": "mese, mesi",
    "nl": "maand, maanden, mnd",
    "pl": "miesiąc, miesiąca, miesiące, miesięcy, mies, mc, msc",
    "pt": "mês",
    "sv": "månad, månader, månaden, mån",
    "da": "måned, måneden",
    "no": "måneder, mnd, mndr, mned",
    "fi": "kuukausi, kuukaudessa, kuukautta, kk",
    "cs": "měsíc, měsíce, měsíců",
    "sk": "mesiac, mesiace, mesiacov",
    "ru": "месяц, месяца, месяцев, мес",
    "uk": "місяць, місяці, місяців, міс",
    "tr": "ay",
    "hu": "hó, hónap",
    "ro": "lună, luni",
    "bg": "месец, месеца",
    "zh": "月, 个月, 個月",
    "ja": "ヶ月, か月, カ月",
    "ko": "월, 개월, 달",
    "vi": "tháng",
    "id": "bulan",
    "el": "μήνα, μήνες",
    "hi": "महीना, महीने",
}
# In Danish and Norwegian a month; in Czech a day ("man-day").
NORDIC_MONTH = ("md", "mdr")
DAYS: Table = {
    "en": "hour, hours, hr, hrs, h, day, days, d, week, weeks, wk, wks",
    "de": "std, stunde, stunden, tag, tage, tagen, woche, wochen",
    "fr": "heure, heures, jour, jours, semaine, semaines, j",
    "es": "hora, horas, día, días, semana, semanas",
    "it": "ora, ore, giorno, giorni, giornata, settimana, settimane",
    "nl": "uur, uren, u, dag, dagen, weken",
    "pl": "godz, godzina, godzinę, godzin, godziny, dzień, dni, tydzień, tygodnie, tygodni",
    "sv": "timme, timmar, timmen, tim, dagar, vecka, veckor, veckan",
    "da": "time, timer, timen, dage, uge, uger, ugen",
    "no": "uke, uker, uken",
    "fi": "tunti, tunnissa, tuntia, päivä, päivää, viikko, viikkoa, viikossa",
    "cs": "hod, hodina, hodinu, hodin, dnů, dny, týden, týdny, týdnů",
    "ru": "час, часа, часов, день, дня, дней, неделя, неделю, недели, недель",
    "uk": "годину, годин, днів, дні, тиждень, тижні, тижнів",
    "tr": "saat, gün, hafta",
    "hu": "óra, nap",
    "ro": "oră, ore, zi, zile, săptămână, săptămâni",
    "zh": "小时, 小時, 天, 日, 周, 週",
    "ja": "時間, 週間",
    "ko": "시간, 일, 주",
    "id": "jam, hari, minggu",
    "el": "ώρα, ώρες, ημέρα, ημέρες, εβδομάδα, εβδομάδες",
}
NET: Table = {
    "en": "net, nett, in hand, inhand, take home, takehome, after tax, after taxes, post tax, tax free, clear",
    "de": "netto, nach steuern, nach steuer, auf die hand",
    "fr": "nets, nette, nettes, après impôt, après impôts, net à payer",
    "es": "neto, netos, neta, netas, líquido, líquidos, limpio, limpios, en mano, libres",
    "it": "netti, netta, nette, in busta",
    "nl": "schoon, schoon in de hand",
    "pl": "na rękę, do ręki",
    "pt": "líquida, limpo, limpos, na mão",
    "sv": "efter skatt, i handen",
    "da": "udbetalt, efter skat",
    "no": "etter skatt, utbetalt",
    "fi": "netti, nettona, käteen",
    "cs": "čistého, čistá, čistý, čistých, čistě, čistý, na ruku",
    "ru": "на руки, чистыми, чистых, нетто, после вычета, после налогов",
    "uk": "чистими, на руку, після податків",
    "tr": "ele geçen, elime geçen",
    "hu": "nettó, nettóban, kézbe",
    "ro": "în mână, nete",
    "bg": "нето, чисто",
    "el": "καθαρά, καθαρός, στο χέρι",
    "zh": "税后, 稅後, 到手",
    "ja": "手取り, 手取",
    "ko": "세후, 실수령, 실수령액",
}
BASE: Table = {
    "en": "base, basic, fixed, fix, base pay, base salary, basic salary, basic pay, guaranteed",
    "de": "fixum, fixgehalt, grundgehalt, festgehalt, fixer, fixes, fest, basis",
    "fr": "fixe, fixes, base fixe, de base",
    "es": "fijo, fijos, fija, base fija",
    "it": "fisso, fissa, fissi",
    "nl": "vast, vaste, basissalaris",
    "pl": "podstawa, podstawy, stała, zasadnicze, zasadniczego",
    "pt": "fixo, fixos",
    "sv": "grundlön, fast, fast lön",
    "da": "grundløn, fastløn",
    "no": "grunnlønn, fastlønn",
    "fi": "peruspalkka, kiinteä",
    "cs": "základ, fixní, základní, základní mzda",
    "ru": "оклад, фикс, фиксированная",
    "uk": "фікс, фіксована",
    "tr": "sabit, taban",
    "hu": "alapbér, fix",
    "ro": "bază, fix",
    "zh": "底薪, 固定, 基本工资",
    "ja": "基本給, 固定給",
    "ko": "기본급",
}
TOTAL: Table = {
    "en": """
        ote, on target earnings, on target, on track earnings, tc, total comp, total compensation, total package, package,
        pkg, all in, all inclusive, total, totals, total cash, target earnings, tctc, overall, altogether, tcc
    """,
    "de": "zielgehalt, gesamtpaket, gesamtvergütung, gesamt, zieleinkommen, gesamtgehalt, jahreszielgehalt, insgesamt, paket",
    "fr": "rémunération totale, tout compris, totale, au total, variable compris",
    "es": "paquete, paquete total, retribución total, todo incluido",
    "it": "pacchetto, totale, tutto compreso",
    "nl": "totaal, totaalpakket, pakket, alles inbegrepen",
    "pl": "pakiet, łącznie, całkowite, całość, razem",
    "pt": "pacote, remuneração total, tudo incluído",
    "sv": "totalt, totalpaket, totalersättning, paket",
    "da": "lønpakke, pakke, samlet, samlet pakke, alt inklusive",
    "no": "totalpakke, samlet lønn, alt inkludert",
    "fi": "yhteensä, kokonaispalkka, kokonaisansio",
    "cs": "celkem, celková, celkový, balíček",
    "ru": "итого, всего, совокупный, совокупно, общий",
    "uk": "разом, всього, загалом",
    "tr": "toplam",
    "hu": "összesen, összbér",
    "ro": "total, pachet",
    "zh": "总包, 總包, 总额, 打包",
    "ja": "総額, 総支給",
    "ko": "총액, 총보상, 영끌",
}

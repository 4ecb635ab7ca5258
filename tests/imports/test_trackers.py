"""Trackers that people made themselves: in several languages and encodings, with tabs, totals, formulas and notes."""
# ruff: noqa: E501  (Lines of exports.)

from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from automation.core.imports.mapping_file import mapping_text, read_mapping
from automation.core.imports.reading import UnreadableFile
from automation.imports.encoding import decode
from tests.imports.making import gathered, of_text, people, workbook

POLISH = "Imię;Nazwisko;E-mail;Miasto\nBożena;Wiśniewska;b@w.example;Łódź\nKrzysztof;Żółkiewski;k@z.example;Kraków\n"
CZECH = "Jméno;Email;Město\nŘehoř Dvořáček;r@d.example;Plzeň\nŽaneta Šťastná;z@s.example;Děčín\n"
RUSSIAN = "Имя;Email;Город\nИван Петров;i@p.example;Москва\nОльга Сергеева;o@s.example;Казань\n"
GERMAN = "Name;E-Mail;Ort\nJörg Übelacker;j@u.example;Fürth\nBärbel Groß;b@g.example;Köln\n"
TURKISH = "Ad;E-posta;Şehir\nAyşe Karagöz;a@k.example;İzmir\nÇağrı Yıldırım;c@y.example;Eskişehir\n"
HUNGARIAN = "Név;Email;Város\nSzentgyörgyi Réka;s@r.example;Győr\nKőszegi Dömötör;k@d.example;Szeged\n"
SEVERAL = "Name;Email\nJürgen Weiß;j@w.example\nBożena Nowak-Lis;b@n.example\nĐorđe Savić;d@s.example\n"
JAPANESE = "名前,メール,会社\n山田太郎,y@t.example,東京商事\n佐藤花子,s@h.example,大阪工業\n"
SPANISH = "Nombre;Correo\nÍñigo Núñez;i@n.example\nJosé Peña;j@p.example\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((POLISH, one) for one in ("cp1250", "iso8859-2", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig")),
        *((CZECH, one) for one in ("cp1250", "utf-32")),
        *((RUSSIAN, one) for one in ("cp1251", "koi8-r")),
        *((GERMAN, one) for one in ("cp1252", "mac_roman", "iso8859-15")),
        *((SPANISH, one) for one in ("cp1252", "mac_roman")),
        (TURKISH, "cp1254"),
        (HUNGARIAN, "cp1250"),
        (SEVERAL, "cp1250"),
        (JAPANESE, "shift_jis"),
    ],
)
def test_encodings(text: str, encoding: str) -> None:
    assert decode("a.csv", text.encode(encoding)).text == text


def test_letters_that_were_garbled_before() -> None:
    found = of_text("Name,Email\nJÃ¼rgen WeiÃŸ,j@w.example\n")
    assert people(found)[0]["name"] == "Jürgen Weiß"


def test_an_encoding_that_a_person_names() -> None:
    assert decode("a.csv", "Jörg".encode("cp850"), "cp850").text == "Jörg"
    with pytest.raises(UnreadableFile, match="no encoding"):
        decode("a.csv", b"a", "klingon")


def test_french() -> None:
    found = of_text(
        "Nom;Prénom;Courriel;Ville;Poste actuel;Refusé le;Motif de refus;Étape;Poste visé;Sexe;Prétentions salariales;Salaire "
        "actuel;Recruteur\nLefèvre;Émile;e@l.example;Nîmes;Comptable;14/03/2026;prétentions trop élevées;Entretien final;C-12;H;"
        "45 000 €;40 000 €;Ines\nRoux;Zoé;z@r.example;Lyon;Dev;03/04/2026;autre candidat retenu;Offre;C-12;F;;;\n"
    )
    first, second = people(found)
    assert (first["name"], first["shelved_on"], first["stage"]) == ("Émile Lefèvre", "2026-03-14", "Final")
    assert (first["shelve_reason"], first["shelved_from"], first["pay"]) == ("Pay too high", "C-12", "45 000 €")
    assert "shelved_on" not in second
    assert found.dropped == ["Sexe", "Salaire actuel"]
    assert any("03/04/2026 could be two different days" in line for line in found.remarks.lines())


def test_days_of_a_setting() -> None:
    text = "Name,Email,Rejected on\nAda,a@o.example,03/04/2026\n"
    assert people(of_text(text, order="DMY"))[0]["shelved_on"] == "2026-04-03"
    assert people(of_text(text, order="MDY"))[0]["shelved_on"] == "2026-03-04"
    assert "shelved_on" not in people(of_text(text))[0]


def test_rows_that_say_the_same() -> None:
    """Identical rows are one application, however often they are there, and so are rows that differ in a phone only."""
    head = "Name,Email,Phone,Role,Rejected on,Reason\n"
    new, old = "Ada,a@o.example,,Dev,2026-02-03,Comp\n", "Ada,a@o.example,,Dev,2024-02-03,Visa\n"
    found = of_text(head + new + old + new.replace("example,,", "example,+49 30 1234567,") + old + old)
    (ada,) = people(found)
    assert ada["notes"] == "Earlier application: 2024-02-03, Work authorisation (Visa)"
    assert (ada["phone"], ada["shelved_on"]) == ("+49 30 1234567", "2026-02-03")
    twice = of_text(head + new + new)
    assert "notes" not in people(twice)[0]
    assert any("Several rows of one person are one row" in line for line in twice.remarks.lines())


def test_tabs() -> None:
    """Tabs with the same columns are read together; a list of recruiters is not."""
    head = ["Name", "Email", "Role", "Rejected on", "Reason"]
    rows = [head, ["Ada", "a@o.example", "Dev", date(2026, 2, 3), "Comp"], ["TOTAL", None, None, None, 1]]
    old = [
        head,
        ["Cy", "c@o.example", "Dev", date(2024, 2, 3), "Timing"],
        ["Ada", "a@o.example", "Dev", date(2024, 2, 3), "Visa"],
    ]
    data = workbook(rows, **{"2024": old, "Recruiters": [["Name", "Email"], ["Dana", "dana@acme.example"]]})
    found = gathered(("pool.xlsx", data))
    assert [one["name"] for one in people(found)] == ["Ada", "Cy"]
    assert people(found)[0]["notes"] == "Earlier application: 2024-02-03, Work authorisation (Visa)"
    assert any(line == "Tabs that were not read: Recruiters." for line in found.remarks.lines())


def test_hidden_tabs_and_checkboxes() -> None:
    def hide(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        other = sheet.parent.create_sheet("Old")
        other.append(["Name", "Email"])
        other.append(["Eve", "eve@o.example"])
        other.sheet_state = "hidden"

    rows = [["Name", "Email", "Active"], ["Ada", "a@o.example", False], [None, None, False], [None, None, False]]
    found = gathered(("pool.xlsx", workbook(rows, hide)))
    assert [one["name"] for one in people(found)] == ["Ada"]
    assert any("Hidden tabs" in line for line in found.remarks.lines())


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Total: 2",
            "2 candidates",
            "Summe: 2",
            "Total candidates 2,,,",
            "Exported by dana@acme.example on 28.11.2026",
        ),
        *("Confidential - for internal use only", "Generated 28 Nov 2026 10:12", "*** End of report ***", "Backend"),
        "Seite 1 von 1",
    ],
)
@pytest.mark.parametrize("header", ["Name,Email,Title,Company", "Candidate ID,Name,Email,Title"])
def test_lines_that_name_no_person(line: str, header: str) -> None:
    """Totals, group titles and what a system writes below its export are listed, and no person is made of them."""
    ids = [f"{number}," if header.startswith("Candidate") else "" for number in (1, 2)]
    row = line if header.startswith("Name") or " " in line else f",{line}"
    found = of_text(f"{header}\n{ids[0]}Ada Ok,ada@o.example,Dev\n{row}\n{ids[1]}Bo Ek,bo@o.example,Dev\n{row}\n")
    assert [one["email"] for one in people(found)] == ["ada@o.example", "bo@o.example"]
    assert [one.place.row for one in found.left] == [3, 5]


def test_a_row_with_a_name_or_an_address_alone_is_a_person() -> None:
    found = of_text("Name,Email,Title,Company\nAda Ok,,,\n,bo@o.example,,\nSum Ting,,Dev,\n")
    assert [one.get("name") or one["email"] for one in people(found)] == ["Ada Ok", "bo@o.example", "Sum Ting"]


def test_days_that_a_csv_file_holds_as_numbers() -> None:
    """They are what a spreadsheet shows of a day in a cell without a format; other numbers are no days."""
    found = of_text("Name,Email,Rejected on\nAda Ok,a@o.example,46095\nBo Ek,b@o.example,1200\n")
    assert [one.get("shelved_on") for one in people(found)] == ["2026-03-14", None]
    assert any("Numbers were read as days" in line and "46095 (Ada Ok)" in line for line in found.remarks.lines())


def test_days_since_1904() -> None:
    def of_1904(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    rows = [["Name", "Email", "Rejected on"], ["Ada", "a@o.example", 44561]]
    assert people(gathered(("pool.xlsx", workbook(rows, of_1904))))[0]["shelved_on"] == "2026-01-01"


def test_what_stands_in_a_status() -> None:
    found = of_text(
        "Name,Email,Status,Applied on,Applied for\nAda,a@o.example,Rejected - salary,2026-01-02,Dev\nBo,b@o.example,In progress,"
        "2026-01-02,Dev\nCy,c@o.example,Offer declined,2026-01-02,Dev\nDi,d@o.example,Hired,2026-01-02,Dev\n"
    )
    assert [(one["name"], one["shelve_reason"]) for one in people(found)] == [
        ("Ada", "Pay too high"),
        ("Cy", "Declined offer"),
    ]
    assert len(found.left) == 2


def test_never_conduct_from_free_words() -> None:
    found = of_text("Name,Email,Reason\nAda,a@o.example,rude in interview\n")
    assert (people(found)[0]["shelve_reason"], people(found)[0]["reason_detail"]) == ("Other", "rude in interview")


def test_ids_are_no_words() -> None:
    found = of_text("Name,Email,Stage,Rejection Reason,Recruiter,Rejected at\nAda,a@o.example,4711,933,17,2026-02-03\n")
    assert people(found) == [{"name": "Ada", "email": "a@o.example", "shelved_on": "2026-02-03"}]


def test_a_mapping_file() -> None:
    """It is made by a dry run as a start, and read again."""
    text = "Wer,Mail,Rejected on,Warum\nAda,a@o.example,2026-02-03,zickig\n"
    found = of_text(text)
    written = mapping_text("map.toml", found.roles, ["zickig"], ["Runde 9"])
    assert '"Wer" = ""' in written
    edited = written.replace('"Wer" = ""', '"Wer" = "Name"').replace('= "Shelved on"', '= "shelved on"')
    edited = edited.replace('"Warum" = ""', '"Warum" = "Shelve reason"').replace(
        '"zickig" = "Other"', '"zickig" = "Withdrew"'
    )
    mapped = read_mapping("map.toml", edited.replace('"Runde 9" = ""', '"Runde 9" = "Final"'))
    again = of_text(text, columns=mapped.columns, reasons=mapped.reasons, stages=mapped.stages)
    (person,) = people(again)
    assert (person["name"], person["shelved_on"], person["shelve_reason"]) == ("Ada", "2026-02-03", "Withdrew")


def test_a_mapping_file_explains_itself() -> None:
    """Also what an empty value does, and what becomes of columns that have no line."""
    found = of_text(
        "Name,E-Mail,Geburtsdatum,Anrede,Ort,Status,Farbe,Grund\nAda,a@o.example,1990,Frau,X,Absage,rot,na ja\n"
    )
    assert (
        mapping_text("map.toml", found.roles, ["na ja"], ["Runde 9"])
        == """\
# Each line: the header of a column in your file = the column of Candidates that its cells go to.
# = "" means that the column is not imported. To import it, write a column such as "Notes" in the quotes.
# Then import your file again with this mapping, map.toml: docs/imports.md says how.

[columns]
"Name" = "Name"
"E-Mail" = "Email"
# "Geburtsdatum" is never imported, whatever a line here says.
# "Anrede" is not imported. Add a line for it only to change that.
"Ort" = "Location"
# "Status" is read as outcome. Add a line for it only to change that.
"Farbe" = ""
"Grund" = "Shelve reason"

[reasons]
# Words of a reason in your file = a shelve reason.
# = "" leaves Shelve reason empty; the words go to Reason detail.
"na ja" = "Other"

[stages]
# Words of a stage in your file = a stage of Stage reached.
# = "" leaves Stage reached empty.
"Runde 9" = ""
"""
    )


def test_what_an_empty_value_does() -> None:
    """As the file says: the words of a reason are kept, and the column is not imported."""
    text = "Name,Email,Reason,Notes\nAda,a@o.example,zickig,kind\n"
    (person,) = people(of_text(text, columns={"Notes": ""}, reasons={"zickig": ""}))
    assert person == {"name": "Ada", "email": "a@o.example", "reason_detail": "zickig"}
    again = of_text(
        "Name,Email,Anrede,Geburtsdatum\nAda,a@o.example,Frau,1990\n",
        columns={"Anrede": "Notes", "Geburtsdatum": "Notes"},
    )
    assert people(again)[0]["notes"] == "Frau"


@pytest.mark.parametrize("text", ["[columns", '[columns]\n"A" = "Nonsense"', "[columns]\nA = 1", "columns = 3"])
def test_mapping_files_that_are_wrong(text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"map\.toml"):
        read_mapping("map.toml", text)


def test_a_mapping_file_that_is_not_edited_changes_nothing() -> None:
    """Also not for names in two columns, statuses, and what is never imported."""
    text = (
        "First,Last,Mail,Age,Outcome,Date,Reason,Job\nAda,Ok,a@o.example,33,Rejected,2026-02-03,Comp,R-1\n"
        "Bo,Ek,b@o.example,44,Hired,2026-02-03,,R-1\n"
    )
    found = of_text(text)
    mapped = read_mapping("map.toml", mapping_text("map.toml", found.roles, (), ()))
    again = of_text(text, columns=mapped.columns)
    assert (people(again), again.left, again.dropped) == (people(found), found.left, ["Age"])
    assert of_text(text, columns={"Age": "Notes"}).dropped == ["Age"]

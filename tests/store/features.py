"""A recruiter's workbook that uses everything Excel has to offer, so that we see what a refresh does to it."""

import io
import struct
import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

CANDIDATES = (
    *("Stage chart", "Email", "Name", "Rating", "Skills", "Level", "Current title", "Shelved on", "Shelve reason"),
    *("Reason detail", "Location", "Pay expectation", "Owner", "Gut feeling", "Notes", "Site", "Asked", "Months"),
    *("Broken", "First two"),
)
PEOPLE: Sequence[Sequence[Any]] = (
    (
        "Ana Souza",
        5,
        "Kubernetes, Go, Terraform",
        "Senior",
        "Platform Engineer",
        "2026-03-01",
        "Lost to another finalist",
    ),
    ("Ben Okoro", 4, "Go, PostgreSQL", "Mid", "Backend Engineer", "2026-04-01", "Location"),
    ("Cléo Marsh", 3, "Excel, Payroll", "Mid", "Payroll Clerk", "2025-05-01", "Too junior"),
    ("Đặng Minh", 4, "Kubernetes, AWS", "Senior", "Site Reliability Engineer", "2026-01-20", "Pay too high"),
    ("Ed =1+1", 2, "Python", "Junior", "Developer", "2026-06-11", "Skill gap"),
    ("Fay Ito", 5, "Figma, Research", "Lead", "Product Designer", "2024-02-29", "Headcount frozen"),
    ("Gil & Co <x>", 1, "", "", "", "2026-07-01", ""),
    ("Hana Lind", 4, "Go, Kubernetes, Kafka", "Staff", "Platform Engineer", "2026-08-15", "Timing"),
)
REQUISITIONS: Sequence[Sequence[Any]] = (
    ("Req ID", "Title", "Must-have skills", "Level", "Location", "Pay max", "Opened on", "Status", "Days open", "Hot"),
    ("REQ-1", "Platform Engineer", "Kubernetes, Go", "Senior", "Remote", 130000, "2026-11-01", "Open", None, True),
    ("REQ-2", "Payroll Clerk", "Excel, Payroll", "Mid", "Lisbon", 41000.5, "2026-11-02", "Open", None, False),
    ("REQ-3", "Product Designer", "Figma", "Lead", "Berlin", 98000, "2026-02-01", "On hold", None, False),
    ("REQ-4", "Backend Engineer", "Go", "Mid", "Remote", 88000, "2025-11-02", "Filled", None, True),
)
COLUMN = {header: index for index, header in enumerate(CANDIDATES)}
LAST = len(PEOPLE)


def tiny_png(colour: tuple[int, int, int] = (20, 83, 45), side: int = 24) -> bytes:
    """A square of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * side) * side
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def make(path: Path) -> None:
    """Write the workbook: nothing of ours is in it yet."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    looks = {
        "head": book.add_format({"bold": True, "bg_color": "#FFE699", "border": 1, "text_wrap": True}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        "money": book.add_format({"num_format": '#,##0.00 "€"', "font_color": "#203864"}),
        "open": book.add_format({"locked": False, "italic": True}),
        "red": book.add_format({"font_color": "#9C0006", "bold": True}),
        "merged": book.add_format({"align": "center", "valign": "vcenter", "bg_color": "#DDEBF7"}),
    }
    _properties(book)
    _candidates(book, book.add_worksheet("Candidates"), looks)
    _requisitions(book.add_worksheet("Requisitions"), looks)
    _unknown_tabs(book, looks)
    book.define_name("Reasons", "=Lists!$A$1:$A$4")
    book.define_name("Candidates!Pool", "=Candidates!$C$2:$C$9")
    book.close()


def _properties(book: Any) -> None:
    book.set_properties({"title": "Talent pool", "author": "Dana", "comments": "Ours since 2019"})
    book.set_custom_property("Cost centre", "4711")
    book.set_custom_property("Checked", value=True)
    book.set_custom_property("Reviewed", date(2026, 1, 2), "date")


def _candidates(book: Any, sheet: Any, looks: Mapping[str, Any]) -> None:
    sheet.write_row(0, 0, CANDIDATES, looks["head"])
    for row, (name, rating, skills, level, title, shelved, reason) in enumerate(PEOPLE, start=1):
        cells = {
            "Email": f"{name.split(maxsplit=1)[0].lower()}@mail.example",
            "Name": name,
            "Rating": rating,
            "Skills": skills,
            "Level": level,
            "Current title": title,
            "Shelve reason": reason,
            "Location": "Lisbon" if row % 2 else "Remote",
            "Owner": "Dana",
        }
        for header, cell in cells.items():
            sheet.write(row, COLUMN[header], cell)
        sheet.write_datetime(row, COLUMN["Shelved on"], date.fromisoformat(shelved), looks["day"])
        sheet.write_number(row, COLUMN["Pay expectation"], 52_000.5 + 9_000 * row, looks["money"])
        sheet.write_formula(row, COLUMN["Months"], f"=ROUND((TODAY()-H{row + 1})/30,0)", None, 7 + row)
        sheet.insert_checkbox(row, COLUMN["Asked"], row % 2 == 0)
    _cells_of_all_kinds(sheet, looks)
    _rules(sheet, looks)
    _objects(book, sheet)
    _layout(sheet)


def _cells_of_all_kinds(sheet: Any, looks: Mapping[str, Any]) -> None:
    detail, notes, site = COLUMN["Reason detail"], COLUMN["Notes"], COLUMN["Site"]
    sheet.write_rich_string(1, detail, "Runner-up; ", looks["red"], "call her", " in spring")
    sheet.write_string(2, detail, "  two spaces, a tab\tand\nsecond line  ")
    sheet.write_string(3, detail, "-1 & <b>not bold</b> \"quoted\" 'single' ]]> _x000D_")
    sheet.write_formula(1, COLUMN["Broken"], "=Nowhere!A1", None, "#REF!")
    sheet.write_formula(2, COLUMN["Broken"], "=1/0", looks["red"], "#DIV/0!")
    sheet.write_formula(3, COLUMN["Broken"], '=IF(A1="","","")', None, "")
    sheet.write_formula(4, COLUMN["Broken"], "=A1<>B1", None, value=True)
    sheet.write_array_formula(5, COLUMN["Broken"], 6, COLUMN["Broken"], "{=D2:D3*2}", None, 10)
    sheet.write_dynamic_array_formula(1, COLUMN["First two"], 2, COLUMN["First two"], "=UNIQUE(D2:D3)", None, 5)
    sheet.write_url(1, site, "https://portfolio.example/ana", string="portfolio", tip="Her own page")
    sheet.write_url(2, site, "internal:Lists!A1", string="list")
    sheet.embed_image(3, site, "photo.png", {"image_data": io.BytesIO(tiny_png())})
    sheet.merge_range(5, notes - 1, 6, notes, "spoke to both", looks["merged"])
    sheet.write_blank(LAST + 2, notes, None, looks["merged"])
    sheet.write_comment(1, COLUMN["Name"], "Prefers mornings", {"author": "Dana", "x_scale": 2, "visible": True})
    sheet.write_comment(3, COLUMN["Email"], "Bounced once")


def _rules(sheet: Any, looks: Mapping[str, Any]) -> None:
    rating, pay, gut = COLUMN["Rating"], COLUMN["Pay expectation"], COLUMN["Gut feeling"]
    reason, shelved = COLUMN["Shelve reason"], COLUMN["Shelved on"]
    sheet.data_validation(1, reason, 500, reason, {"validate": "list", "source": "=Reasons"})
    sheet.data_validation(
        1, rating, 500, rating, {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 5}
    )
    sheet.data_validation(1, shelved, 500, shelved, {"validate": "date", "criteria": ">", "value": date(2015, 1, 1)})
    bars = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_negative_color": "#C00000"}
    sheet.conditional_format(1, pay, 500, pay, bars)
    sheet.conditional_format(1, rating, 500, rating, {"type": "icon_set", "icon_style": "5_ratings"})
    sheet.conditional_format(1, gut, 500, gut, {"type": "3_color_scale"})
    late = {"type": "formula", "criteria": "=$R2>12", "format": looks["red"]}
    sheet.conditional_format("A2:T500", late)
    for row in range(1, LAST + 1):
        sheet.add_sparkline(row, 0, {"range": f"Lists!$C${row}:$F${row}", "type": "column", "markers": True})
    sheet.ignore_errors({"number_stored_as_text": "A1:T500", "formula_differs": "R2:S9"})


def _objects(book: Any, sheet: Any) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"=Candidates!$D$2:$D${LAST + 1}", "name": "Ratings"})
    chart.set_title({"name": "How good is our pocket?"})
    sheet.insert_chart(LAST + 4, 1, chart)
    sheet.insert_image(
        LAST + 4, 9, "logo.png", {"image_data": io.BytesIO(tiny_png((31, 42, 68))), "url": "https://us.example"}
    )
    sheet.insert_textbox(LAST + 4, 11, "Ask Dana before you write", {"fill": {"color": "#FFF2CC"}})
    sheet.insert_textbox(LAST + 12, 11, "", {"width": 40, "height": 40, "line": {"dash_type": "dash"}, "rotation": 45})
    sheet.insert_button(LAST + 18, 11, {"caption": "Sort", "macro": "sort_pool", "width": 80, "height": 30})


def _layout(sheet: Any) -> None:
    sheet.set_column(0, 0, 14)
    sheet.set_column(COLUMN["Email"], COLUMN["Name"], 24)
    sheet.set_column(COLUMN["Gut feeling"], COLUMN["Gut feeling"], 9, None, {"hidden": True})
    sheet.set_column(COLUMN["Asked"], COLUMN["First two"], 11, None, {"level": 1})
    sheet.set_row(0, 32)
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_row(6, 21, None, {"level": 1})
    sheet.set_row(7, 21, None, {"level": 1})
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, LAST, len(CANDIDATES) - 1)
    sheet.set_tab_color("#C00000")
    sheet.set_zoom(90)
    sheet.set_selection("C4")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, LAST, len(CANDIDATES) - 1)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.6, 0.6)
    sheet.set_header("&L&BConfidential&B&RPage &P of &N")
    sheet.set_footer("&CTalent pool, &D")
    sheet.set_h_pagebreaks([6])


def _requisitions(sheet: Any, looks: Mapping[str, Any]) -> None:
    header, *rows = REQUISITIONS
    columns: list[dict[str, Any]] = [{"header": name} for name in header]
    columns[0] |= {"total_string": "Total"}
    columns[5] |= {"format": looks["money"]}
    columns[8] |= {"formula": "=TODAY()-[@[Opened on]]"}
    table = {"name": "Reqs", "columns": columns, "style": "Table Style Light 11", "data": [list(row) for row in rows]}
    sheet.add_table(0, 0, len(rows), len(header) - 1, table)
    for number in range(1, len(rows) + 1):
        formula = "=TODAY()-Reqs[[#This Row],[Opened on]]"
        sheet.write_formula(number, 8, formula, looks["open"], 20 + number)
    sheet.protect("secret", {"sort": True, "autofilter": True, "objects": True})
    sheet.unprotect_range("A2:H500", "people")
    sheet.set_background(io.BytesIO(tiny_png((238, 242, 248), 4)))
    sheet.set_column(0, len(header) - 1, 16)
    # Excel's own way of hiding what is not used.
    sheet.set_column(len(header), 16_383, 9, None, {"hidden": True})
    sheet.hide_gridlines(2)


def _unknown_tabs(book: Any, looks: Mapping[str, Any]) -> None:
    lists = book.add_worksheet("Lists")
    for row in range(LAST):
        lists.write(row, 0, ("Timing", "Location", "Pay too high", "Skill gap")[row % 4])
        lists.write_row(row, 2, [row, row * 2 % 5, 3, 8 - row])
    lists.set_tab_color("#7030A0")
    mood = book.add_worksheet("Mood & more")
    mood.merge_range("B2:D3", "Do not touch", looks["merged"])
    mood.write_formula("B5", "=SUM(Candidates!D2:D9)", None, 28)
    mood.hide()
    secret = book.add_worksheet("Deep")
    secret.write("A1", "nobody sees this")
    secret.very_hidden()
    big = book.add_chartsheet("Chart of it")
    pie = book.add_chart({"type": "pie"})
    pie.add_series({"values": "=Lists!$C$1:$F$1"})
    big.set_chart(pie)

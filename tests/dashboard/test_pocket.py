"""The pocket page in a real browser, over the real server and store."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.dashboard.driving import PAGES, Tab
from tests.support.accessible import serious

Open = Callable[..., Tab]

# Page → its first item.
FIRST_ITEMS = {
    "/": "[data-row^=item_]",
    "/requisitions": "[class*=st-key-match_]",
    "/candidates": "[data-row^=person_]",
    "/follow-ups": "[data-row^=due_]",
}


def test_tiles_show_the_figures_of_the_sample(tab: Open) -> None:
    """The five tiles show what can be counted in the sample by hand, in both themes."""
    page = tab("/", color_scheme="light")
    expect(page.page.get_by_test_id("stApp")).to_have_css("color-scheme", "light")
    shows_the_figures(page)
    page.dark()
    shows_the_figures(page)


def shows_the_figures(page: Tab) -> None:
    """The tiles of the sample, and what follows them."""
    # 58 rows with a key, less nine hired, one not to be contacted, one shelved for conduct and one whose consent ended.
    expect(page.tile("In the pocket")).to_contain_text("46")
    expect(page.tile("Openings with a good match")).to_contain_text("6 / 6")
    # Opened within 90 days: 89, 97, 100 and 101 to 106; 102, 103 and 105 not in time, 106 still has time.
    expect(page.tile("Checked before posting")).to_contain_text("5 / 8")
    expect(page.tile("Answered")).to_contain_text("—")
    expect(page.heading("Needs attention today")).to_be_visible()


def test_a_figure_opens_its_rows(same_tab: Open) -> None:
    """The rows behind a tile are as many as the tile says."""
    page = same_tab("/")
    count = int(page.tile("In the pocket").get_by_test_id("stMetricValue").inner_text())
    page.button("Show people").first.click()
    rows = page.drawer().get_by_role("row")
    expect(rows).to_have_count(count + 1)
    expect(page.drawer()).to_contain_text("Mara Lindqvist")
    expect(page.drawer()).not_to_contain_text("mara.lindqvist@mail.example")


def test_each_ratio_and_skill_has_its_rows(same_tab: Open) -> None:
    """Behind a ratio are as many rows as it counts; behind a skill those who ask for it and those who have it."""
    page = same_tab("/")
    tile = page.page.get_by_text("Without a next date or an owner").locator(
        "xpath=ancestor::*[.//*[@class='bp-number']][1]"
    )
    part, whole = re.findall(r"\d+", tile.locator(".bp-number").inner_text())[:2]
    page.button("Show details").click()
    figure = page.drawer().get_by_role("combobox", name="Figure")
    for name, count in (("Without a next date or an owner", part), ("In contact within 180 days", whole)):
        page.choose(figure, name)
        expect(page.drawer().get_by_role("row")).to_have_count(int(count) + 1)
    page.page.keyboard.press("Escape")
    expect(page.drawer()).to_have_count(0)
    skill = page.page.get_by_role("region", name="Skills that open requisitions ask for").get_by_role("row").nth(1)
    name, asked, held = skill.inner_text().split("\t")
    page.button("Show requisitions and people").click()
    expect(page.drawer().get_by_role("combobox", name="Skill")).to_have_value(name)
    expect(page.drawer().get_by_role("row")).to_have_count(int(asked) + int(held) + 2)


def test_filters_live_in_the_address(tab: Open) -> None:
    """An owner's link shows the owner's figures, also after a reload; an unknown name shows all owners' figures."""
    page = tab("/")
    all_owners = page.tile("Follow-ups overdue").get_by_test_id("stMetricValue").inner_text()
    page.page.get_by_role("combobox", name="Owner").click()
    page.page.get_by_role("option", name="lee@acme.example").click()
    expect(page.tile("Follow-ups overdue").get_by_test_id("stMetricValue")).not_to_have_text(all_owners)
    page.settle()
    lees = page.tile("Follow-ups overdue").get_by_test_id("stMetricValue").inner_text()
    assert "owner=lee" in page.page.url
    page.page.reload()
    expect(page.tile("Follow-ups overdue").get_by_test_id("stMetricValue")).to_have_text(lees)
    page.open("/?owner=%3Cscript%3E&window=forever&department=42")
    expect(page.tile("Follow-ups overdue").get_by_test_id("stMetricValue")).to_have_text(all_owners)


def test_a_filter_goes_along_to_other_pages(tab: Open) -> None:
    """The menu keeps the filters."""
    page = tab("/?owner=lee%40acme.example")
    expect(page.page.get_by_role("combobox", name="Owner")).to_have_value("lee@acme.example")
    page.page.get_by_role("link", name="Fairness").click()
    expect(page.heading("Nominee comparison")).to_be_visible()
    page.settle()
    expect(page.page.get_by_role("combobox", name="Owner")).to_have_value("lee@acme.example")


def test_a_screen_shows_enough(tab: Open) -> None:
    """On a laptop's screen at least 5 people of a slate, 10 follow-ups and 14 candidates are whole."""
    page = tab("/requisitions", viewport={"width": 1440, "height": 900})
    for path, least in (("/requisitions", 5), ("/follow-ups", 10), ("/candidates", 14)):
        page.turn(path)
        page.settle()
        bottoms = page.page.locator(FIRST_ITEMS[path]).evaluate_all(
            "items => items.map(item => item.getBoundingClientRect().bottom)"
        )
        assert sum(bottom <= 900 for bottom in bottoms) >= least, (path, bottoms)


def test_fits_a_phone(tab: Open) -> None:
    """At 390 pixels nothing is cut off at the side; the order stays; a table's rows become cards."""
    page = tab("/", viewport={"width": 390, "height": 844})
    assert page.wide() == 390
    places = [
        page.tile("In the pocket"),
        page.heading("Needs attention today"),
        page.heading("Freshness (by last contact)"),
        page.heading("Skills: wanted and available"),
    ]
    tops = [box["y"] for place in places if (box := place.bounding_box())]
    assert len(tops) == len(places)
    assert tops == sorted(tops)
    assert page.page.locator("table.bp td").first.evaluate("cell => getComputedStyle(cell).display") == "block"
    tabs = page.page.locator(".st-key-phone_tabs")
    edge = (tabs.bounding_box() or {})["y"]
    assert edge > 780
    for path, item in FIRST_ITEMS.items():
        page.turn(path)
        box = page.page.locator(item).first.bounding_box()
        assert box
        assert box["y"] + box["height"] < edge, path


def test_the_tabs_of_a_phone(tab: Open) -> None:
    """The pages that people need most are one tap away at the lower edge, all others behind "More" beside them."""
    page = tab("/", viewport={"width": 390, "height": 844})
    tabs = page.page.locator(".st-key-phone_tabs")
    names = ["Pocket", "Requisitions", "Candidates", "Follow-ups"]
    assert [tabs.get_by_role("link", name=name, exact=True).count() for name in names] == [1, 1, 1, 1]
    assert serious(page.page) == []
    tabs.get_by_role("link", name="Candidates").click()
    page.page.wait_for_url("**/candidates")
    page.settle()
    # The filters are in a sheet above the tabs.
    owner = page.page.get_by_role("combobox", name="Owner")
    expect(owner).to_be_hidden()
    page.button("Filters").click()
    page.settle()
    page.choose(owner, "lee@acme.example")
    page.button("Done").click()
    expect(page.button("Filters (1)")).to_be_visible()
    expect(owner).to_be_hidden()
    more = page.page.get_by_test_id("stExpandSidebarButton")
    box = more.bounding_box()
    assert box
    assert (box["x"] + box["width"], box["y"] + box["height"]) == (390, 844)
    more.click()
    page.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Health").click()
    page.page.wait_for_url("**/health?*")
    page.page.set_viewport_size({"width": 1280, "height": 900})
    expect(tabs).to_be_hidden()
    expect(page.button("Filters (1)")).to_be_hidden()
    expect(owner).to_have_value("lee@acme.example")
    logo, content = page.page.get_by_test_id("stHeaderLogo"), page.page.locator(".st-key-frame")
    assert [(one.bounding_box() or {})["x"] for one in (logo, content)] == [75, 75]


def test_nothing_is_cut_off_on_a_narrow_phone(tab: Open) -> None:
    """At 320 pixels no page is wider than the window."""
    page = tab("/", viewport={"width": 320, "height": 640})
    for path in PAGES:
        page.turn(path)
        assert (path, page.wide()) == (path, 320)


def test_works_by_keyboard(same_tab: Open) -> None:
    """A drawer opens with Enter, and Escape closes it."""
    page = same_tab("/")
    page.button("Show follow-ups").focus()
    page.page.keyboard.press("Enter")
    expect(page.drawer()).to_be_visible()
    expect(page.drawer()).to_contain_text("Owen Price")
    page.page.keyboard.press("Escape")
    expect(page.drawer()).to_have_count(0)

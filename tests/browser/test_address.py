"""What the address bar shows, and where the back button leads."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

import tornjust as jp

from .conftest import Site, over_ajax


class Walk(jp.WebPage):
    """A page whose address follows its steps; `steps` starts anew with each load."""

    loads = 0

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        Walk.loads += 1
        self.load = Walk.loads
        self.steps = 0
        self.shown = jp.P(a=self, text=f"load {self.load}")
        jp.Button(a=self, text="step", click=self.step)
        jp.Button(a=self, text="stay", click=self.stay)

    def step(self, msg: Any) -> None:
        self.steps += 1
        self.shown.text = f"step {self.steps}"
        self.display_url = f"/?step={self.steps}"

    def stay(self, msg: Any) -> None:
        self.shown.text = "stayed"
        self.display_url = self.display_url


def test_an_address_is_one_entry_however_often_the_page_is_updated(site: Site) -> None:
    page = site.show(lambda: Walk(display_url="/?start"))
    expect(page).to_have_url(site.url + "/?start")
    entries = page.evaluate("history.length")
    page.get_by_role("button", name="step").click()
    expect(page).to_have_url(site.url + "/?step=1")
    for _ in range(3):
        page.get_by_role("button", name="stay").click()
        expect(page.locator("p")).to_have_text("stayed")
    assert page.evaluate("history.length") == entries + 1


@over_ajax
def test_back_leads_to_the_address_before_which_is_loaded(site: Site) -> None:
    page = site.show(Walk)
    first = page.locator("p").inner_text()
    page.get_by_role("button", name="step").click()
    expect(page).to_have_url(site.url + "/?step=1")
    page.go_back()
    expect(page).to_have_url(site.url + "/")
    expect(page.locator("p")).to_contain_text("load")
    expect(page.locator("p")).not_to_have_text(first)
    page.get_by_role("button", name="step").click()
    expect(page.locator("p")).to_have_text("step 1")


@over_ajax
def test_back_and_forward_lead_on_after_the_page_was_loaded_anew(site: Site) -> None:
    def walk(request: Any) -> jp.WebPage:
        wp = Walk()
        wp.steps = int(request.query_params.get("step", 0))
        wp.shown.text = f"step {wp.steps}"
        return wp

    jp.Route("/walk", walk)
    page = site.open("/walk")
    for step in (1, 2, 3):
        page.get_by_role("button", name="step").click()
        expect(page).to_have_url(f"{site.url}/?step={step}")
    jp.Route("/", walk)
    for go, step in [(page.go_back, 2), (page.go_forward, 3), (page.go_back, 2), (page.go_back, 1)]:
        go()
        # Without waiting for the runtime: the button may be pressed again before it is there.
        expect(page.locator("p")).to_have_text(f"step {step}")
        assert page.url == f"{site.url}/?step={step}"
    page.reload()
    page.go_forward()
    expect(page.locator("p")).to_have_text("step 2")
    page.get_by_role("button", name="step").click()
    expect(page.locator("p")).to_have_text("step 3")


@over_ajax
def test_a_page_that_listens_shows_the_address_before_itself(site: Site) -> None:
    wp = Walk()
    wp.on("popstate", lambda self, msg: setattr(wp.shown, "text", f"back at {msg.url[-7:]}"))
    page = site.show(wp)
    page.get_by_role("button", name="step").click()
    expect(page).to_have_url(site.url + "/?step=1")
    page.get_by_role("button", name="step").click()
    expect(page).to_have_url(site.url + "/?step=2")
    page.go_back()
    expect(page.locator("p")).to_have_text("back at ?step=1")
    assert site.tabs[0].loads == 1


@over_ajax
def test_a_jump_to_a_bookmark_loads_nothing(site: Site) -> None:
    wp = Walk()
    jp.A(a=wp, text="down", bookmark=jp.Div(a=wp, text="end"))
    page = site.show(wp)
    page.get_by_role("button", name="step").click()
    expect(page).to_have_url(site.url + "/?step=1")
    page.get_by_text("down").click()
    page.go_back()
    expect(page.locator("p")).to_have_text("step 1")
    assert site.tabs[0].loads == 1

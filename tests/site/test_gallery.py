"""The page of all pictures: each leads to the place where it moves."""

from playwright.sync_api import expect

from .conftest import CHAPTERS, OpenPage


def test_every_picture_of_the_chapters_is_there_and_leads_to_its_place(open_page: OpenPage) -> None:
    places = set()
    for chapter in CHAPTERS:
        page = open_page(chapter.stem)
        stages = page.locator(".logit-embed[data-kind=stage]")
        places |= {f"{chapter.stem}.html#{one.get_attribute('id')}" for one in stages.all()}
    gallery = open_page("gallery")
    links = gallery.locator(".logit-gallery a")
    assert {one.get_attribute("href") for one in links.all()} == places
    for picture in gallery.locator(".logit-gallery img.only-light").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("(one) => one.naturalWidth") > 100

"""A stranger follows an inferred fact down to the sentence that it rests on."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

SENTENCE = "Trade between Norway and Chile grew by 12% in 2022."


@pytest.fixture
def shown(browser: Browser, site: str) -> Iterator[Page]:
    """The page of a person of whom a report says that he spoke, not what he has spoken on."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{site}/doc/person/lars-holm")
    yield page
    context.close()


def follow(page: Page, word: str) -> None:
    """Open the mark beside a fact that has the word in it, and take the link to its reasons."""
    fact = page.locator("#facts .fact").filter(has_text=word)
    fact.locator("summary").filter(has_text="inferred").first.click()
    fact.get_by_role("link", name=re.compile("Step by step")).first.click()
    expect(page).to_have_url(re.compile(r"/why\?"))


def test_from_an_inferred_fact_to_the_sentence_in_its_report(shown: Page) -> None:
    follow(shown, "Has spoken on")
    reasons = shown.locator("main")
    expect(reasons).to_contain_text(re.compile("Follows by a rule: “.+”, then “.+” leads to “.+”"))
    expect(reasons).to_contain_text("According to Lars Holm:")
    expect(reasons).to_contain_text("Rule test.rule")
    words = reasons.locator("blockquote").filter(has_text=SENTENCE).first
    words.locator("a.folio").click()
    assert "/doc/report/0123456789abcdef#char=" in shown.url
    target = shown.locator(":target")
    expect(target).to_have_count(1)
    expect(target).to_be_in_viewport()
    expect(target.locator("xpath=..")).to_contain_text("Trade between Norway and Chile")

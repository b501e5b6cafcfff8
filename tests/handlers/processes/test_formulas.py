"""Anyone can read how figures are computed, in their language, and a page that has it asks only whether it changed."""

from tests.support.api import Client


def test_the_method_is_public_and_in_the_readers_language(client: Client) -> None:
    polish = client.get("/v1/formulas", Accept_Language="pl")
    english = client.get("/v1/formulas", Accept_Language="en")

    assert polish.status == english.status == 200
    titles = [
        {formula["name"]: formula["title"] for formula in answer.body["formulas"]} for answer in (polish, english)
    ]
    assert [each["net_savings_per_year"] for each in titles] == ["Oszczędność netto rocznie", "Net savings a year"]
    assert polish.headers["ETag"] != english.headers["ETag"]


def test_a_method_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    known = client.get("/v1/formulas").headers["ETag"]

    again = client.get("/v1/formulas", If_None_Match=known)

    assert again.status == 304
    assert not again.body

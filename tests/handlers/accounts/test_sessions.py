"""Sessions: listed, ended one by one, or all but the current one."""

from tests.support.api import Client


def elsewhere(user: Client, agent: str = "Firefox on a phone") -> Client:
    """Sign in a second time."""
    reply = Client().post("/v1/auth/login", {"email": user.email, "password": user.password}, user_agent=agent)
    return user.with_session(reply)


def test_every_sign_in_is_listed_with_the_present_one_marked(user: Client) -> None:
    elsewhere(user)

    listed = user.get("/v1/me/sessions").body
    assert [(it["user_agent"], it["current"]) for it in listed["items"]] == [("Firefox on a phone", False), ("", True)]
    assert listed["next_cursor"] is None


def test_the_list_comes_in_pages(user: Client) -> None:
    for number in range(3):
        elsewhere(user, f"browser {number}")

    first = user.get("/v1/me/sessions?limit=2").body
    second = user.get(f"/v1/me/sessions?limit=2&cursor={first['next_cursor']}").body
    assert [it["user_agent"] for it in first["items"] + second["items"]] == ["browser 2", "browser 1", "browser 0", ""]


def test_one_session_is_ended_at_once(user: Client) -> None:
    other = elsewhere(user)
    [theirs] = [it["id"] for it in user.get("/v1/me/sessions").body["items"] if not it["current"]]

    assert user.call("DELETE", f"/v1/me/sessions/{theirs}").status == 204
    assert other.get("/v1/me").status == 401
    assert other.post("/v1/auth/refresh").status == 401
    assert user.get("/v1/me").status == 200
    assert user.call("DELETE", f"/v1/me/sessions/{theirs}").status == 404


def test_all_other_sessions_are_ended_together(user: Client) -> None:
    others = [elsewhere(user), elsewhere(user)]

    assert user.call("DELETE", "/v1/me/sessions").status == 204
    assert [other.get("/v1/me").status for other in others] == [401, 401]
    assert [it["current"] for it in user.get("/v1/me/sessions").body["items"]] == [True]


def test_sessions_that_were_signed_out_are_not_listed(user: Client) -> None:
    assert elsewhere(user).post("/v1/auth/logout").status == 204

    assert len(user.get("/v1/me/sessions").body["items"]) == 1


def test_anothers_session_looks_like_a_missing_one(user: Client, client: Client) -> None:
    stranger = client.register()
    [theirs] = [it["id"] for it in stranger.get("/v1/me/sessions").body["items"]]

    assert user.call("DELETE", f"/v1/me/sessions/{theirs}").status == 404
    assert stranger.get("/v1/me").status == 200

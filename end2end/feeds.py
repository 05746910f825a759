"""Checks feeds with feedparser. Usage: feeds.py '[["http://…/rss.xml", 30], …]', with the number of articles or null."""

import json
import sys
import urllib.request
import xml.etree.ElementTree as xml

import feedparser


def get(address):
    with urllib.request.urlopen(address) as answer:
        return answer.headers, answer.read()


def check_files(files):
    for address, kind, size in files:
        headers, content = get(address)
        assert len(content) == int(size), f"{address}: {len(content)} bytes, not {size}"
        assert headers["Content-Type"] == kind, f"{address}: {headers['Content-Type']}, not {kind}"
    return len(files)


def check(address, articles):
    feed = feedparser.parse(address, sanitize_html=False)
    assert not feed.bozo, f"{address}: {feed.bozo_exception}"
    assert feed.status == 200 and feed.feed.title and feed.feed.link and feed.feed.language == "vi"
    assert articles is None or len(feed.entries) == articles, f"{address}: {len(feed.entries)} articles"
    assert any(link.rel == "self" and link.href == address for link in feed.feed.links)
    ids = [entry.id for entry in feed.entries]
    assert len(set(ids)) == len(ids)
    for entry in feed.entries:
        assert entry.title and entry.link.startswith("http://") and entry.published_parsed
        html = entry.content[0].value
        assert len(html) > 20 and 'href="/' not in html and 'src="/' not in html, entry.link
    files = [(file.href, file.type, file.length) for entry in feed.entries for file in entry.enclosures]
    enclosed = check_files(files)
    again = feedparser.parse(address, etag=feed.etag)
    assert again.status == 304 and not again.entries, f"{address}: {again.status} for its own tag"
    if feed.entries:
        again = feedparser.parse(address, modified=feed.modified)
        assert again.status == 304, f"{address}: {again.status} for its own date"
    xml.fromstring(get(address)[1])
    return ids, enclosed


def check_json(address, articles):
    headers, content = get(address)
    feed = json.loads(content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["feed_url"] == address
    assert articles is None or len(feed["items"]) == articles, f"{address}: {len(feed['items'])} articles"
    asked = urllib.request.Request(address, headers={"If-None-Match": headers["ETag"]})
    try:
        urllib.request.urlopen(asked)
        raise AssertionError(f"{address}: sent again")
    except urllib.error.HTTPError as answer:
        assert answer.code == 304, answer
    files = [
        (file["url"], file["mime_type"], file["size_in_bytes"])
        for item in feed["items"]
        for file in item.get("attachments", [])
    ]
    return [item["id"] for item in feed["items"]], check_files(files)


known = {}
for address, articles in json.loads(sys.argv[1]):
    kind = check_json if address.endswith(".json") else check
    ids, files = kind(address, articles)
    list_address = address.rsplit("/", 1)[0]
    assert known.setdefault(list_address, ids) == ids, f"{address}: other ids than in the other formats"
    print(f"feedparser: {address}: {len(ids)} articles, {files} files")

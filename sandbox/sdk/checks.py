"""What the SDK checks have in common: refusals, comparisons, the run itself."""
import json
import urllib.request


class Refused(Exception):
    """A service error, alike for all SDKs."""

    def __init__(self, status, code, ec=None):
        super().__init__(f"{status} {code} {ec}")
        self.status, self.code, self.ec = status, code, ec


def read_json(url):
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


def same(actual, expected):
    assert actual == expected, f"{actual!r} is not {expected!r}"


def refused(expected, work, *arguments):
    """The call fails with this status and code, and this EC where one is given."""
    try:
        list(work(*arguments)) if work.__name__ == "pages" else work(*arguments)
    except Refused as error:
        actual = (error.status, error.code, error.ec)
        same(actual[:len(expected)], expected)
    else:
        raise AssertionError(f"was not refused with {expected}")


def listed_once_each(pages, count):
    """The pages hold `count` rules, a hundred on each but the last; their ids in order."""
    pages = list(pages)
    ids = [rule_id for page in pages for rule_id in page]
    same((len(ids), len(set(ids))), (count, count))
    same({len(page) for page in pages[:-1]} - {100}, set())
    return ids


def filled_and_listed(client, rule_of, count=250):
    """So many rules are put, listed over pages in the order of their creation, and deleted."""
    wanted = [f"many.{number}" for number in range(count)]
    try:
        for rule_id in wanted:
            client.put(rule_of(rule_id))
        same(listed_once_each(client.pages(), count), wanted)
    finally:
        for rule_id in wanted:
            same(client.delete(rule_id), 204)


def run(checks):
    """Runs (name, function) pairs: a line for each, a summary, and the exit code."""
    passed = failed = 0
    for name, check in checks:
        try:
            check()
        except Exception as error:  # every kind of failure is one failed check
            failed += 1
            print(f"FAILED {name}: {type(error).__name__}: {error}")
        else:
            passed += 1
            print(f"ok     {name}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0

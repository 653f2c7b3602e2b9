"""What the two servers share: who may ask, and what an answer looks like. Standard library only.

It listens on this machine alone, behind the organisation's sign-in: a proxy that knows who is asking, removes the header
SIGN_IN_HEADER from what came in, and sets it to the person's name. Without that header nothing is handed out.
"""
import json
import os
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SIGN_IN_HEADER = os.environ.get("SIGN_IN_HEADER", "X-Forwarded-User")


class Refused(Exception):
    """STS said no; the code is its own word, such as NoPermission."""


def setting(name):
    """A setting that must be there. Keys come from here alone: never from a file beside the code."""
    value = os.environ.get(name)
    return value or sys.exit(f"{name} is not set. See README.md.")


def session_name(person):
    """The person in characters that both clouds take: this is how their audit logs name who asked."""
    return re.sub(r"[^A-Za-z0-9.@_-]", "-", person)[:64].ljust(2, "-")


def serve(credentials_for):
    """Answers each GET with credentials_for(session name), which may raise Refused."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            person = self.headers.get(SIGN_IN_HEADER, "").strip()
            if not person:
                return self.answer(401, {"Code": "SignInRequired"})
            if self.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
                return self.answer(403, {"Code": "OtherSite"})
            try:
                self.answer(200, credentials_for(session_name(person)))
            except Refused as error:
                print(f"STS refused: {error}", file=sys.stderr)
                self.answer(502, {"Code": str(error)})
            except Exception as error:  # an SDK may fail in ways of its own; its words may quote the call
                print(f"STS: {type(error).__name__}", file=sys.stderr)
                self.answer(502, {"Code": "Unexpected"})

        def answer(self, status, document):
            body = json.dumps(document).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)),
                                "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def send_error(self, code, message=None, explain=None):
            self.answer(code, {"Code": "NotHere"})

    ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8701"))), Handler).serve_forever()

"""The same service, mended: the primary answers nothing before the other node has taken the copy that says so.

    python3 fixed.py NAME HOST PORT PRIMARY OTHER=HOST:PORT

GET /kv/7 -> {"value": 41}      PUT /kv/7 {"value": 42}      GET /role -> {"role": "primary", "term": 1}
"""
import http.client, json, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

name, host, port, primary, peer = sys.argv[1:6]
other = peer.split("=")[1]
lock, turn = threading.RLock(), threading.Lock()
state = {"role": "primary" if name == primary else "replica", "term": 1, "seq": 0, "kv": {}}
heard = time.monotonic()


def send(copy):
    """Sends a copy to the other node; returns its answer, or nothing where none comes within half a second."""
    try:
        link = http.client.HTTPConnection(other, timeout=0.5)
        link.request("POST", "/copy", json.dumps(copy))
        return json.loads(link.getresponse().read())
    except (OSError, ValueError, http.client.HTTPException):
        return {}


def take(copy):
    """Replaces what it has by a newer copy, and follows the sender."""
    global heard
    with lock:
        newer = (copy["term"], copy["seq"]) > (state["term"], state["seq"])
        if newer:
            state.update(copy, role="replica")
            heard = time.monotonic()
        return {"taken": newer, "term": state["term"]}


def next_copy(**change):
    state["seq"] += 1
    return {"term": state["term"], "seq": state["seq"], "kv": dict(state["kv"], **change)}


def beat():
    """The primary sends a copy five times a second; a replica that hears nothing for three seconds becomes primary."""
    global heard
    while True:
        time.sleep(0.2)
        with lock:
            if state["role"] == "replica" and time.monotonic() - heard > 3:
                state.update(role="primary", term=state["term"] + 1)
            copy = next_copy() if state["role"] == "primary" else None
        term = send(copy).get("term", 0) if copy else 0
        with lock:
            if term > state["term"]:
                state["role"], heard = "replica", time.monotonic()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/role":
            self.answer(200, role=state["role"])
        else:
            self.serve()

    def do_PUT(self):
        self.serve(**{self.path: self.body()["value"]})

    def serve(self, **change):
        with turn:
            with lock:
                if state["role"] != "primary":
                    return self.answer(409, error="not the primary")
                copy = next_copy(**change)
            taken = send(copy).get("taken")
            with lock:
                if not taken or state["term"] != copy["term"]:
                    return self.answer(503, error="not confirmed; it may happen yet")
                state["kv"] = copy["kv"]
                self.answer(200, value=state["kv"].get(self.path))

    def do_POST(self):
        self.answer(200, **take(self.body()))

    def body(self):
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, status, **body):
        text = json.dumps({"node": name, "term": state["term"], **body}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *words):
        pass


threading.Thread(target=beat, daemon=True).start()
print(name, "listens on", port, flush=True)
ThreadingHTTPServer((host, int(port)), Handler).serve_forever()

"""A register that keeps a log, and answers before it syncs it, or after: unsynced-register.py HOST PORT FOLDER answers|syncs"""
import json, os, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

host, port, folder, first = sys.argv[1:]
turn = threading.Lock()
log = open(folder + "/log", "a+")
log.seek(0)
values = dict((path, int(value)) for path, value in map(str.split, log))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        with turn:
            self.answer(values.get(self.path))

    def do_PUT(self):
        value = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with turn:
            log.write("%s %d\n" % (self.path, value))
            log.flush()
            if first == "syncs":
                os.fsync(log.fileno())
            values[self.path] = value
            self.answer(value)

    def answer(self, value):
        body = json.dumps(dict(value=value)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


ThreadingHTTPServer((host, int(port)), Handler).serve_forever()

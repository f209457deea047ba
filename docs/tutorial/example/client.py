"""A client program of one's own for the tutorial's service: operations on standard input, answers on standard output."""
import http.client, json, sys

for line in sys.stdin:
    op = json.loads(line)
    try:
        link = http.client.HTTPConnection(op["host"], op["port"], timeout=2)
        try:
            link.connect()
        except ConnectionRefusedError:
            answer = {"type": "fail", "error": "refused"}  # nothing was sent: it certainly did not happen
        else:
            body = json.dumps({"value": op["value"]}) if op["f"] == "write" else None
            link.request("PUT" if body else "GET", "/kv/%d" % op["key"], body)
            response = link.getresponse()
            told = json.loads(response.read())
            kind = "ok" if response.status == 200 else "fail" if response.status == 409 else "info"
            answer = {"type": kind, "value": told.get("value"), "error": told.get("error")}
    except (OSError, ValueError, http.client.HTTPException) as e:
        answer = {"type": "info", "error": str(e)}  # it may have happened
    print(json.dumps(answer), flush=True)

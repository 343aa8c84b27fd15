#!/usr/bin/env python3
"""Stores, fetches and deletes a 2 GB study on a real server process and prints its largest resident memory after each step.

Needs Python alone. Build the server first, then:
    python3 tests/Benchmarks/streaming_memory.py artifacts/bin/server/release/aln [INSTANCES]
"""
import http.client
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import threading
import time

ROWS = COLUMNS = 512
PIXELS = os.urandom(2 * ROWS * COLUMNS)
BOUNDARY = "streaming-boundary"
LIMIT_MB = 200


def element(group, number, vr, value):
    if isinstance(value, str):
        value = value.encode("ascii")
    if len(value) % 2:
        value += b"\0" if vr == "UI" else b" "
    head = struct.pack("<HH", group, number) + vr.encode("ascii")
    return head + (struct.pack("<HL", 0, len(value)) if vr in ("OB", "OW") else struct.pack("<H", len(value))) + value


def attributes(study, number):
    short = lambda value: struct.pack("<H", value)
    return [
        (0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.4"), (0x0008, 0x0018, "UI", f"{study}.1.{number}"), (0x0008, 0x0020, "DA", "20260114"),
        (0x0008, 0x0060, "CS", "MR"), (0x0010, 0x0010, "PN", "Streaming^Test"), (0x0010, 0x0020, "LO", "S-1"), (0x0020, 0x000D, "UI", study),
        (0x0020, 0x000E, "UI", f"{study}.1"), (0x0020, 0x0013, "IS", str(number)), (0x0028, 0x0002, "US", short(1)), (0x0028, 0x0004, "CS", "MONOCHROME2"),
        (0x0028, 0x0010, "US", short(ROWS)), (0x0028, 0x0011, "US", short(COLUMNS)), (0x0028, 0x0100, "US", short(16)), (0x0028, 0x0101, "US", short(16)),
        (0x0028, 0x0102, "US", short(15)), (0x0028, 0x0103, "US", short(0))]


def part10(study, number):
    meta = element(2, 2, "UI", "1.2.840.10008.5.1.4.1.1.4") + element(2, 3, "UI", f"{study}.1.{number}") + element(2, 16, "UI", "1.2.840.10008.1.2.1")
    return (b"\0" * 128 + b"DICM" + element(2, 0, "UL", struct.pack("<L", len(meta))) + meta
            + b"".join(element(*a) for a in attributes(study, number)) + element(0x7FE0, 0x0010, "OW", PIXELS))


def as_json(study, number):
    def value(vr, raw):
        if vr == "US":
            return struct.unpack("<H", raw)[0]
        return {"Alphabetic": raw} if vr == "PN" else int(raw) if vr == "IS" else raw
    dataset = {f"{g:04X}{e:04X}": {"vr": vr, "Value": [value(vr, raw)]} for g, e, vr, raw in attributes(study, number)}
    dataset["7FE00010"] = {"vr": "OW", "BulkDataURI": f"pixels/{number}"}
    return json.dumps(dataset).encode("ascii")


def part(kind, content, location=None):
    head = f"--{BOUNDARY}\r\nContent-Type: {kind}\r\n" + (f"Content-Location: {location}\r\n" if location else "") + "\r\n"
    return head.encode("ascii") + content + b"\r\n"


def files(study, count):
    for number in range(1, count + 1):
        yield part("application/dicom", part10(study, number))
    yield f"--{BOUNDARY}--\r\n".encode("ascii")


def metadata_and_bulk(study, count):
    yield part("application/dicom+json", b"[" + b",".join(as_json(study, number) for number in range(1, count + 1)) + b"]")
    for number in range(1, count + 1):
        yield part("application/octet-stream", PIXELS, f"pixels/{number}")
    yield f"--{BOUNDARY}--\r\n".encode("ascii")


class Server:
    def __init__(self, executable, folder):
        self.process = subprocess.Popen([executable, "serve", "--urls", "http://127.0.0.1:0", "--data", folder], stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                self.port = int(found[1])
                break
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        connection.request(method, "/dicomweb" + path, body=body, headers=headers or {}, encode_chunked=body is not None)
        answer = connection.getresponse()
        size = 0
        while block := answer.read(1 << 20):
            size += len(block)
        connection.close()
        return answer.status, size

    def store(self, body, kind):
        return self.request("POST", "/studies", body, {"Content-Type": f'multipart/related; type="{kind}"; boundary={BOUNDARY}', "Transfer-Encoding": "chunked"})

    def peak_mb(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) / 1024


def main():
    executable, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 4000
    with tempfile.TemporaryDirectory() as folder:
        server = Server(executable, folder)
        try:
            run(server, count)
        finally:
            server.process.terminate()
            server.process.wait()


def run(server, count):
    def step(name, action, expected):
        start = time.perf_counter()
        status, size = action()
        seconds = time.perf_counter() - start
        print(f"{name:44} {seconds:7.1f} s   peak resident {server.peak_mb():6.0f} MB", flush=True)
        if status != expected:
            sys.exit(f"{name}: status {status} instead of {expected}")
        return size

    print(f"{count} instances, {count * len(PIXELS) / 1e9:.2f} GB of pixels; at start {server.peak_mb():.0f} MB")
    step("store as files", lambda: server.store(files("1.2.3", count), "application/dicom"), 200)
    size = step("fetch the study", lambda: server.request("GET", "/studies/1.2.3"), 200)
    if size < count * len(PIXELS):
        sys.exit(f"only {size} bytes came")
    step("store as metadata and bulk data", lambda: server.store(metadata_and_bulk("1.2.4", count), "application/dicom+json"), 200)
    step("delete, storing beside it", lambda: delete_beside_stores(server), 204)
    step("fetch the other study", lambda: server.request("GET", "/studies/1.2.4"), 200)
    if server.peak_mb() > LIMIT_MB:
        sys.exit(f"more than {LIMIT_MB} MB")


def delete_beside_stores(server):
    waits, ended = [], threading.Event()

    def keep_storing():
        number = 1
        while not ended.is_set():
            start = time.perf_counter()
            server.store(files(f"1.2.5.{number}", 1), "application/dicom")
            waits.append(time.perf_counter() - start)
            number += 1
    thread = threading.Thread(target=keep_storing)
    thread.start()
    answer = server.request("DELETE", "/studies/1.2.3")
    ended.set()
    thread.join()
    print(f"{len(waits)} instances stored meanwhile, the slowest in {1000 * max(waits):.0f} ms")
    return answer


main()

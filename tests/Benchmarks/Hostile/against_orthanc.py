"""Sends the same hostile input to the product and to Orthanc and prints a Markdown table of what each does.

    python3 tests/Benchmarks/Hostile/against_orthanc.py PATH/TO/aln

Needs Linux, Debian's orthanc and orthanc-dicomweb, and for the full disk root (it mounts a small tmpfs).
Every case runs on a fresh process; memory is what the case adds to the resident memory at its peak.
"""
import concurrent.futures
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import dicom
from servers import Orthanc, Product


def measured(server, action):
    """Runs the action and says how it went: outcome, seconds, MiB more at the peak, and whether the process lives."""
    server.stow(dicom.file(dicom.image()))
    server.reset_peak()
    before, start = server.memory("VmRSS"), time.time()
    try:
        outcome = action()
    except (OSError, http.client.HTTPException) as broken:
        outcome = type(broken).__name__
    seconds = time.time() - start
    time.sleep(0.3)
    if not server.alive():
        return f"**process dies** ({outcome})"
    return f"{outcome}, {seconds:.1f} s, {max(0, server.memory('VmHWM') - before):.0f} MiB"


def uploaded(server, file, **arguments):
    return measured(server, lambda: server.outcome(file, **arguments))


def nested(server, levels):
    study = dicom.uid()

    def action():
        stored = server.outcome(dicom.file(dicom.image(study=study, nested=dicom.closed_levels(levels))))
        return f"STOW {stored}, metadata {server.request('GET', f'/studies/{study}/metadata')[0]}"
    return measured(server, action)


def gzip_body(server, bomb):
    headers = {"Content-Type": 'multipart/related; type="application/dicom"; boundary=b', "Content-Encoding": "gzip"}
    return measured(server, lambda: server.request("POST", "/studies", bomb, headers)[0])


def geometry(server):
    study, series, instance = dicom.uid(), dicom.uid(), dicom.uid()
    address = f"/studies/{study}/series/{series}/instances/{instance}"

    def action():
        stored = server.outcome(dicom.file(dicom.image(study, series, instance, rows=65535, columns=65535)))
        metadata = server.request("GET", f"/studies/{study}/metadata")[0]
        rendered = server.request("GET", address + "/rendered", headers={"Accept": "image/jpeg"})[0]
        frame = server.request("GET", address + "/frames/1", headers={"Accept": 'multipart/related; type="application/octet-stream"'})[0]
        return f"STOW {stored}, metadata {metadata}, frame {frame}, rendered {rendered}"
    return measured(server, action)


def traversal(server):
    return uploaded(server, dicom.file(dicom.image(instance="../../../../tmp/aln-evil")))


def preamble(server):
    study = dicom.uid()
    server.stow(dicom.file(dicom.image(study=study), preamble=b"MZ" + b"\x90" * 126))
    _, body, headers = server.request("GET", f"/studies/{study}", headers={"Accept": 'multipart/related; type="application/dicom"'})
    kept = body[body.index(b"DICM") - 128:][:2] == b"MZ"
    return f"{'kept' if kept else 'zeroed'}; nosniff {'yes' if headers.get('X-Content-Type-Options') == 'nosniff' else 'no'}"


def same_instance(server):
    study = dicom.uid()
    file = dicom.file(dicom.image(study=study))
    with concurrent.futures.ThreadPoolExecutor(64) as clients:
        statuses = list(clients.map(lambda _: server.outcome(file), range(64)))
    stored = len(json.loads(server.request("GET", f"/studies/{study}/instances")[1]))
    return f"{counted(statuses)}; stored once" if stored == 1 else f"{counted(statuses)}; stored {stored} times"


def other_bytes(server):
    study, series, instance = dicom.uid(), dicom.uid(), dicom.uid()
    first, second = (dicom.file(dicom.image(study, series, instance, pixels=bytes([n]) * 384)) for n in (1, 2))
    statuses = [server.outcome(file) for file in (first, second)]
    body = server.request("GET", f"/studies/{study}", headers={"Accept": 'multipart/related; type="application/dicom"'})[1]
    return f"{statuses[0]}, then {statuses[1]}; {'the first stay' if bytes([1]) * 384 in body else 'the second replace them'}"


def killed(server, kills=5, clients=8):
    """kill -9 at random moments of parallel uploads; counts what was acknowledged and is gone, and files that no index knows."""
    study, acknowledged, moments = dicom.uid(), set(), random.Random(1)

    def store_until_killed(_):
        while True:
            instance = dicom.uid()
            try:
                if server.outcome(dicom.file(dicom.image(study, study, instance))) == "200":
                    acknowledged.add(instance)
            except (OSError, http.client.HTTPException):
                return

    for _ in range(kills):
        with concurrent.futures.ThreadPoolExecutor(clients) as pool:
            running = [pool.submit(store_until_killed, n) for n in range(clients)]
            time.sleep(0.5 + moments.random() * 0.5)
            server.kill()
            concurrent.futures.wait(running)
        server.start()
    found = {item["00080018"]["Value"][0] for item in json.loads(server.request("GET", f"/studies/{study}/instances")[1])}
    orphans = server.files() - server.known_files()
    return f"{len(acknowledged)} acknowledged, {len(acknowledged - found)} lost, {len(orphans)} orphan files"


def disk_full(kind):
    if os.geteuid() != 0:
        return "not tried (needs root)"
    with tempfile.TemporaryDirectory() as point:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", point], check=True)
        try:
            return on_small_disk(kind, point)
        finally:
            subprocess.run(["umount", "-l", point], check=True)


def on_small_disk(kind, point):
    server = kind(point)
    try:
        study, statuses = dicom.uid(), []
        server.outcome(dicom.file(dicom.image(study=study)))
        filler = os.path.join(point, "filler")
        with open(filler, "wb") as file:
            file.write(bytes(max(0, os.statvfs(point).f_bavail * 4096)))
        for _ in range(600):
            statuses.append(server.outcome(dicom.file(dicom.image(study=study))))
            if statuses.count(statuses[-1]) >= 20 and statuses[-1] != "200":
                break
        reads = server.request("GET", f"/studies/{study}/instances")[0]
        os.remove(filler)
        again = server.outcome(dicom.file(dicom.image(study=study)))
        server.kill()
        left = len(server.uploads())
        refusals = counted(status for status in statuses if status != "200") or "no refusal"
        return f"{refusals}; reads {reads}; {left} files left over; with room again {again}"
    except (OSError, http.client.HTTPException) as broken:
        return f"{'broken off' if server.alive() else '**process dies**'} ({type(broken).__name__})"
    finally:
        server.kill()


def overload(server, clients=640):
    """Ten times 64 clients at once, each storing and searching; then how soon a single request is answered as usual."""
    def client(_):
        try:
            return server.outcome(dicom.file(dicom.image()), timeout=60), str(server.request("GET", "/studies?limit=10", timeout=60)[0])
        except (OSError, http.client.HTTPException):
            return ("refused",)
    with concurrent.futures.ThreadPoolExecutor(clients) as pool:
        statuses = [status for answer in pool.map(client, range(clients)) for status in answer]
    start = time.time()
    after = server.outcome(dicom.file(dicom.image()))
    return f"{counted(statuses)}; then {after} in {time.time() - start:.2f} s" if server.alive() else "**process dies**"


def counted(statuses):
    statuses = list(statuses)
    return ", ".join(f"{statuses.count(status)} × {status}" for status in sorted(set(statuses), key=str))


def fresh(kind, case):
    server = kind()
    try:
        return case(server)
    except (OSError, http.client.HTTPException) as broken:
        return f"**process dies** ({type(broken).__name__})" if not server.alive() else f"broken off ({type(broken).__name__})"
    finally:
        server.close()


def main():
    Product.executable = sys.argv[1]
    zipped = dicom.gzip_bomb(1950)
    deflated = dicom.deflate_bomb(1950)
    cases = [(f"{levels:,} nested sequences".replace(",", " "), lambda s, n=levels: nested(s, n)) for levels in (20, 50, 64, 100, 10_000, 1_000_000)] + [
        (f"deflated data set, {len(deflated) / 1e6:.1f} MB that inflate to 1950 MiB", lambda s: uploaded(s, deflated)),
        (f"gzip body, {len(zipped) / 1e6:.1f} MB that inflate to 1950 MiB", lambda s: gzip_body(s, zipped)),
        (f"{len(dicom.claiming_4_gb())} bytes, one element claims 4 GB", lambda s: uploaded(s, dicom.claiming_4_gb())),
        ("65535 × 65535 pixels claimed, 384 bytes there", geometry),
        ("SOP Instance UID `../../../../tmp/aln-evil`", traversal),
        ("a program in the preamble", preamble),
        ("64 clients store the same instance", same_instance),
        ("other bytes under a stored UID", other_bytes),
        ("5 × `kill -9` during 8 parallel uploads", killed),
        ("640 clients at once", overload),
    ]
    print("| input | OhifAlnPlugin | Orthanc 1.10.1 |\n|---|---|---|", flush=True)
    for name, case in cases:
        print(f"| {name} | {fresh(Product, case)} | {fresh(Orthanc, case)} |", flush=True)
    print(f"| a full disk (48 MiB) | {disk_full(Product)} | {disk_full(Orthanc)} |", flush=True)


if __name__ == "__main__":
    main()

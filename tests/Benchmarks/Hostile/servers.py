"""The two servers as processes of their own over empty stores, on free ports of the loopback address."""
import hashlib
import http.client
import json
import os
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time

BOUNDARY = "hostile-boundary"
STOW_TYPE = f'multipart/related; type="application/dicom"; boundary={BOUNDARY}'


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def multipart(files):
    parts = b"".join(b"--%s\r\nContent-Type: application/dicom\r\n\r\n%s\r\n" % (BOUNDARY.encode(), content) for content in files)
    return parts + b"--%s--\r\n" % BOUNDARY.encode()


class Server:
    def __init__(self, folder=None):
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="aln-hostile-"))
        self.process = None
        self.start()

    def start(self):
        self.port = free_port()
        self.process = subprocess.Popen(self.arguments(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.time() + 60
        while time.time() < deadline and self.alive():
            try:
                if self.request("GET", "/studies?limit=1", timeout=5)[0] in (200, 204):
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise RuntimeError(f"{self.name} does not start")

    def alive(self):
        return self.process.poll() is None

    def kill(self):
        self.process.kill()
        self.process.wait()

    def close(self):
        if self.alive():
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def request(self, method, path, body=None, headers=None, timeout=30):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, self.root + path, body, headers or {"Accept": "application/dicom+json"})
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    def stow(self, *files, headers=None, timeout=60):
        return self.request("POST", "/studies", multipart(files), {"Content-Type": STOW_TYPE, "Accept": "application/dicom+json", **(headers or {})}, timeout)

    def outcome(self, *files, **arguments):
        """What a client is told of its upload: the status, and whether a success names no stored instance (Referenced SOP Sequence)."""
        status, body, _ = self.stow(*files, **arguments)
        stored = status < 300 and json.loads(body).get("00081199", {}).get("Value")
        return str(status) if stored or status >= 300 else f"{status} though nothing is stored"

    def memory(self, key):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith(key + ":"))

    def reset_peak(self):
        with open(f"/proc/{self.process.pid}/clear_refs", "w", encoding="ascii") as peak:
            peak.write("5")


class Product(Server):
    name, root = "OhifAlnPlugin", "/dicomweb"
    executable = "aln"

    def arguments(self):
        return [self.executable, "serve", "--urls", f"http://127.0.0.1:{self.port}", "--data", str(self.folder / "data")]

    def files(self):
        return {path.name for path in (self.folder / "data" / "instances").rglob("*") if path.is_file()}

    def known_files(self):
        with sqlite3.connect(self.folder / "data" / "index.sqlite") as index:
            return {hashlib.sha256(row[0].encode()).hexdigest() + ".dcm" for row in index.execute("SELECT sop_uid FROM instance")}

    def uploads(self):
        return [path for path in (self.folder / "data" / "incoming").rglob("*") if path.is_file() and path.suffix != ".lock"]


class Orthanc(Server):
    name, root = "Orthanc 1.10.1", "/dicom-web"

    def arguments(self):
        settings = {
            "Name": "Hostile", "StorageDirectory": str(self.folder / "store"), "IndexDirectory": str(self.folder / "store"), "HttpPort": self.port,
            "DicomServerEnabled": False, "RemoteAccessAllowed": False, "Plugins": ["/usr/share/orthanc/plugins/libOrthancDicomWeb.so"],
        }
        self.folder.mkdir(exist_ok=True)
        (self.folder / "orthanc.json").write_text(json.dumps(settings), encoding="ascii")
        return ["/usr/sbin/Orthanc", str(self.folder / "orthanc.json")]

    def files(self):
        return {path.name for path in (self.folder / "store").rglob("*") if path.is_file() and len(path.name) == 36}

    def known_files(self):
        with sqlite3.connect(self.folder / "store" / "index") as index:
            return {row[0] for row in index.execute("SELECT uuid FROM AttachedFiles")}

    def uploads(self):
        return sorted(self.files() - self.known_files())

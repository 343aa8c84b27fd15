"""Training samples from streams of studies that `aln phantom --training` or `aln export-training` writes.

A study holds groups of three neighbouring slices before contrast and at the peak. A sample is a crop of one group as five channels:
subtraction of the slice before, of the middle slice and of the one after, then peak and pre-contrast phase of the middle slice.
"""
import json
import queue
import struct
import subprocess
import threading

import numpy as np
import torch
from torch.nn import functional as F

CHANNELS = ["sub-1", "sub0", "sub+1", "peak", "pre"]
MAGIC = b"ALNT"


def exactly(stream, count):
    data = stream.read(count)
    if len(data) != count:
        raise EOFError(f"the stream ends after {len(data)} of {count} bytes")
    return data


def read_study(stream):
    """One study as (header, pre, peak, truth), the phases divided by the 99th percentile of the peak phase; None at the end."""
    magic = stream.read(4)
    if not magic:
        return None
    if magic != MAGIC:
        raise ValueError(f"{magic!r} is not the start of a training study")
    (length,) = struct.unpack("<I", exactly(stream, 4))
    header = json.loads(exactly(stream, length))
    if header["version"] != 1:
        raise ValueError(f"version {header['version']} of the training layout is not known here")
    shape = (header["groups"], header["levels"], header["height"], header["width"])
    count = int(np.prod(shape))
    phases = [np.frombuffer(exactly(stream, 2 * count), "<u2").reshape(shape).astype(np.float32) / header["one"] for _ in range(2)]
    truth = np.frombuffer(exactly(stream, count // header["levels"]), np.uint8).reshape(shape[0], *shape[2:])
    return header, phases[0], phases[1], truth


class Studies:
    """Reads studies one after another from a file or from a command's standard output; starts a file again at its end.

    leave_out: every so-manieth study of a file is passed over, so that it can serve for validation; 0 for none.
    """

    def __init__(self, source, leave_out=0):
        self.command = source if isinstance(source, list) else None
        self.path = None if self.command else source
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE) if self.command else None
        self.stream = self.process.stdout if self.process else open(source, "rb")
        self.leave_out, self.place = leave_out, 0

    def __iter__(self):
        return self

    def __next__(self):
        while True:
            study = read_study(self.stream)
            if study is None and self.path:
                self.stream.seek(0)
                self.place = 0
                study = read_study(self.stream)
            if study is None:
                raise StopIteration
            self.place += 1
            if not self.leave_out or self.place % self.leave_out:
                return study

    def close(self):
        """Ends the command that writes the studies; it may have made more than were needed."""
        if self.process:
            self.process.terminate()
            self.process.wait()
        else:
            self.stream.close()


def left_out(path, every):
    """The studies of a file that `Studies` with the same number passes over."""
    found, place = [], 0
    with open(path, "rb") as stream:
        while (study := read_study(stream)) is not None:
            place += 1
            if place % every == 0:
                found.append(study)
    return found


def scaled_subtraction(header, pre, peak):
    return np.clip((peak - pre) / header["subtractionScale"], -1, 2)


def channels(header, pre, peak):
    """Five channels of one group, pre and peak of shape (3, H, W)."""
    sub = scaled_subtraction(header, pre, peak)
    return np.concatenate([sub, peak[1:2], pre[1:2]]).astype(np.float32)


def drop_modalities(x, rng):
    """Now and then a study has no neighbours (a 2-D image), only a subtraction, or only the peak phase."""
    draw = rng.random()
    if draw < 0.15:
        x[0], x[2] = x[1], x[1]
    elif draw < 0.27:
        x[3:] = 0
    elif draw < 0.35:
        x[:3] = 0
        x[4] = 0


def window(x, rng):
    """Window, offset and gamma of the subtraction, gain and gamma of the phases."""
    x[:3] *= np.exp(rng.uniform(-0.45, 0.45))
    x[3:] *= np.exp(rng.uniform(-0.3, 0.3))
    if rng.random() < 0.3:
        x[:3] += rng.uniform(-0.08, 0.05)
    for part in (x[:3], x[3:]):
        if rng.random() < 0.35:
            np.copyto(part, np.sign(part) * np.abs(part) ** np.exp(rng.uniform(-0.35, 0.35)))


def crop(x, truth, size, rng):
    """A square of 0.75 to 1.45 times the size, about a lesion in most slices that have one, resized to the size and perhaps mirrored."""
    height, width = truth.shape
    edge = int(min(size * np.exp(rng.uniform(-0.29, 0.37)), height, width))
    at = np.argwhere(truth)
    if len(at) and rng.random() < 0.8:
        row, column = at[rng.integers(len(at))]
        top, left = int(row - rng.uniform(0.1, 0.9) * edge), int(column - rng.uniform(0.1, 0.9) * edge)
    else:
        top, left = int(rng.integers(0, height - edge + 1)), int(rng.integers(0, width - edge + 1))
    top, left = min(max(top, 0), height - edge), min(max(left, 0), width - edge)
    cut = (slice(top, top + edge), slice(left, left + edge))
    image = torch.from_numpy(np.ascontiguousarray(x[(slice(None), *cut)]))[None]
    label = torch.from_numpy(np.ascontiguousarray(truth[cut]).astype(np.float32))[None, None]
    image = F.interpolate(image, (size, size), mode="bilinear", align_corners=False)
    label = (F.interpolate(label, (size, size), mode="bilinear", align_corners=False) > 0.5).float()
    if rng.random() < 0.5:
        image, label = image.flip(3), label.flip(3)
    return image, label


class Samples:
    """Endless batches: each study gives as many samples as it has groups, mixed among the studies of a small pool."""

    def __init__(self, studies, batch, size, seed, pool=24, augmented=True):
        self.studies, self.batch, self.size, self.augmented = studies, batch, size, augmented
        self.rng = np.random.default_rng(seed)
        self.pool, self.waiting = pool, []
        self.seen = 0
        self.ready = queue.Queue(maxsize=8)
        threading.Thread(target=self.read_ahead, daemon=True).start()

    def read_ahead(self):
        try:
            for study in self.studies:
                self.ready.put(study)
        except (EOFError, ValueError):
            # A command that was ended leaves a study half written; a file that was closed is read no more.
            pass
        self.ready.put(None)

    def refill(self):
        while len(self.waiting) < self.pool * 5:
            study = self.ready.get()
            if study is None:
                raise EOFError("the studies have come to their end before the training")
            header, pre, peak, truth = study
            self.seen += 1
            self.waiting += [(header, pre[g], peak[g], truth[g]) for g in range(header["groups"])]

    def sample(self):
        header, pre, peak, truth = self.waiting.pop(self.rng.integers(len(self.waiting)))
        x = channels(header, pre, peak)
        if self.augmented:
            drop_modalities(x, self.rng)
            window(x, self.rng)
        return crop(x, truth, self.size, self.rng)

    def __next__(self):
        self.refill()
        images, labels = zip(*(self.sample() for _ in range(self.batch)))
        return torch.cat(images).clamp(-1, 3), torch.cat(labels)

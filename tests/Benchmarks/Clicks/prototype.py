"""prototype.py REFINE.PY CASES CLICKS.csv: makes the clicks of `clicks measure` with the functions of another program and prints both side by side.

REFINE.PY has geodesic(image, click, spacing), half_max(...) and random_walker(...) on arrays in the order z, y, x (numpy and scipy).
Statistics are printed per kind of click: mean and 10th percentile over clicks, and the mean over groups of the groups' means.
"""
import collections
import csv
import importlib.util
import pathlib
import sys

import numpy
import gzip


def read_nrrd(path):
    raw = path.read_bytes()
    text, _, data = raw.partition(b"\n\n")
    fields = dict(line.split(": ", 1) for line in text.decode().splitlines() if ": " in line)
    if fields["encoding"] in ("gzip", "gz"):
        data = gzip.decompress(data)
    kind = {"float": "f4", "uint8": "u1", "unsigned char": "u1", "uchar": "u1", "short": "i2", "int": "i4", "unsigned short": "u2", "uint16": "u2", "double": "f8"}[fields["type"]]
    sizes = [int(n) for n in fields["sizes"].split()]
    order = ">" if fields.get("endian") == "big" else "<"
    directions = [numpy.linalg.norm([float(c) for c in d.strip("()").split(",")]) for d in fields["space directions"].split()]
    return numpy.frombuffer(data, order + kind).reshape(sizes[::-1]), tuple(directions[::-1])


def dice(first, second):
    return 2.0 * (first & second).sum() / (first.sum() + second.sum())


def image_of(place):
    mask, spacing = read_nrrd(place / "mask.nrrd")
    if (place / "pre.nrrd").exists():
        image = read_nrrd(place / "peak.nrrd")[0].astype(numpy.float32) - read_nrrd(place / "pre.nrrd")[0].astype(numpy.float32)
    else:
        image = read_nrrd(place / "enhancement.nrrd")[0].astype(numpy.float32)
    return image, mask > 0, spacing


def main():
    refine, cases, table = sys.argv[1:4]
    only = sys.argv[4:] or ["geodesic", "half_max", "random_walker"]
    spec = importlib.util.spec_from_file_location("refine", refine)
    other = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    rows = collections.defaultdict(list)
    loaded, place = None, None
    for row in csv.DictReader(open(table)):
        here = pathlib.Path(cases) / row["group"] / row["case"]
        if here != place:
            loaded, place = image_of(here), here
        image, truth, spacing = loaded
        click = (int(row["k"]), int(row["j"]), int(row["i"]))
        values = {"aln": float(row["dice"])}
        for name in only:
            values[name] = dice(getattr(other, name)(image, click, spacing), truth)
        rows[row["click"]].append((row["group"], row["case"], values))
    for kind, results in rows.items():
        for name in results[0][2]:
            values = numpy.array([r[2][name] for r in results])
            groups = collections.defaultdict(list)
            for group, _, each in results:
                groups[group].append(each[name])
            means = {group: numpy.mean(v) for group, v in groups.items()}
            print(
                f"{kind:8} {name:14} n={len(values):4} mean={values.mean():.3f} median={numpy.median(values):.3f} p10={numpy.percentile(values, 10):.3f} "
                f"groups={len(groups)} mean of groups={numpy.mean(list(means.values())):.3f}"
            )


if __name__ == "__main__":
    main()

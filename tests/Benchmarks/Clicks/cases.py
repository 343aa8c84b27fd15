"""cases.py IMAGES MASKS OUT GROUP=FIRST:LAST... --mm SPACING [--every N]: pairs of pictures of the same name become cases of one slice for `clicks measure`.

A picture is averaged over N x N pixels first; a pixel belongs to the mask when any colour of it is above 127.
"""
import argparse
import pathlib

import numpy
from PIL import Image


def write_nrrd(path, array, spacing):
    kind = {"float32": "float", "uint8": "uint8"}[array.dtype.name]
    header = (
        f"NRRD0004\ntype: {kind}\ndimension: 3\nspace: left-posterior-superior\n"
        f"sizes: {array.shape[2]} {array.shape[1]} {array.shape[0]}\n"
        f"space directions: ({spacing},0,0) (0,{spacing},0) (0,0,{spacing})\n"
        "kinds: domain domain domain\nendian: little\nencoding: raw\nspace origin: (0,0,0)\n\n"
    )
    path.write_bytes(header.encode() + array.tobytes())


def blocks(array, size):
    rows, columns = (array.shape[0] // size) * size, (array.shape[1] // size) * size
    return array[:rows, :columns].reshape(rows // size, size, columns // size, size).mean(axis=(1, 3))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("images", type=pathlib.Path)
    parser.add_argument("masks", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("groups", help="name of a patient with the first and the last of its pictures, in the order of their names", nargs="+")
    parser.add_argument("--mm", type=float, required=True, help="size of an averaged pixel")
    parser.add_argument("--every", type=int, default=1, help="pixels averaged along each side")
    arguments = parser.parse_args()
    for group in arguments.groups:
        name, _, limits = group.partition("=")
        first, _, last = limits.partition(":")
        for picture in sorted(arguments.images.iterdir()):
            if not first <= picture.stem <= (last or first):
                continue
            image = numpy.asarray(Image.open(picture).convert("RGB"), dtype=numpy.float32).mean(axis=2)
            mask = numpy.asarray(Image.open(arguments.masks / picture.name).convert("RGB")).max(axis=2) > 127
            place = arguments.out / name / picture.stem
            place.mkdir(parents=True, exist_ok=True)
            write_nrrd(place / "enhancement.nrrd", blocks(image, arguments.every)[None].astype(numpy.float32), arguments.mm)
            write_nrrd(place / "mask.nrrd", (blocks(mask.astype(numpy.float32), arguments.every) > 0.49)[None].astype(numpy.uint8), arguments.mm)


if __name__ == "__main__":
    main()

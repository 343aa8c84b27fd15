"""Just enough DICOM to write hostile files: explicit VR little endian, the encoding told by hand."""
import os
import struct
import zlib

EXPLICIT = "1.2.840.10008.1.2.1"
DEFLATED = "1.2.840.10008.1.2.1.99"
MR = "1.2.840.10008.5.1.4.1.1.4"
LONG = {"OB", "OW", "SQ", "UN", "UT"}


def uid():
    return "2.25." + str(int.from_bytes(os.urandom(12), "big"))


def element(tag, vr, value, length=None):
    if isinstance(value, str):
        value = value.encode("latin-1")
    if len(value) % 2:
        value += b"\0" if vr in ("UI", "OB") else b" "
    length = len(value) if length is None else length
    head = struct.pack("<HH", tag >> 16, tag & 0xFFFF) + vr.encode()
    return head + (struct.pack("<HI", 0, length) if vr in LONG else struct.pack("<H", length)) + value


def image(study=None, series=None, instance=None, rows=16, columns=12, pixels=None, nested=b"", patient="A^B"):
    """The data set of a small MR image; `nested` stands before the pixel data."""
    return b"".join([
        element(0x00080016, "UI", MR), element(0x00080018, "UI", instance or uid()), element(0x00080020, "DA", "20260114"),
        element(0x00080060, "CS", "MR"), element(0x00100010, "PN", patient), element(0x00100020, "LO", "P-7"),
        element(0x0020000D, "UI", study or uid()), element(0x0020000E, "UI", series or uid()), element(0x00200013, "IS", "1"),
        element(0x00280002, "US", struct.pack("<H", 1)), element(0x00280004, "CS", "MONOCHROME2"), element(0x00280010, "US", struct.pack("<H", rows)),
        element(0x00280011, "US", struct.pack("<H", columns)), element(0x00280100, "US", struct.pack("<H", 16)), element(0x00280101, "US", struct.pack("<H", 16)),
        element(0x00280102, "US", struct.pack("<H", 15)), element(0x00280103, "US", struct.pack("<H", 0)), nested,
        element(0x7FE00010, "OW", os.urandom(2 * 16 * 12) if pixels is None else pixels),
    ])


def file(dataset, syntax=EXPLICIT, preamble=b"\0" * 128):
    """A Part 10 file; its meta information names the instance that the data set names."""
    instance = b"\x08\0\x18\0UI"
    at = dataset.find(instance) + len(instance)
    name = dataset[at + 2:at + 2 + struct.unpack_from("<H", dataset, at)[0]] if at >= len(instance) else uid()
    meta = b"".join([
        element(0x00020001, "OB", b"\0\1"), element(0x00020002, "UI", MR), element(0x00020003, "UI", name), element(0x00020010, "UI", syntax),
        element(0x00020012, "UI", "2.25.1"),
    ])
    return preamble + b"DICM" + element(0x00020000, "UL", struct.pack("<I", len(meta))) + meta + dataset


def closed_levels(count):
    """Sequences within each other, as PS3.5 writes them."""
    item = struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
    opening = element(0x0040A730, "SQ", b"", 0xFFFFFFFF) + item
    closing = struct.pack("<HHIHHI", 0xFFFE, 0xE00D, 0, 0xFFFE, 0xE0DD, 0)
    return opening * count + closing * count


def claiming_4_gb():
    head = b"".join([
        element(0x00080016, "UI", MR), element(0x00080018, "UI", "1.2.3"), element(0x0020000D, "UI", "1.2"), element(0x0020000E, "UI", "1.2.4"),
    ])
    return file(head + element(0x00420011, "OB", b"\0" * 40, 0xFFFFFFF0))


def deflate_bomb(mebibytes):
    """A deflated data set that inflates a thousandfold."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = squeezer.compress(element(0x00080016, "UI", MR) + element(0x00080018, "UI", uid()))
    body += squeezer.compress(element(0x00420011, "OB", b"", mebibytes << 20))
    zeros = bytes(1 << 20)
    for _ in range(mebibytes):
        body += squeezer.compress(zeros)
    return file(body + squeezer.flush(), DEFLATED)


def gzip_bomb(mebibytes):
    squeezer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1 << 20)
    return b"".join(squeezer.compress(zeros) for _ in range(mebibytes)) + squeezer.flush()

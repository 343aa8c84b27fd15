"""A DICOMweb client made of pydicom and Python's own modules. Arguments: the address of the DICOMweb root."""
import email.parser
import email.policy
import json
import struct
import sys
import urllib.request

import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.filebase import DicomBytesIO
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

ROOT = sys.argv[1]
MR = "1.2.840.10008.5.1.4.1.1.4"


def call(url, accept=None, body=None, content_type=None):
    headers = {"Accept": accept or "*/*"} | ({"Content-Type": content_type} if content_type else {})
    with urllib.request.urlopen(urllib.request.Request(url, data=body, headers=headers)) as answer:
        return answer.status, answer.headers["Content-Type"], answer.read()


def parts(content_type, body):
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(b"Content-Type: " + content_type.encode("ascii") + b"\r\n\r\n" + body)
    assert message.is_multipart() and not message.defects, message.defects
    return [part.get_payload(decode=True) for part in message.get_payload()]


def image():
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID, meta.TransferSyntaxUID = MR, generate_uid(), ExplicitVRLittleEndian
    ds = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    ds.is_little_endian, ds.is_implicit_VR = True, False
    ds.SpecificCharacterSet = "ISO_IR 192"
    ds.SOPClassUID, ds.SOPInstanceUID, ds.StudyInstanceUID, ds.SeriesInstanceUID = MR, meta.MediaStorageSOPInstanceUID, generate_uid(), generate_uid()
    ds.PatientName, ds.PatientID, ds.Modality, ds.InstanceNumber, ds.SliceThickness = "Müller^Zoë=山田^花子", "PY-1", "MR", 1, "1.25"
    ds.StudyDate, ds.StudyTime, ds.ImageType = "20260114", "101530.25", ["ORIGINAL", "PRIMARY"]
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = "76752008", "SCT", "Breast"
    ds.AnatomicRegionSequence = Sequence([item])
    ds.Rows, ds.Columns, ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation, ds.SamplesPerPixel = 4, 6, 16, 12, 11, 0, 1
    ds.PhotometricInterpretation = "MONOCHROME2"
    block = ds.private_block(0x0029, "ALN TEST", create=True)
    block.add_new(1, "OB", bytes(range(200)) * 10)
    ds.PixelData = struct.pack("<24H", *range(100, 124))
    ds["PixelData"].VR = "OW"
    return ds


def file_bytes(ds):
    stream = DicomBytesIO()
    pydicom.dcmwrite(stream, ds, write_like_original=False)
    return stream.getvalue()


def multipart(kind, *contents):
    body = b"".join(f"--py\r\nContent-Type: {type_}\r\n{location}\r\n".encode("ascii") + content + b"\r\n" for type_, location, content in contents)
    return body + b"--py--\r\n", f'multipart/related; type="{kind}"; boundary=py'


def same(expected, got):
    """Whether two data sets hold the same elements with the same values."""
    wanted, found = [e for e in expected], [e for e in got]
    assert [e.tag for e in wanted] == [e.tag for e in found], (wanted, found)
    for a, b in zip(wanted, found):
        assert a.VR == b.VR and a.value == b.value, (a, b)


def main():
    ds = image()
    body, kind = multipart("application/dicom", ("application/dicom", "", file_bytes(ds)))
    assert call(f"{ROOT}/studies", body=body, content_type=kind)[0] == 200

    _, kind, body = call(f"{ROOT}/studies/{ds.StudyInstanceUID}")
    [stored] = parts(kind, body)
    same(ds, pydicom.dcmread(DicomBytesIO(stored)))

    _, _, body = call(f"{ROOT}/studies?PatientID=PY-1&StudyInstanceUID={ds.StudyInstanceUID}&includefield=all")
    [study] = [Dataset.from_json(one) for one in json.loads(body)]
    assert study.PatientName == ds.PatientName and study.NumberOfStudyRelatedInstances == 1, study

    address = f"{ROOT}/studies/{ds.StudyInstanceUID}/series/{ds.SeriesInstanceUID}/instances/{ds.SOPInstanceUID}"
    _, _, body = call(f"{address}/metadata")
    metadata = Dataset.from_json(json.loads(body)[0], bulk_data_uri_handler=lambda uri: call(uri, "application/octet-stream")[2])
    same(ds, metadata)

    _, kind, body = call(f"{address}/frames/1", 'multipart/related; type="application/octet-stream"')
    assert parts(kind, body) == [ds.PixelData]

    other = image()
    bulk = []
    model = other.to_json_dict(bulk_data_threshold=40, bulk_data_element_handler=lambda element: bulk.append(element.value) or f"bulk/{len(bulk)}")
    assert len(bulk) == 2
    body, kind = multipart("application/dicom+json", ("application/dicom+json", "", json.dumps([model]).encode("utf-8")),
                           *[("application/octet-stream", f"Content-Location: bulk/{n + 1}\r\n", value) for n, value in enumerate(bulk)])
    assert call(f"{ROOT}/studies", body=body, content_type=kind)[0] == 200
    _, _, body = call(f"{ROOT}/studies/{other.StudyInstanceUID}/series/{other.SeriesInstanceUID}/instances/{other.SOPInstanceUID}", "application/dicom")
    same(other, pydicom.dcmread(DicomBytesIO(body)))
    print("pydicom is content")


main()

"""Reads a DICOM SEG with pydicom alone and compares it with the images and the labels it was made from.

Usage: pydicom_seg.py SEG LABELS IMAGE... ; LABELS is a JSON file {SOP Instance UID: {segment number: [offsets inside]}}.
"""
import json
import sys

import numpy as np
import pydicom

seg = pydicom.dcmread(sys.argv[1])
expected = json.load(open(sys.argv[2]))
images = {image.SOPInstanceUID: image for image in (pydicom.dcmread(path, stop_before_pixels=True) for path in sys.argv[3:])}
size = seg.Rows * seg.Columns
bits = np.unpackbits(np.frombuffer(seg.PixelData, np.uint8), bitorder="little")[: seg.NumberOfFrames * size].reshape(-1, size)
shared = seg.SharedFunctionalGroupsSequence[0]
orientation = shared.PlaneOrientationSequence[0].ImageOrientationPatient
found = {}
for bits_of_frame, frame in zip(bits, seg.PerFrameFunctionalGroupsSequence):
    source = frame.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID
    image = images[source]
    assert np.allclose(np.array(frame.PlanePositionSequence[0].ImagePositionPatient, float), np.array(image.ImagePositionPatient, float)), source
    assert np.allclose(np.array(orientation, float), np.array(image.ImageOrientationPatient, float)), source
    number = frame.SegmentIdentificationSequence[0].ReferencedSegmentNumber
    assert bits_of_frame.any(), "an empty frame"
    found.setdefault(source, {})[str(number)] = np.flatnonzero(bits_of_frame).tolist()
assert found == expected, "voxels differ"
assert [item.SegmentNumber for item in seg.SegmentSequence] == list(range(1, len(seg.SegmentSequence) + 1))
for item in seg.SegmentSequence:
    assert item.SegmentedPropertyCategoryCodeSequence[0].CodeValue and item.SegmentedPropertyTypeCodeSequence[0].CodeValue
    assert item.TrackingID and item.TrackingUID
print("pydicom is content")

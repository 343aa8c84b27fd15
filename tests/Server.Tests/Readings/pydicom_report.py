"""Reads a measurement report with pydicom alone and prints what it says, one item a line.

Usage: pydicom_report.py SR
"""
import sys

import pydicom

report = pydicom.dcmread(sys.argv[1])
assert report.Modality == "SR" and report.CompletionFlag == "COMPLETE"


def value_of(item):
    match item.ValueType:
        case "NUM":
            measured = item.MeasuredValueSequence[0]
            return f"{measured.FloatingPointValue!r} {measured.MeasurementUnitsCodeSequence[0].CodeValue}"
        case "TEXT":
            return item.TextValue
        case "PNAME":
            return str(item.PersonName)
        case "CODE":
            return item.ConceptCodeSequence[0].CodeMeaning
        case "UIDREF":
            return item.UID
        case "IMAGE":
            reference = item.ReferencedSOPSequence[0]
            return f"{reference.ReferencedSOPInstanceUID}#{reference.ReferencedSegmentNumber}"
    return ""


def walk(item, depth):
    for child in getattr(item, "ContentSequence", []):
        concept = child.ConceptNameCodeSequence[0]
        print("\t".join([str(depth), concept.CodeValue, concept.CodingSchemeDesignator, concept.CodeMeaning, value_of(child)]))
        walk(child, depth + 1)


walk(report, 0)

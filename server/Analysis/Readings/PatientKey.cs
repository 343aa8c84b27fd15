using System.Security.Cryptography;
using System.Text;
using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Analysis.Readings;

/// <summary>Names a patient without saying who it is: a digest of Patient ID and its issuer.</summary>
internal static class PatientKey
{
    /// <summary>The key of the patient of an image; null where it has no Patient ID, as two patients without one are not the same patient.</summary>
    public static string? Of(DicomDataset header)
    {
        string id = header.GetString(DicomTag.PatientID)?.Trim() ?? "";
        string issuer = header.GetString(DicomTag.IssuerOfPatientID)?.Trim() ?? "";
        return id.Length == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{id}")));
    }
}

using OhifAlnPlugin.Tests.Dicom;

namespace OhifAlnPlugin.Server.Tests.Interop;

/// <summary>A test with a real peer; says so when it is skipped for want of it. In CI it never skips: it fails.</summary>
internal sealed class OrthancFactAttribute : FactAttribute
{
    public OrthancFactAttribute() => Skip = OrthancFixture.IsInstalled || Lack.IsCi ? null : "Needs Orthanc and its DICOMweb plugin (Debian: orthanc, orthanc-dicomweb).";
}

/// <summary>A test with a real peer and the reference data; says so when it is skipped for want of either. In CI it never skips: it fails.</summary>
internal sealed class OrthancReferenceFactAttribute : FactAttribute
{
    public OrthancReferenceFactAttribute() =>
        Skip = new OrthancFactAttribute().Skip ?? (Reference.Root is not null || Lack.IsCi ? null : "Needs the reference data: set ALN_REFERENCE to their folder.");
}

/// <summary>A test with the programs of dcmtk; says so when it is skipped for want of them. In CI it never skips: it fails.</summary>
internal sealed class DcmtkFactAttribute : FactAttribute
{
    public DcmtkFactAttribute() => Skip = Lack.OfDcmtk;
}

/// <summary>A theory with the programs of dcmtk; says so when it is skipped for want of them. In CI it never skips: it fails.</summary>
internal sealed class DcmtkTheoryAttribute : TheoryAttribute
{
    public DcmtkTheoryAttribute() => Skip = Lack.OfDcmtk;
}

/// <summary>What is missing on this computer.</summary>
internal static class Lack
{
    public static bool IsCi => Environment.GetEnvironmentVariable("CI") is { Length: > 0 };

    public static string? OfDcmtk => ExternalTool.IsInstalled("dcmdump") || IsCi ? null : "Needs the programs of dcmtk (Debian: dcmtk).";
}

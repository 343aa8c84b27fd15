namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Absolute addresses of resources, under the name by which the client reached the server.</summary>
internal sealed record DicomWebAddress(string Root)
{
    /// <summary>Path of the DICOMweb root.</summary>
    public const string Path = "/dicomweb";

    public static DicomWebAddress Of(HttpRequest request) => new($"{request.Scheme}://{request.Host}{Path}");

    public string Of(string study) => $"{Root}/studies/{study}";

    public string Of(string study, string series) => $"{Of(study)}/series/{series}";

    public string Of(string study, string series, string instance) => $"{Of(study, series)}/instances/{instance}";
}

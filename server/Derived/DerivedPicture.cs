using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Derived;

/// <summary>A computed image before it is kept.</summary>
/// <param name="Header">Everything but its pixel data.</param>
/// <param name="Values">Its pixels, signal units.</param>
/// <param name="Slope">Signal units of one stored step.</param>
internal sealed record DerivedPicture(DicomDataset Header, ReadOnlyMemory<float> Values, double Slope);

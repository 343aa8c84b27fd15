using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Derived;

/// <summary>Computes the subtraction and projections of studies, once for the same images and phases.</summary>
internal sealed class DerivedStudies(DynamicStudies studies, DerivedFolder folder, TimeProvider clock) : IDisposable
{
    /// <summary>Part of every identifier: raised when the same images would be computed otherwise.</summary>
    private const int Version = 1;

    /// <summary>One computation at a time: it uses all cores.</summary>
    private readonly SemaphoreSlim _computing = new(1, 1);

    /// <summary>What there is for a study with its phases as they are now; computed where it is new.</summary>
    /// <exception cref="ProblemException">There is no such study, or it is no dynamic series, or its pixels cannot be read.</exception>
    public async Task<DerivedContent> GetAsync(string study, CancellationToken cancellation)
    {
        var headers = await studies.ReadHeadersAsync(study, cancellation);
        var layout = studies.LayoutOf(headers);
        DynamicStudy chosen = await studies.ChooseAsync(layout, cancellation);
        string id = IdOf(chosen);
        await _computing.WaitAsync(cancellation);
        try
        {
            if (folder.Find(id) is not { } kept)
            {
                DynamicSeries series = await studies.LoadAsync(layout, progress: null, cancellation);
                var computation = new DerivedComputation(id, layout, series, headers, clock.GetLocalNow().DateTime);
                kept = await Task.Run(() => Keep(computation.Compute(cancellation)), cancellation);
            }

            folder.Touch(id);
            return kept.Content;
        }
        finally
        {
            _computing.Release();
        }
    }

    /// <summary>What is kept under an identifier of a study.</summary>
    /// <exception cref="ProblemException">Nothing is.</exception>
    public KeptImages Find(string id, string study) =>
        IsId(id) && folder.Find(id) is { } kept && kept.Content.StudyInstanceUid == study ? kept : throw DerivedProblems.NotKept(id);

    /// <summary>An image as a DICOM file.</summary>
    /// <param name="kept">The computation.</param>
    /// <param name="place">The image.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<byte[]> FileAsync(KeptImages kept, KeptPixels place, CancellationToken cancellation)
    {
        string id = kept.Content.Id;
        await using FileStream metadata = File.OpenRead(folder.MetadataPathOf(id));
        using JsonDocument headers = await JsonDocument.ParseAsync(metadata, DicomJson.DocumentOptions, cancellation);
        DicomDataset dataset = DicomJson.Read(headers.RootElement[place.Number]);
        dataset.SetBytes(DicomTag.PixelData, DicomVR.OW, await folder.ReadPixelsAsync(id, place, cancellation));
        using var file = new MemoryStream();
        new DicomFile(dataset, DicomTransferSyntax.ExplicitVRLittleEndian).Write(file);
        return file.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _computing.Dispose();

    private KeptImages Keep((DerivedContent Content, IReadOnlyList<DerivedPicture> Pictures) computed) => folder.Keep(computed.Content, computed.Pictures);

    private static string IdOf(DynamicStudy study)
    {
        string name = $"{DynamicStudies.DigestOf(study.Layout)}/{study.PreContrastIndex}/{study.PeakIndex}/{Version}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32];
    }

    private static bool IsId(string id) => id.Length == 32 && id.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');
}

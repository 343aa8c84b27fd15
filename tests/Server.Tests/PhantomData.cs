using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Phantoms;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Tests;

/// <summary>Small phantom studies, rendered once for all tests, as DICOM files that a test may change.</summary>
internal static class PhantomData
{
    private static readonly Lazy<PhantomPatient> SeriesPerPhase = new(() => Render(AcquisitionStyle.SeriesPerPhase));

    /// <summary>A patient whose phases are a series each.</summary>
    public static PhantomPatient Patient => SeriesPerPhase.Value;

    /// <summary>The same body, its phases laid out in another way.</summary>
    public static PhantomPatient Render(AcquisitionStyle style, ulong seed = 11) =>
        PhantomPatient.Generate(seed, new PhantomOptions { Style = style, Plane = SliceOrientation.Axial, Form = LesionForm.Irregular, Curve = KineticCurve.Washout });

    /// <summary>The images of a patient, made anew at each call.</summary>
    public static List<DicomFile> FilesOf(PhantomPatient patient) => [.. new PhantomStudy(patient).Instances().Select(i => i.File)];

    /// <summary>Stores files and returns the Study Instance UID of the first.</summary>
    public static async Task<string> StoreAsync(this ServerFixture server, IReadOnlyList<DicomFile> files)
    {
        var store = server.Services.GetRequiredService<IInstanceWriter>();
        foreach (var file in files)
        {
            (await store.StoreAsync(file, CancellationToken.None)).ShouldNotBe(StoreOutcome.Conflict);
        }

        return files[0].Dataset.GetString(DicomTag.StudyInstanceUID)!;
    }

    /// <summary>The bytes of a saved segmentation, as a DICOMweb client gets them.</summary>
    public static Task<byte[]> DicomOfAsync(this ServerFixture server, SegmentationInfo saved) => server.BytesOfAsync(saved.Id);

    /// <summary>The bytes of an instance, as a DICOMweb client gets them.</summary>
    public static async Task<byte[]> BytesOfAsync(this ServerFixture server, string sopInstanceUid)
    {
        var place = (await server.Services.GetRequiredService<IInstanceSource>().LocateAsync(sopInstanceUid, CancellationToken.None))!;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/dicomweb/studies/{place.StudyInstanceUid}/series/{place.SeriesInstanceUid}/instances/{sopInstanceUid}");
        request.Headers.TryAddWithoutValidation("Accept", "application/dicom; transfer-syntax=*");
        using var answer = await server.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Gives files to a study of their own, so that tests on one server do not meet.</summary>
    public static List<DicomFile> AsStudy(this List<DicomFile> files, string name)
    {
        foreach (var file in files)
        {
            foreach (DicomTag tag in (ReadOnlySpan<DicomTag>)[DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID, DicomTag.SOPInstanceUID, DicomTag.FrameOfReferenceUID])
            {
                file.Dataset.Set(tag, DicomUid.FromName($"{name}/{file.Dataset.GetString(tag)}"));
            }
        }

        return [.. files.Select(f => new DicomFile(f.Dataset))];
    }
}

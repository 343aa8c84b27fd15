using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Server.Derived;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Tests.Dicom.Series;

namespace OhifAlnPlugin.Server.Tests.Derived;

/// <summary>Subtraction and projections over HTTP, against the voxels of the phantom that they were made from.</summary>
public sealed class DerivedTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private HttpClient Client => server.Client;

    [Fact]
    public async Task The_subtraction_is_peak_minus_pre_contrast_on_the_same_slices()
    {
        PhantomPatient patient = PhantomData.Patient;
        string study = await server.StoreAsync(PhantomData.FilesOf(patient).AsStudy("derived, subtraction"));
        DerivedContent derived = await GetAsync(study);
        StudyPhases phases = await PhasesAsync(study);
        DicomDataset[] slices = [.. (await MetadataAsync(derived)).Where(d => d.GetString(DicomTag.SeriesInstanceUID) == derived.SubtractionSeriesUid)];
        slices.Length.ShouldBe(patient.Series.Geometry.SizeZ);

        float[] peak = patient.Series.Peak.Voxels, pre = patient.Series.PreContrast.Voxels;
        int length = patient.Series.Geometry.SliceLength;
        for (int k = 0; k < slices.Length; k += 7)
        {
            DicomDataset source = slices[k].GetSequence(DicomTag.SourceImageSequence)[0];
            source.GetString(DicomTag.ReferencedSOPInstanceUID).ShouldBe(phases.Phases[phases.PeakIndex].SopInstanceUids[k]);
            short[] pixels = await PixelsAsync(derived, slices[k]);
            double slope = slices[k].GetDouble(DicomTag.RescaleSlope) ?? 1;
            for (int n = 0; n < length; n += 13)
            {
                (slope * pixels[n]).ShouldBe(peak[(k * length) + n] - pre[(k * length) + n], 1.001, $"slice {k}, pixel {n}");
            }
        }
    }

    [Fact]
    public async Task The_images_lie_where_their_sources_lie()
    {
        List<DicomFile> files = PhantomData.FilesOf(PhantomData.Patient).AsStudy("derived, geometry");
        string study = await server.StoreAsync(files);
        DerivedContent derived = await GetAsync(study);
        Dictionary<string, DicomDataset> sources = files.ToDictionary(f => f.Dataset.GetString(DicomTag.SOPInstanceUID)!, f => f.Dataset);
        foreach (DicomDataset image in (await MetadataAsync(derived)).Where(d => d.GetString(DicomTag.SeriesInstanceUID) == derived.SubtractionSeriesUid))
        {
            DicomDataset source = sources[image.GetSequence(DicomTag.SourceImageSequence)[0].GetString(DicomTag.ReferencedSOPInstanceUID)!];
            image.GetDoubles(DicomTag.ImagePositionPatient).ShouldBe(source.GetDoubles(DicomTag.ImagePositionPatient));
            image.GetDoubles(DicomTag.ImageOrientationPatient).ShouldBe(source.GetDoubles(DicomTag.ImageOrientationPatient), 1e-6);
            image.GetDoubles(DicomTag.PixelSpacing).ShouldBe(source.GetDoubles(DicomTag.PixelSpacing));
            image.GetString(DicomTag.FrameOfReferenceUID).ShouldBe(source.GetString(DicomTag.FrameOfReferenceUID));
        }
    }

    [Fact]
    public async Task They_say_what_they_are_and_never_enter_the_archive()
    {
        string study = await server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("derived, archive"));
        string before = await Client.GetStringAsync($"/dicomweb/studies/{study}/series");
        DerivedContent derived = await GetAsync(study);
        (await Client.GetStringAsync($"/dicomweb/studies/{study}/series")).ShouldBe(before);
        using HttpResponseMessage inArchive = await Client.GetAsync($"/dicomweb/studies/{study}/series/{derived.SubtractionSeriesUid}/metadata");
        inArchive.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        List<DicomDataset> images = await MetadataAsync(derived);
        images.ShouldAllBe(d => d.GetStrings(DicomTag.ImageType)[0] == "DERIVED" && d.GetString(DicomTag.DerivationDescription)!.EndsWith("Research use only."));
        images[0].GetStrings(DicomTag.ImageType)[2].ShouldBe("MODULUS SUBTRACT");
        images[^1].GetStrings(DicomTag.ImageType)[2].ShouldBe("PROJECTION IMAGE");
        images[0].GetString(DicomTag.DerivationDescription)!.ShouldContain("minus pre-contrast phase");
        derived.Views.Select(v => v.Degrees).Take(4).ShouldBe([null, 0, 10, 20]);
        derived.Views.Count.ShouldBe(1 + DerivedComputation.TurningViews);
        images.TakeLast(derived.Views.Count).Select(d => d.GetString(DicomTag.SOPInstanceUID)).ShouldBe(derived.Views.Select(v => v.SopInstanceUid));
    }

    [Fact]
    public async Task Other_phases_make_other_images()
    {
        string study = await server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("derived, phases"));
        DerivedContent first = await GetAsync(study), again = await GetAsync(study);
        again.Id.ShouldBe(first.Id);
        int peak = first.PeakIndex == 3 ? 2 : 3;
        using HttpResponseMessage chosen = await Client.PutAsJsonAsync($"/api/studies/{study}/phases", new { peakIndex = peak });
        chosen.IsSuccessStatusCode.ShouldBeTrue();
        DerivedContent other = await GetAsync(study);
        (other.Id == first.Id, other.PeakIndex, other.SubtractionSeriesUid == first.SubtractionSeriesUid).ShouldBe((false, peak, false));
        StudyPhases phases = await PhasesAsync(study);
        (await MetadataAsync(other))[0].GetSequence(DicomTag.SourceImageSequence)[0].GetString(DicomTag.ReferencedSOPInstanceUID).ShouldBe(phases.Phases[peak].SopInstanceUids[0]);
    }

    [Theory]
    [InlineData("series per phase")]
    [InlineData("sagittal")]
    [InlineData("enhanced")]
    public async Task A_validator_finds_no_error_in_a_downloaded_image(string kind)
    {
        DerivedContent derived = await GetAsync(await StoredAsync(kind));
        List<DicomDataset> images = await MetadataAsync(derived);
        foreach (DicomDataset image in (DicomDataset[])[images[0], images[^37], images[^30]])
        {
            byte[] file = await Client.GetByteArrayAsync(AddressOf(derived, image));
            (await Dciodvfy.ErrorsOfAsync(file, "MRImage")).ShouldBeEmpty(kind);
            DicomDataset read = DicomFile.Read(new MemoryStream(file)).Dataset;
            read.GetBytes(DicomTag.PixelData).Length.ShouldBe(2 * read.GetInt(DicomTag.Rows)!.Value * read.GetInt(DicomTag.Columns)!.Value);
            read.GetString(DicomTag.SOPInstanceUID).ShouldBe(image.GetString(DicomTag.SOPInstanceUID));
        }
    }

    [Fact]
    public async Task An_enhanced_image_gives_the_subtraction_of_its_frames()
    {
        DerivedContent enhanced = await GetAsync(await StoredAsync("enhanced")), usual = await GetAsync(await StoredAsync("series per phase"));
        List<DicomDataset> images = await MetadataAsync(enhanced), alike = await MetadataAsync(usual);
        images.Count.ShouldBe(alike.Count);
        images[5].GetSequence(DicomTag.SourceImageSequence).Select(s => s.GetInt(DicomTag.ReferencedFrameNumber)).ShouldBe([(4 * 5) + enhanced.PeakIndex + 1, (4 * 5) + enhanced.PreContrastIndex + 1]);
        foreach (int n in (int[])[5, images.Count - 1])
        {
            (await PixelsAsync(enhanced, images[n])).ShouldBe(await PixelsAsync(usual, alike[n]));
        }
    }

    [Fact]
    public async Task A_deleted_study_leaves_no_computed_image()
    {
        string study = await server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("derived, deleted"));
        DerivedContent derived = await GetAsync(study);
        using HttpResponseMessage deleted = await Client.DeleteAsync($"/dicomweb/studies/{study}");
        deleted.IsSuccessStatusCode.ShouldBeTrue();
        using HttpResponseMessage gone = await Client.GetAsync($"/api/derived/{derived.Id}/studies/{study}/metadata");
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_not_there_is_said_in_a_sentence()
    {
        string study = await server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("derived, missing"));
        DerivedContent derived = await GetAsync(study);
        DicomDataset image = (await MetadataAsync(derived))[0];
        string[] addresses =
        [
            "/api/derived/studies/1.2.3",
            $"/api/derived/{new string('0', 32)}/studies/{study}/metadata",
            $"/api/derived/..%2f..%2findex/studies/{study}/metadata",
            $"/api/derived/{derived.Id}/studies/1.2.3/metadata",
            AddressOf(derived, image) + "/frames/2",
            AddressOf(derived, image)[..^2],
        ];
        foreach (string address in addresses)
        {
            using HttpResponseMessage answer = await Client.GetAsync(address);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public async Task A_point_has_the_curve_of_its_voxel()
    {
        PhantomPatient patient = PhantomData.Patient;
        string study = await server.StoreAsync(PhantomData.FilesOf(patient).AsStudy("derived, point"));
        int n = Array.IndexOf(patient.Truth.Voxels, (byte)1);
        (int i, int j, int k) = patient.Series.Geometry.IndicesOf(n);
        var at = patient.Series.Geometry.ToPatient(i, j, k);
        JsonElement point = await Client.GetFromJsonAsync<JsonElement>(FormattableString.Invariant($"/api/studies/{study}/kinetics/point?x={at.X}&y={at.Y}&z={at.Z}&radiusMm=0"));
        point.GetProperty("voxels").GetInt32().ShouldBe(1);
        point.GetProperty("curve").EnumerateArray().Select(p => p.GetProperty("mean").GetDouble()).ShouldBe(patient.Series.Phases.Select(p => (double)p.Volume.Voxels[n]), 0.51);
        point.GetProperty("curveType").GetString().ShouldBeOneOf("persistent", "plateau", "washout");
        using HttpResponseMessage outside = await Client.GetAsync($"/api/studies/{study}/kinetics/point?x=5000&y=0&z=0");
        outside.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await outside.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString().ShouldBe("The point (5000, 0, 0) mm lies outside the images.");
    }

    private async Task<string> StoredAsync(string kind) => kind switch
    {
        "enhanced" => await EnhancedAsync(),
        "sagittal" => await server.StoreAsync(PhantomData.FilesOf(PhantomPatient.Generate(11, new PhantomOptions { Style = AcquisitionStyle.TriggerTime, Plane = SliceOrientation.Sagittal }))),
        _ => await server.StoreAsync(PhantomData.FilesOf(PhantomData.Patient).AsStudy("derived, " + kind)),
    };

    private async Task<string> EnhancedAsync()
    {
        DicomDataset[][] phases = [.. PhantomData.FilesOf(PhantomData.Patient).AsStudy("derived, enhanced").Select(f => f.Dataset).Where(d => d.GetStrings(DicomTag.ImageType)[0] != "DERIVED")
            .GroupBy(d => d.GetString(DicomTag.SeriesInstanceUID)).Select(g => g.ToArray())];
        return await server.StoreAsync([new DicomFile(EnhancedMr.Of(phases, [.. PhantomData.Patient.Series.Phases.Select(p => p.TimeSeconds)]))]);
    }

    private async Task<DerivedContent> GetAsync(string study) => (await Client.GetFromJsonAsync<DerivedContent>($"/api/derived/studies/{study}"))!;

    private async Task<StudyPhases> PhasesAsync(string study) => (await Client.GetFromJsonAsync<StudyPhases>($"/api/studies/{study}/phases"))!;

    private async Task<List<DicomDataset>> MetadataAsync(DerivedContent derived)
    {
        using JsonDocument json = JsonDocument.Parse(await Client.GetStringAsync($"/api/derived/{derived.Id}/studies/{derived.StudyInstanceUid}/metadata"));
        return [.. json.RootElement.EnumerateArray().Select(e => DicomJson.Read(e))];
    }

    private async Task<short[]> PixelsAsync(DerivedContent derived, DicomDataset image)
    {
        byte[] body = await Client.GetByteArrayAsync(AddressOf(derived, image) + "/frames/1");
        int length = 2 * image.GetInt(DicomTag.Rows)!.Value * image.GetInt(DicomTag.Columns)!.Value;
        int start = body.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        return [.. Enumerable.Range(0, length / 2).Select(n => BinaryPrimitives.ReadInt16LittleEndian(body.AsSpan(start + (2 * n))))];
    }

    private static string AddressOf(DerivedContent derived, DicomDataset image) =>
        $"/api/derived/{derived.Id}/studies/{derived.StudyInstanceUid}/series/{image.GetString(DicomTag.SeriesInstanceUID)}/instances/{image.GetString(DicomTag.SOPInstanceUID)}";
}

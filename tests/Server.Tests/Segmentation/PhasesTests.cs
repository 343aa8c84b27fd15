using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Phantoms;
using OhifAlnPlugin.Server.Segmentation;

namespace OhifAlnPlugin.Server.Tests.Segmentation;

public sealed class PhasesTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData(AcquisitionStyle.SeriesPerPhase)]
    [InlineData(AcquisitionStyle.TemporalPosition)]
    [InlineData(AcquisitionStyle.TriggerTime)]
    [InlineData(AcquisitionStyle.AcquisitionNumber)]
    [InlineData(AcquisitionStyle.TimePerSlice)]
    public async Task Phases_are_found_in_every_layout(AcquisitionStyle style)
    {
        var patient = style == AcquisitionStyle.SeriesPerPhase ? PhantomData.Patient : PhantomData.Render(style);
        string study = await server.StoreAsync(PhantomData.FilesOf(patient));
        var phases = (await server.Client.GetFromJsonAsync<StudyPhases>($"/api/studies/{study}/phases"))!;

        (phases.PreContrastIndex, phases.PeakIndex).ShouldBe((0, patient.Series.PeakIndex));
        phases.Phases.Select(p => p.TimeSeconds).ShouldBe(patient.Series.Phases.Select(p => p.TimeSeconds), tolerance: 1.0);
        phases.Phases.ShouldAllBe(p => p.SopInstanceUids.Count == patient.Series.Geometry.SizeZ);
        phases.Phases.SelectMany(p => p.SopInstanceUids).Distinct().Count().ShouldBe(4 * patient.Series.Geometry.SizeZ);
        phases.Phases.Select(p => p.SeriesInstanceUid).Distinct().Count().ShouldBe(style == AcquisitionStyle.SeriesPerPhase ? 4 : 1);
        phases.Explanation.ShouldContain("peak = phase");
    }

    [Fact]
    public async Task A_restarted_server_knows_the_peak_without_reading_the_pixels()
    {
        await using var other = await ServerFixture.StartAsync();
        string study = await other.StoreAsync(PhantomData.FilesOf(PhantomData.Patient));
        string before = await other.Client.GetStringAsync($"/api/studies/{study}/phases");
        await other.RestartAsync();
        (await other.Client.GetStringAsync($"/api/studies/{study}/phases")).ShouldBe(before);
        other.Services.GetRequiredService<OhifAlnPlugin.Server.Analysis.DynamicSeriesCache>().HeldBytes.ShouldBe(0);
    }

    [Fact]
    public async Task A_ct_study_is_refused()
    {
        var files = PhantomData.FilesOf(PhantomData.Patient).AsStudy("ct");
        files.ForEach(f => f.Dataset.Set(DicomTag.Modality, "CT"));
        await RefusedAsync(files, "not-mr", "CT");
    }

    [Fact]
    public async Task A_study_with_one_phase_is_refused() =>
        await RefusedAsync(FirstSeries(PhantomData.FilesOf(PhantomData.Patient).AsStudy("one phase")), "not-dynamic-series", "only one phase");

    [Fact]
    public async Task A_study_whose_phases_all_have_contrast_agent_is_refused_until_a_reader_says_which_is_pre_contrast()
    {
        var files = PhantomData.FilesOf(PhantomData.Patient).AsStudy("no pre-contrast");
        files.ForEach(f => f.Dataset.Set(DicomTag.ContrastBolusAgent, "GADOLINIUM"));
        await RefusedAsync(files, "no-pre-contrast", "where the headers are wrong, choose the pre-contrast phase");

        string path = $"/api/studies/{files[0].Dataset.GetString(DicomTag.StudyInstanceUID)}/phases";
        using var chosen = await server.Client.PutAsJsonAsync(path, new PhaseChoice(PreContrastIndex: 0));
        chosen.StatusCode.ShouldBe(HttpStatusCode.OK, await chosen.Content.ReadAsStringAsync());
        var phases = (await server.Client.GetFromJsonAsync<StudyPhases>(path))!;
        (phases.PreContrastIndex, phases.PeakIndex, phases.Choice!.PreContrastIndex).ShouldBe((0, PhantomData.Patient.Series.PeakIndex, 0));
        (await server.Client.SegmentAsync(new SegmentationRequest(phases.StudyInstanceUid))).Segments.ShouldHaveSingleItem();
        using var gone = await server.Client.DeleteAsync(path);
        using var again = await server.Client.GetAsync(path);
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_phase_that_lacks_a_slice_is_refused()
    {
        var files = PhantomData.FilesOf(PhantomData.Patient).AsStudy("missing slice");
        files.RemoveAt(files.Count / 3);
        await RefusedAsync(files, "uneven-phases", "slices");
    }

    [Fact]
    public async Task A_repositioned_patient_is_refused()
    {
        var files = PhantomData.FilesOf(PhantomData.Patient).AsStudy("repositioned");
        foreach (var file in FirstSeries(files))
        {
            file.Dataset.Set(DicomTag.FrameOfReferenceUID, DicomUid.FromName("another table position"));
        }

        await RefusedAsync(files, "patient-repositioned", "frames of reference");
    }

    [Fact]
    public async Task Pixel_data_that_are_too_short_are_refused()
    {
        var files = PhantomData.FilesOf(PhantomData.Patient).AsStudy("short pixels");
        files[20].Dataset.SetBytes(DicomTag.PixelData, DicomVR.OW, new byte[100]);
        await RefusedAsync(files, "bad-pixel-data", files[20].Dataset.GetString(DicomTag.SOPInstanceUID)!);
    }

    [Theory]
    [InlineData("1.2.3", HttpStatusCode.NotFound, "study-not-found")]
    [InlineData("1.2.x", HttpStatusCode.BadRequest, "invalid-uid")]
    [InlineData("1.2%2F..%2Fetc", HttpStatusCode.BadRequest, "invalid-uid")]
    public async Task An_unknown_or_malformed_study_is_a_problem(string study, HttpStatusCode status, string problem)
    {
        using var answer = await server.Client.GetAsync($"/api/studies/{study}/phases");
        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Type.ShouldBe($"urn:ohif-aln:problem:{problem}");
    }

    private static List<DicomFile> FirstSeries(List<DicomFile> files)
    {
        string series = files[0].Dataset.GetString(DicomTag.SeriesInstanceUID)!;
        return [.. files.Where(f => f.Dataset.GetString(DicomTag.SeriesInstanceUID) == series)];
    }

    private async Task RefusedAsync(List<DicomFile> files, string problem, string sentencePart)
    {
        string study = await server.StoreAsync(files);
        using var answer = await server.Client.GetAsync($"/api/studies/{study}/phases");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var details = (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!;
        details.Type.ShouldBe($"urn:ohif-aln:problem:{problem}");
        details.Detail!.ShouldContain(sentencePart);
    }
}

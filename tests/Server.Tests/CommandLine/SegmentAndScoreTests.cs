using System.CommandLine;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Phantoms;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.CommandLine;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Tests.Radscore;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

/// <summary>The verbs <c>segment</c> and <c>score</c> on a folder and on a study of the store.</summary>
public sealed class SegmentAndScoreTests(StudyFixture fixture) : IClassFixture<StudyFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("voi.nrrd")]
    [InlineData("voi.nii")]
    [InlineData("voi.nii.gz")]
    [InlineData("voi.dcm")]
    public async Task A_study_of_the_store_is_segmented_like_by_the_server(string name)
    {
        string output = Path.Combine(_folder.Path, name);
        (await RunAsync("segment", fixture.Study, "--data", fixture.Server.DataFolder, "--out", output)).ShouldBe(0);
        var draft = await fixture.SegmentAsync(new SegmentationRequest(fixture.Study));
        byte[] labels = await fixture.Server.Client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap");
        VoiFile.Read(output, ImagePlace.Of(PhantomData.Patient.Series.Geometry)).Voxels.ShouldBe(labels);
        Directory.GetFiles(_folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_folder_is_segmented_at_a_voxel_or_a_point_of_the_patient()
    {
        string study = WriteStudy();
        var truth = PhantomData.Patient.Truth;
        var (i, j, k) = truth.Geometry.IndicesOf(Enumerable.Range(0, truth.Voxels.Length).Where(n => truth.Voxels[n] != 0).MaxBy(n => PhantomData.Patient.Series.Peak.Voxels[n]));
        var mm = truth.Geometry.ToPatient(i, j, k);
        string byVoxel = Path.Combine(_folder.Path, "voxel.dcm"), byPoint = Path.Combine(_folder.Path, "point.dcm");
        (await RunAsync("segment", study, "--out", byVoxel, "--click", $"{i},{j},{k}")).ShouldBe(0);
        (await RunAsync("segment", study, "--out", byPoint, "--click", $"{mm.X:R},{mm.Y:R},{mm.Z:R}mm")).ShouldBe(0);

        var seg = SegmentationObject.Read(DicomFile.Read(byVoxel));
        seg.Segments.ShouldHaveSingleItem().AlgorithmType.ShouldBe(SegmentAlgorithmType.SemiAutomatic);
        MaskAgreement.Between(VoiFile.Read(byVoxel, ImagePlace.Of(truth.Geometry)), truth).Dice.ShouldBeGreaterThan(0.6);
        VoiFile.Read(byPoint, ImagePlace.Of(truth.Geometry)).Voxels.ShouldBe(VoiFile.Read(byVoxel, ImagePlace.Of(truth.Geometry)).Voxels);
    }

    [Fact]
    public async Task The_score_is_the_answer_of_the_server()
    {
        string voi = Path.Combine(_folder.Path, "voi.nrrd"), json = Path.Combine(_folder.Path, "radscore.json");
        using (var stream = File.Create(voi))
        {
            NrrdFile.Write(stream, PhantomData.Patient.Truth);
        }

        (await RunAsync("score", WriteStudy(), "--voi", voi, "--models", fixture.Server.ModelFolder!, "--out", json)).ShouldBe(0);
        using var answer = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        double[] values = [.. answer.RootElement.GetProperty("contributions").EnumerateArray().Select(c => c.GetProperty("value").GetDouble())];
        answer.RootElement.GetProperty("radscore").GetDouble().ShouldBe(LogisticBundle.ScoreOf(values[0], values[1]), 1e-12);
        answer.RootElement.GetProperty("voi").GetProperty("voxels").GetInt32().ShouldBe(PhantomData.Patient.Truth.Count());
        answer.RootElement.GetProperty("notice").GetString()!.ShouldContain("Research use only");
    }

    [Fact]
    public async Task A_voi_of_another_grid_is_refused()
    {
        string voi = Path.Combine(_folder.Path, "other.nrrd");
        using (var stream = File.Create(voi))
        {
            NrrdFile.Write(stream, new Mask(VolumeGeometry.AxisAligned(4, 4, 4, new Vector3(1, 1, 1))));
        }

        await RefusedAsync<CommandException>("4 × 4 × 4", "score", fixture.Study, "--data", fixture.Server.DataFolder, "--voi", voi, "--models", fixture.Server.ModelFolder!);
    }

    [Fact]
    public async Task Wrong_arguments_are_sentences()
    {
        string data = fixture.Server.DataFolder, output = Path.Combine(_folder.Path, "x.nrrd");
        await RefusedAsync<CommandException>("neither a folder nor a Study Instance UID", "segment", "no/such/folder", "--out", output);
        await RefusedAsync<CommandException>("there is no store in", "segment", "1.2.3", "--out", output, "--data", Path.Combine(_folder.Path, "none"));
        await RefusedAsync<ProblemException>("No study 1.2.3", "segment", "1.2.3", "--out", output, "--data", data);
        await RefusedAsync<CommandException>("there is no DICOM file", "segment", _folder.Path, "--out", output);
        await RefusedAsync<CommandException>("must end in", "segment", fixture.Study, "--out", Path.Combine(_folder.Path, "x.png"), "--data", data);
        await RefusedAsync<CommandException>("there is no folder", "segment", fixture.Study, "--out", Path.Combine(_folder.Path, "sub", "x.nrrd"), "--data", data);
        await RefusedAsync<CommandException>("write three numbers", "segment", fixture.Study, "--out", output, "--data", data, "--click", "1,two,3");
        await RefusedAsync<CommandException>("lies outside", "segment", fixture.Study, "--out", output, "--data", data, "--click", "128,0,0");
        await RefusedAsync<CommandException>("exclude each other", "score", fixture.Study, "--data", data, "--models", fixture.Server.ModelFolder!, "--click", "1,2,3", "--voi", output);
        await RefusedAsync<ProblemException>("No radscore model", "score", fixture.Study, "--data", data, "--models", _folder.Path);
        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    private static Task<int> RunAsync(params string[] arguments) =>
        CommandCatalogue.Root().Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

    private static async Task RefusedAsync<T>(string sentencePart, params string[] arguments)
        where T : Exception =>
        (await Should.ThrowAsync<T>(() => RunAsync(arguments))).Message.ShouldContain(sentencePart);

    private string WriteStudy()
    {
        string folder = Path.Combine(_folder.Path, "study");
        PhantomFolder.Write(folder, PhantomData.Patient);
        File.WriteAllText(Path.Combine(folder, "readme.txt"), "no DICOM");
        return folder;
    }
}

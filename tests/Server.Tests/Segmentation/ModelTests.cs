using System.Net.Http.Json;
using System.Text.Json;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Dicom.Phantoms;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.CommandLine;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Tests.Analysis.Networks;
using OhifAlnPlugin.Tests.Segmentation;

namespace OhifAlnPlugin.Server.Tests.Segmentation;

/// <summary>A network that a site adds: by the command line, over HTTP, and in what is stored.</summary>
public sealed class ModelTests(StudyFixture fixture) : IClassFixture<StudyFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => fixture.Server.DataFolder;

    public void Dispose() => _folder.Dispose();

    [OnnxRuntimeFact]
    public async Task A_network_is_added_used_and_named_in_answers_and_in_the_SEG()
    {
        (await RunAsync("model", "add", SmallNetwork.WriteTo(_folder.Path), "--data", Data)).ShouldBe(0);
        (await RunAsync("model", "verify", "--data", Data)).ShouldBe(0);
        var listed = await ModelsAsync();
        listed.Single(m => m.GetProperty("default").GetBoolean()).GetProperty("name").GetString().ShouldBe("half-maximum");
        var own = listed.Single(m => m.GetProperty("name").GetString() == SmallNetwork.Name);
        own.GetProperty("trainingData").GetString().ShouldBe(SmallNetwork.TrainingData);
        own.GetProperty("metrics")[0].GetProperty("values").GetProperty("dice_median").GetDouble().ShouldBe(0.5);

        var draft = await fixture.SegmentAsync(new SegmentationRequest(fixture.Study, Model: SmallNetwork.Name));
        (draft.Method!.Name, draft.Method.Version, draft.Method.Digest, draft.Method.TrainingData).ShouldBe((SmallNetwork.Name, "1", SmallNetwork.Digest, SmallNetwork.TrainingData));
        draft.AlgorithmType.ShouldBe(AlgorithmType.Automatic);
        draft.Candidates.Count.ShouldBeInRange(1, 5);

        await SavedAsNamedAsync(draft);
        await UsedByDefaultAsync();
    }

    [OnnxRuntimeFact]
    public async Task The_command_line_segments_with_a_named_network()
    {
        string folder = SmallNetwork.WriteTo(Path.Combine(_folder.Path, "network")), data = Path.Combine(_folder.Path, "data"), output = Path.Combine(_folder.Path, "voi.dcm");
        (await RunAsync("model", "add", Path.Combine(folder, "model.onnx"), "--card", Path.Combine(folder, "model.json"), "--data", data)).ShouldBe(0);
        string study = Path.Combine(_folder.Path, "study");
        PhantomFolder.Write(study, PhantomData.Patient);
        (await RunAsync("segment", study, "--model", SmallNetwork.Name, "--data", data, "--out", output)).ShouldBe(0);
        SegmentationObject.Read(DicomFile.Read(output)).Segments[0].Algorithm!.Name.ShouldBe(SmallNetwork.Name);
        await Should.ThrowAsync<ProblemException>(() => RunAsync("segment", study, "--model", "nobody", "--data", data, "--out", output));
        (await Should.ThrowAsync<CommandException>(() => RunAsync("segment", study, "--model", "half-maximum", "--click", "1,2,3", "--out", output))).Message.ShouldContain("exclude each other");
    }

    [OnnxRuntimeFact]
    public async Task A_network_that_does_not_answer_as_its_card_says_is_not_added()
    {
        string folder = SmallNetwork.WriteTo(Path.Combine(_folder.Path, "network"), ("output", "softmax")), data = Path.Combine(_folder.Path, "data");
        (await Should.ThrowAsync<NetworkUnavailableException>(() => RunAsync("model", "add", folder, "--data", data))).Message.ShouldContain("answers with the shape");
        new NetworkRegistry(data, _folder.Path, []).List().ShouldNotContain(n => !n.Shipped && n.Folder.StartsWith(data, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nobody", false, "urn:ohif-aln:problem:unknown-model")]
    [InlineData("nobody", true, "urn:ohif-aln:problem:model-with-click")]
    public async Task A_model_that_cannot_be_used_is_refused_before_a_job_is_queued(string model, bool click, string type)
    {
        var request = new SegmentationRequest(fixture.Study, click ? new Click(fixture.Peak.SopInstanceUids[0], 1, 1) : null, Model: model);
        using var answer = await fixture.Server.Client.PostAsJsonAsync("/api/segmentations", request);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("type").GetString().ShouldBe(type);
        problem.GetProperty("detail").GetString()!.ShouldContain("'nobody'");
    }

    private async Task SavedAsNamedAsync(SegmentationInfo draft)
    {
        byte[] labels = await fixture.Server.Client.GetByteArrayAsync($"/api/segmentations/{draft.Id}/labelmap");
        var description = new UploadDescription(draft.StudyInstanceUid, draft.SopInstanceUids, draft.Rows, draft.Columns, [new(1, "Tumour")], Edited: false);
        using var answer = await fixture.Server.Client.PutSegmentationAsync(draft.Id, description, labels);
        var saved = (await answer.Content.ReadFromJsonAsync<SegmentationInfo>())!;
        var read = (await fixture.Server.Client.GetFromJsonAsync<SegmentationInfo>($"/api/segmentations/{saved.Id}"))!;
        (read.Method!.Name, read.Method.Digest, read.Method.TrainingData).ShouldBe((SmallNetwork.Name, SmallNetwork.Digest, SmallNetwork.TrainingData));
        byte[] dicom = await fixture.DicomOfAsync(saved);
        (await Dciodvfy.ErrorsOfAsync(dicom)).ShouldBeEmpty();
        var algorithm = SegmentationObject.Read(DicomFile.Read(new MemoryStream(dicom))).Segments[0].Algorithm!;
        (algorithm.Name, algorithm.Version, algorithm.Family).ShouldBe((SmallNetwork.Name, "1", SegmentationCodes.ArtificialIntelligence));
        algorithm.Parameters!.ShouldContain(SmallNetwork.Digest);
    }

    private async Task UsedByDefaultAsync()
    {
        (await RunAsync("model", "use", SmallNetwork.Name, "--data", Data)).ShouldBe(0);
        (await fixture.SegmentAsync(new SegmentationRequest(fixture.Study))).Method!.Name.ShouldBe(SmallNetwork.Name);
        var about = await fixture.Server.Client.GetFromJsonAsync<JsonElement>("/api/about");
        about.GetProperty("segmentation").GetProperty("digest").GetString().ShouldBe(SmallNetwork.Digest);
        (await fixture.SegmentAsync(new SegmentationRequest(fixture.Study, Model: "half-maximum"))).Method!.Digest.ShouldBeNull();
        (await RunAsync("model", "remove", SmallNetwork.Name, "--data", Data)).ShouldBe(0);
        (await fixture.SegmentAsync(new SegmentationRequest(fixture.Study))).Method!.Name.ShouldBe("Half-maximum enhancement");
    }

    private async Task<JsonElement[]> ModelsAsync() => (await fixture.Server.Client.GetFromJsonAsync<JsonElement[]>("/api/segmentation-models"))!;

    private static Task<int> RunAsync(params string[] arguments) =>
        CommandCatalogue.Root().Parse(arguments).InvokeAsync(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false });
}

using System.CommandLine;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.CommandLine;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

/// <summary>The verb <c>edit</c>, and strokes, a box and limits of the verb <c>segment</c>.</summary>
public sealed class EditCommandTests(StudyFixture fixture) : IClassFixture<StudyFixture>, IDisposable
{
    private static readonly Mask Truth = PhantomData.Patient.Truth;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Operations_run_one_after_the_other()
    {
        string output = Path.Combine(_folder.Path, "edited.nii.gz");
        (await RunAsync("edit", WriteTruth(), "--out", output, "--do", "margin:3", "smooth:1.5", "fill-holes", "keep-largest")).ShouldBe(0);
        Mask expected = MaskSmoothing.Smooth(MaskMargin.Grow(Truth, 3), 1.5);
        HoleFilling.FillSlices(expected);
        HoleFilling.FillCavities(expected);
        VoiFile.ReadOnItsGrid(output).Voxels.ShouldBe(ConnectedComponents.Largest(expected).Voxels);
    }

    [Fact]
    public async Task The_shell_of_a_study_stays_in_the_body_and_becomes_a_seg()
    {
        string shell = Path.Combine(_folder.Path, "shell.dcm");
        (await RunAsync("edit", WriteTruth(), "--study", fixture.Study, "--data", fixture.Server.DataFolder, "--out", shell, "--do", "shell:8")).ShouldBe(0);
        Mask read = VoiFile.Read(shell, ImagePlace.Of(Truth.Geometry)), body = BodyMask.Of(PhantomData.Patient.Series.PreContrast);
        read.Voxels.Zip(Truth.Voxels).ShouldAllBe(v => v.First == 0 || v.Second == 0);
        read.Voxels.Zip(body.Voxels).ShouldAllBe(v => v.First == 0 || v.Second != 0);
    }

    [Fact]
    public async Task Strokes_a_box_and_limits_make_a_voi()
    {
        IndexBox b = Truth.BoundingBox()!.Value.Grow(3, Truth.Geometry);
        var (i, j, k) = Truth.Geometry.IndicesOf(Enumerable.Range(0, Truth.Voxels.Length).Where(n => Truth.Voxels[n] != 0).MaxBy(n => PhantomData.Patient.Series.Peak.Voxels[n]));
        string[] box = ["--box", $"{b.MinI},{b.MinJ},{b.MinK}:{b.MaxI},{b.MaxJ},{b.MaxK}"];
        (await DiceAsync(box)).ShouldBeGreaterThan(0.4);
        (await DiceAsync([.. box, "--threshold", "50:", "--quantity", "PercentEnhancement", "--click", $"{i},{j},{k}"])).ShouldBeGreaterThan(0.4);
        string[] stroke = [.. Enumerable.Range(0, Truth.Geometry.SliceLength).Select(n => Truth.Geometry.IndicesOf((k * Truth.Geometry.SliceLength) + n))
            .Where(v => Truth[v.I, v.J, v.K]).Where((_, n) => n % 5 == 0).Select(v => $"{v.I},{v.J},{v.K}")];
        (await DiceAsync(["--scribble", .. stroke, "--background", "2,2,2"])).ShouldBeGreaterThan(0.6);
    }

    [Fact]
    public async Task A_larger_fraction_gives_a_smaller_voi()
    {
        var (i, j, k) = Truth.Geometry.IndicesOf(Enumerable.Range(0, Truth.Voxels.Length).Where(n => Truth.Voxels[n] != 0).MaxBy(n => PhantomData.Patient.Series.Peak.Voxels[n]));
        string wide = Path.Combine(_folder.Path, "wide.nrrd"), tight = Path.Combine(_folder.Path, "tight.nrrd");
        string[] segment = ["segment", fixture.Study, "--data", fixture.Server.DataFolder, "--click", $"{i},{j},{k}", "--fraction"];
        (await RunAsync([.. segment, "0.3", "--out", wide])).ShouldBe(0);
        (await RunAsync([.. segment, "0.7", "--radius", "20", "--out", tight])).ShouldBe(0);
        VoiFile.ReadOnItsGrid(tight).Count().ShouldBeLessThan(VoiFile.ReadOnItsGrid(wide).Count());
        (await Should.ThrowAsync<CommandException>(() => RunAsync([.. segment, "0.9", "--out", wide]))).Message.ShouldContain("0.25 … 0.75");
    }

    [Theory]
    [InlineData("no operation 'polish'", "--do", "polish")]
    [InlineData("no number behind the colon", "--do", "smooth:soft")]
    public async Task Operations_that_do_not_exist_are_refused(string sentence, params string[] rest)
    {
        string output = Path.Combine(_folder.Path, "x.nrrd");
        (await Should.ThrowAsync<CommandException>(() => RunAsync(["edit", WriteTruth(), "--out", output, .. rest]))).Message.ShouldContain(sentence);
        File.Exists(output).ShouldBeFalse();
    }

    [Theory]
    [InlineData("exclude each other", "--scribble", "3,3,3", "--click", "3,3,3")]
    [InlineData("needs --scribble", "--background", "3,3,3")]
    [InlineData("is no box", "--box", "1,2,3")]
    [InlineData("is no pair of limits", "--threshold", "low")]
    [InlineData("--box 4000,0,0 lies outside", "--box", "4000,0,0:1,1,1")]
    public async Task Prompts_that_cannot_be_used_are_refused(string sentence, params string[] rest) =>
        (await Should.ThrowAsync<CommandException>(() => RunAsync(["segment", fixture.Study, "--data", fixture.Server.DataFolder, "--out", Path.Combine(_folder.Path, "x.nrrd"), .. rest]))).Message.ShouldContain(sentence);

    private static Task<int> RunAsync(params string[] arguments) =>
        CommandCatalogue.Root().Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

    private async Task<double> DiceAsync(params string[] prompt)
    {
        string output = Path.Combine(_folder.Path, "voi.nrrd");
        (await RunAsync(["segment", fixture.Study, "--data", fixture.Server.DataFolder, "--out", output, .. prompt])).ShouldBe(0);
        return MaskAgreement.Between(VoiFile.Read(output, ImagePlace.Of(Truth.Geometry)), Truth).Dice;
    }

    private string WriteTruth()
    {
        string path = Path.Combine(_folder.Path, "truth.nrrd");
        using FileStream stream = File.Create(path);
        NrrdFile.Write(stream, Truth);
        return path;
    }
}

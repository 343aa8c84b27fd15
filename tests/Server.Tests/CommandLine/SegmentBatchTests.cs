using System.CommandLine;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Dicom.Objects;
using OhifAlnPlugin.Server.CommandLine;
using OhifAlnPlugin.Server.Tests.Segmentation;

namespace OhifAlnPlugin.Server.Tests.CommandLine;

/// <summary><c>aln segment … --batch</c>: many studies, some of which fail, stopped and started again.</summary>
public sealed class SegmentBatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Studies => Path.Combine(_folder.Path, "studies");

    private string Output => Path.Combine(_folder.Path, "out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Failures_are_listed_and_a_second_run_does_only_what_is_missing()
    {
        string[] studies = [Write("1-axial", "axial"), Write("2-sagittal", "sagittal")];
        Directory.CreateDirectory(Path.Combine(Studies, "3-empty"));
        await File.WriteAllTextAsync(Path.Combine(Studies, "3-empty", "notes.txt"), "no image");

        (await RunAsync(Studies, "--click", "10,9,3")).ShouldBe(1);

        string[] table = await File.ReadAllLinesAsync(Path.Combine(Output, SegmentBatch.TableName));
        table.Length.ShouldBe(4);
        table[3].ShouldContain("no DICOM file");
        string[] files = [.. studies.Select(s => Path.Combine(Output, s + ".dcm"))];
        files.ShouldAllBe(file => SegmentationObject.Read(DicomFile.Read(file)).Segments.Single().AlgorithmType == SegmentAlgorithmType.SemiAutomatic);
        DateTime[] written = [.. files.Select(File.GetLastWriteTimeUtc)];

        // As a killed run leaves it: the VOI is there, its record is not.
        File.Delete(Path.Combine(Output, studies[1] + ".json"));
        (await RunAsync(Studies, "--click", "10,9,3")).ShouldBe(1);
        File.GetLastWriteTimeUtc(files[0]).ShouldBe(written[0]);
        File.GetLastWriteTimeUtc(files[1]).ShouldBeGreaterThan(written[1]);
        (await File.ReadAllLinesAsync(Path.Combine(Output, SegmentBatch.TableName))).ShouldBe(table);

        (await RunAsync(Studies, "--click", "10,9,4")).ShouldBe(1);
        File.GetLastWriteTimeUtc(files[0]).ShouldBeGreaterThan(written[0], "another click is another result");
    }

    [Fact]
    public async Task A_table_names_the_studies_and_a_click_for_each()
    {
        Write("axial", "axial");
        Write("coronal", "coronal descending");
        string table = Path.Combine(Studies, "studies.csv");
        await File.WriteAllTextAsync(table, "Study,Click\naxial,\"10,9,3\"\ncoronal,\"9,9,4\"\n");

        (await RunAsync(table, "--format", "nii.gz")).ShouldBe(0);

        Directory.EnumerateFiles(Output, "*.nii.gz").Count().ShouldBe(2);
        (await File.ReadAllTextAsync(Path.Combine(Output, SegmentBatch.TableName))).ShouldContain("coronal");
    }

    [Fact]
    public async Task What_lists_no_study_is_refused() =>
        (await Should.ThrowAsync<CommandException>(() => RunAsync(Path.Combine(_folder.Path, "nowhere")))).Message.ShouldContain("a folder with a subfolder for each study");

    private Task<int> RunAsync(string studies, params string[] options) =>
        CommandCatalogue.Root().Parse(["segment", studies, "--batch", "--out", Output, .. options]).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

    private string Write(string name, string orientation)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Studies, name)).FullName;
        List<DicomFile> files = OrientedStudy.Classic(orientation);
        OrientedStudy.Write(folder, files);
        return files[0].Dataset.GetString(DicomTag.StudyInstanceUID)!;
    }
}

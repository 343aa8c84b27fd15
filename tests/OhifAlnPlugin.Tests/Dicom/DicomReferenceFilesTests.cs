using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom;

public sealed class DicomReferenceFilesTests
{
    private static readonly string[] Names =
        ["dce_phantoms", "dicom_mr_vendors", "dicom_seg", "dicom_transfer_syntaxes", "duke153_dce", "duke153_seg", "enhanced_mr"];

    /// <summary>Every folder of the reference images with DICOM files.</summary>
    public static TheoryData<string> Folders { get; } = new(Names);

    [ReferenceFact]
    public void No_folder_is_left_out() =>
        Directory.EnumerateDirectories(Reference.PathOf("images")).Where(folder => Directory.EnumerateFiles(folder, "*.dcm", SearchOption.AllDirectories).Any())
            .Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal).ShouldBe(Names);

    [ReferenceTheory]
    [MemberData(nameof(Folders))]
    public void Every_real_file_is_read_and_written_back_equal(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(Reference.PathOf("images", folder), "*.dcm", SearchOption.AllDirectories)];
        files.ShouldNotBeEmpty();
        foreach (string file in files)
        {
            DicomFile read = DicomFile.Read(file);
            using var written = new MemoryStream();
            read.Write(written);
            written.Position = 0;
            DicomFile again = DicomFile.Read(written);

            read.Dataset.GetString(DicomTag.SOPInstanceUID).ShouldNotBeNull(file);
            DicomSamples.Difference(read.Dataset, again.Dataset).ShouldBeNull(file);
        }
    }

    [ToolTheory("dcmdump", needsReference: true)]
    [MemberData(nameof(Folders))]
    public void Dcmtk_accepts_what_is_written_where_it_accepted_the_original(string folder) => EachWrittenBack(folder, (file, written) =>
    {
        if (ExternalTool.Run("dcmdump", "-q", "-M", file).ExitCode == 0)
        {
            (int exitCode, string output) = ExternalTool.Run("dcmdump", "-q", "-M", written);
            exitCode.ShouldBe(0, $"{file}: {output[Math.Max(0, output.Length - 400)..]}");
        }
    });

    [ToolTheory("dciodvfy", needsReference: true)]
    [MemberData(nameof(Folders))]
    public void The_validator_finds_the_errors_of_the_original_and_no_others(string folder) =>
        EachWrittenBack(folder, (file, written) => ErrorsOf(written).ShouldBe(ErrorsOf(file), file));

    private static void EachWrittenBack(string folder, Action<string, string> check)
    {
        foreach (string file in Directory.EnumerateFiles(Reference.PathOf("images", folder), "*.dcm", SearchOption.AllDirectories))
        {
            using var written = new MemoryStream();
            DicomFile.Read(file).Write(written);
            ExternalTool.WithFile(written.ToArray(), path => check(file, path));
        }
    }

    /// <summary>
    /// Errors of the object, without the file's name in them. "Read failed" is left out: a file that ends without its last delimiter is
    /// written with it, and the validator reads neither deflated data nor HTJ2K, in the original as little as in the copy.
    /// </summary>
    private static string[] ErrorsOf(string path) =>
        [.. ExternalTool.Run("dciodvfy", path).Output.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal) && !line.EndsWith("read failed", StringComparison.Ordinal)).Select(line => line.Replace(path, "", StringComparison.Ordinal))];
}

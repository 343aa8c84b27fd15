using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Tests.Dicom;

public sealed class DicomReferenceFilesTests
{
    [ReferenceTheory]
    [InlineData("dce_phantoms")]
    [InlineData("dicom_mr_vendors")]
    [InlineData("dicom_seg")]
    [InlineData("dicom_transfer_syntaxes")]
    [InlineData("duke153_dce")]
    [InlineData("duke153_seg")]
    [InlineData("enhanced_mr")]
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
    [InlineData("dce_phantoms")]
    [InlineData("dicom_mr_vendors")]
    [InlineData("dicom_seg")]
    [InlineData("dicom_transfer_syntaxes")]
    [InlineData("duke153_seg")]
    [InlineData("enhanced_mr")]
    public void Dcmtk_accepts_what_is_written_where_it_accepted_the_original(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(Reference.PathOf("images", folder), "*.dcm", SearchOption.AllDirectories))
        {
            if (ExternalTool.Run("dcmdump", "-q", "-M", file).ExitCode != 0)
            {
                continue;
            }

            using var written = new MemoryStream();
            DicomFile.Read(file).Write(written);
            ExternalTool.WithFile(written.ToArray(), path =>
            {
                (int exitCode, string output) = ExternalTool.Run("dcmdump", "-q", "-M", path);
                exitCode.ShouldBe(0, $"{file}: {output[Math.Max(0, output.Length - 400)..]}");
            });
        }
    }

    [ToolTheory("dciodvfy", needsReference: true)]
    [InlineData("dicom_seg")]
    [InlineData("dicom_transfer_syntaxes")]
    [InlineData("enhanced_mr")]
    public void The_validator_finds_no_error_that_the_original_did_not_have(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(Reference.PathOf("images", folder), "*.dcm"))
        {
            using var written = new MemoryStream();
            DicomFile.Read(file).Write(written);
            ExternalTool.WithFile(written.ToArray(), path => ErrorsOf(path).Except(ErrorsOf(file)).ShouldBeEmpty(file));
        }
    }

    private static string[] ErrorsOf(string path) =>
        [.. ExternalTool.Run("dciodvfy", path).Output.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal))];
}

using System.Diagnostics;
using OhifAlnPlugin.Dicom;
using OhifAlnPlugin.Tests;

namespace OhifAlnPlugin.Server.Tests.Pixels;

/// <summary>Independent encoders and decoders: GDCM and DCMTK.</summary>
internal static class CodecTools
{
    private static readonly string[] Programs = ["gdcmconv", "dcmcjpeg", "dcmdjpeg", "dcmcjpls", "dcmdjpls"];

    /// <summary>What is missing on this computer, as a sentence; null when it is there or must be.</summary>
    public static string? Lack => Environment.GetEnvironmentVariable("CI") is { Length: > 0 } || Programs.All(IsThere) ? null : "Needs libgdcm-tools, dcmtk and Node.js.";

    /// <summary>Runs a tool whose last two arguments are the file to read and the file to write.</summary>
    /// <returns>The file written.</returns>
    public static string Convert(string program, string source, string target, params string[] options)
    {
        using var process = Process.Start(new ProcessStartInfo(program, [.. options, source, target]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return File.Exists(target) ? target : throw new InvalidOperationException($"{program} did not convert {source}: {output} {error.Result}");
    }

    /// <summary>Writes a grey image.</summary>
    /// <returns>The file written.</returns>
    public static string Write(byte[] pixels, int rows, int columns, int bits, string target)
    {
        DicomDataset image = TestImage.Dataset()
            .Set(DicomTag.Rows, rows)
            .Set(DicomTag.Columns, columns)
            .Set(DicomTag.BitsAllocated, bits)
            .Set(DicomTag.BitsStored, bits)
            .Set(DicomTag.HighBit, bits - 1)
            .SetBytes(DicomTag.PixelData, bits > 8 ? DicomVR.OW : DicomVR.OB, pixels);
        File.WriteAllBytes(target, image.ToFile());
        return target;
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}

/// <summary>A test that needs other programs that compress and decompress; says so when it is skipped. In CI it never skips: it fails.</summary>
internal sealed class CodecToolsFactAttribute : FactAttribute
{
    public CodecToolsFactAttribute() => Skip = CodecTools.Lack;
}

/// <summary>A theory that needs them and the reference data.</summary>
internal sealed class CodecToolsReferenceTheoryAttribute : TheoryAttribute
{
    public CodecToolsReferenceTheoryAttribute() => Skip = CodecTools.Lack ?? new ReferenceTheoryAttribute().Skip;
}

/// <summary>A test that needs them and the reference data.</summary>
internal sealed class CodecToolsReferenceFactAttribute : FactAttribute
{
    public CodecToolsReferenceFactAttribute() => Skip = CodecTools.Lack ?? new ReferenceFactAttribute().Skip;
}

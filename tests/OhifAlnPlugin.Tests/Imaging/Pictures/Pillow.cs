using OhifAlnPlugin.Imaging.Pictures;
using OhifAlnPlugin.Tests.Dicom;

namespace OhifAlnPlugin.Tests.Imaging.Pictures;

/// <summary>Python's imaging library (over libjpeg-turbo, libpng's format and Little CMS): an independent reader and writer of pictures.</summary>
internal static class Pillow
{
    private const string Python = "/usr/bin/python3";

    public static bool IsInstalled => File.Exists(Python) && Directory.Exists("/usr/lib/python3/dist-packages/PIL");

    /// <summary>Runs a script in a folder; what it prints.</summary>
    public static string Run(string folder, string script)
    {
        (int exitCode, string output) = ExternalTool.Run(Python, "-c", $"import os, io\nfrom PIL import Image, ImageCms\nos.chdir('{folder}')\n{script}");
        exitCode.ShouldBe(0, output);
        return output;
    }

    /// <summary>Decodes pictures, in one run.</summary>
    public static Picture[] Decode(IReadOnlyList<byte[]> files)
    {
        using var folder = new PictureFolder();
        for (int n = 0; n < files.Count; n++)
        {
            File.WriteAllBytes(folder.PathOf($"{n}"), files[n]);
        }

        Run(folder.Path, $"for n in range({files.Count}):\n  i = Image.open(str(n)); i.load(); i.save(str(n) + '.ppm')");
        return [.. Enumerable.Range(0, files.Count).Select(n => Pnm.Read(folder.PathOf($"{n}.ppm")))];
    }

    public static Picture Decode(byte[] file) => Decode([file])[0];
}

/// <summary>A folder that goes away.</summary>
internal sealed class PictureFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("aln-pictures").FullName;

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>A test that needs Pillow; says so when it is skipped. In CI it never skips: it fails.</summary>
internal sealed class PillowFactAttribute : FactAttribute
{
    public PillowFactAttribute()
    {
        if (!Pillow.IsInstalled && Environment.GetEnvironmentVariable("CI") is not { Length: > 0 })
        {
            Skip = "Needs Pillow (Debian: python3-pil).";
        }
    }
}

/// <summary>A theory that needs Pillow; says so when it is skipped. In CI it never skips: it fails.</summary>
internal sealed class PillowTheoryAttribute : TheoryAttribute
{
    public PillowTheoryAttribute()
    {
        if (!Pillow.IsInstalled && Environment.GetEnvironmentVariable("CI") is not { Length: > 0 })
        {
            Skip = "Needs Pillow (Debian: python3-pil).";
        }
    }
}

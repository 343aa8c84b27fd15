using System.Security.Cryptography;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>A mask that a client sent.</summary>
/// <param name="Digest">SHA-256 of the file, in hexadecimal.</param>
/// <param name="Suffix">Ending of its name, which tells the format.</param>
internal sealed record UploadedMask(string Digest, string Suffix);

/// <summary>Keeps uploaded masks, named by their content, so that a job finds them again after a restart.</summary>
internal sealed class UploadedMasks(DataFolder data)
{
    private static readonly string[] Suffixes = [".nrrd", ".nii.gz", ".nii", ".dcm"];
    private readonly string _folder = data.Sub("masks");

    /// <summary>Keeps a mask; the same content is kept once.</summary>
    /// <param name="name">Name of the file, for its ending.</param>
    /// <param name="content">The file.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="Http.ProblemException">The name has another ending.</exception>
    public async Task<UploadedMask> KeepAsync(string name, Stream content, CancellationToken cancellation)
    {
        string suffix = Array.Find(Suffixes, s => name.EndsWith(s, StringComparison.OrdinalIgnoreCase)) ?? throw RadiomicsProblems.BadMaskName(name, Suffixes);
        string temporary = Path.Combine(_folder, $"{Guid.NewGuid():N}.part");
        try
        {
            await using (FileStream file = File.Create(temporary))
            {
                await content.CopyToAsync(file, cancellation);
            }

            await using FileStream kept = File.OpenRead(temporary);
            var mask = new UploadedMask(Convert.ToHexStringLower(await SHA256.HashDataAsync(kept, cancellation)), suffix);
            File.Move(temporary, PathOf(mask), overwrite: true);
            return mask;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Reads a mask.</summary>
    /// <param name="mask">A mask that was kept.</param>
    /// <param name="image">Grid that a DICOM SEG is brought to.</param>
    /// <exception cref="Http.ProblemException">It is no mask of its format.</exception>
    public LabelMap Read(UploadedMask mask, VolumeGeometry image)
    {
        try
        {
            return CaseFiles.ReadMask(PathOf(mask), image).Labels;
        }
        catch (CaseException reason)
        {
            throw RadiomicsProblems.BadMask((reason.InnerException ?? reason).Message);
        }
    }

    private string PathOf(UploadedMask mask) => Path.Combine(_folder, mask.Digest + mask.Suffix);
}

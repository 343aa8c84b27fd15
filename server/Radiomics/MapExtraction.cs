using OhifAlnPlugin.Dicom.Codestreams;
using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Maps;
using OhifAlnPlugin.Radiomics.Settings;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.Radiomics;

/// <summary>Writes the feature maps of a case as NRRD files, named as PyRadiomics' command line names them.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Features">Features to map; null: all that the settings enable.</param>
/// <param name="Folder">Folder that receives the files; made when it does not exist.</param>
/// <param name="Codec">Decodes compressed DICOM images; null refuses them.</param>
internal sealed record MapExtraction(ExtractionSettings Settings, IReadOnlyList<string>? Features, string Folder, IFrameCodec? Codec = null)
{
    /// <summary>Writes <c>Case-N_image_class_feature.nrrd</c> for each map, in double precision.</summary>
    /// <param name="extractionCase">The case.</param>
    /// <param name="number">N, counted from 1.</param>
    /// <param name="progress">Receives the share of the work that is done, 0 … 1.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Number of files written.</returns>
    /// <exception cref="CaseException">A file cannot be read or written.</exception>
    /// <exception cref="OhifAlnPlugin.Radiomics.RadiomicsException">Image, mask and settings do not go together, or a feature has no map.</exception>
    public int Run(ExtractionCase extractionCase, int number, IProgress<double> progress, CancellationToken cancellation)
    {
        OpenedCase opened = OpenedCase.Of(extractionCase, Settings, Codec);
        int written = 0;
        foreach (FeatureMap map in FeatureMapExtractor.Extract(opened.Image, opened.Labels, opened.Settings, Features, progress: progress, cancellation: cancellation))
        {
            Write(Path.Combine(Folder, $"Case-{number}_{map.Name}.nrrd"), map);
            written++;
        }

        return written;
    }

    private void Write(string path, FeatureMap map)
    {
        try
        {
            Directory.CreateDirectory(Folder);
            WholeFile.Write(path, file => NrrdFile.Write(file, map.Geometry, map.ToImage()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CaseException($"The map '{path}' cannot be written: {e.Message}", e);
        }
    }
}

using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics;

namespace OhifAlnPlugin.Radscore;

/// <summary>A radscore model with its card, extraction settings and provenance: a folder of files.</summary>
/// <remarks>
/// <c>bundle.json</c>: card, extraction, features with scaling, cut-offs, networks, clinical models, intended use, provenance, digests of the other files ·
/// <c>reference.json</c>: training quantiles, background sample, training cases and their spread, harmonisation ·
/// <c>radscore.onnx</c>: the same model for other programs; the radscore itself never comes from it · <c>card.md</c>: the card as text. Immutable.
/// </remarks>
public sealed class RadscoreBundle
{
    /// <summary>Puts a bundle together.</summary>
    /// <param name="model">The model.</param>
    /// <param name="card">Its card.</param>
    /// <param name="extraction">How its features are extracted.</param>
    /// <param name="provenance">Where it comes from.</param>
    /// <param name="supplement">What it holds beside the model; null for nothing.</param>
    /// <exception cref="ArgumentException">An extraction setting is out of range, a feature cannot be extracted, or something beside the model does not fit it.</exception>
    public RadscoreBundle(RadscoreModel model, ModelCard card, RadscoreExtraction extraction, BundleProvenance provenance, RadscoreSupplement? supplement = null)
        : this(model, card, extraction, provenance, supplement ?? RadscoreSupplement.None, digest: null)
    {
    }

    /// <summary>A bundle read from files, whose digest is that of the bytes read.</summary>
    internal RadscoreBundle(
        RadscoreModel model, ModelCard card, RadscoreExtraction extraction, BundleProvenance provenance, RadscoreSupplement supplement, string? digest)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(extraction);
        ArgumentNullException.ThrowIfNull(provenance);
        extraction.Require();
        if (extraction.IsFromImage)
        {
            extraction.SettingsFor(model.FeatureNames);
        }

        supplement.Require(model);
        Model = model;
        Card = card;
        Extraction = extraction;
        Provenance = provenance;
        Supplement = supplement;
        Digest = digest ?? RadscoreBundleFiles.DigestOf(this);
    }

    /// <summary>The model.</summary>
    public RadscoreModel Model { get; }

    /// <summary>What a reader must know before using it.</summary>
    public ModelCard Card { get; }

    /// <summary>How its features are extracted.</summary>
    public RadscoreExtraction Extraction { get; }

    /// <summary>Where it comes from.</summary>
    public BundleProvenance Provenance { get; }

    /// <summary>What it holds beside the model.</summary>
    public RadscoreSupplement Supplement { get; }

    /// <summary>SHA-256 of <c>bundle.json</c>, lower-case hexadecimal; as that file holds the digests of the others, it names the whole bundle.</summary>
    public string Digest { get; }

    /// <summary>Reads a bundle and checks everything in it.</summary>
    /// <param name="folder">Folder of the bundle.</param>
    /// <returns>The bundle.</returns>
    /// <exception cref="RadscoreBundleException">The folder or a file is missing, too large, changed, of an unknown schema, or inconsistent; the message says which.</exception>
    public static RadscoreBundle Read(string folder) => RadscoreBundleFiles.Read(folder);

    /// <summary>Extracts the features that the model needs, with the bundle's settings and nothing more.</summary>
    /// <param name="image">Image of the phase that <see cref="RadscoreExtraction.Phase"/> names.</param>
    /// <param name="voi">The VOI on the image's grid.</param>
    /// <returns>The features in the model's order; NaN where undefined.</returns>
    /// <exception cref="RadiomicsException">Image and VOI do not go together, or the VOI is empty or too small; the message says why.</exception>
    public FeatureVector Extract(Volume image, Mask voi) =>
        FeatureExtractor.Extract(image, voi, Extraction.SettingsFor(Model.FeatureNames), Model.FeatureNames);

    /// <summary>Writes the bundle; the same bundle gives the same bytes.</summary>
    /// <param name="folder">Folder to write to; made if there is none, files of the same names are replaced.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Write(string folder) => RadscoreBundleFiles.Write(this, folder);
}

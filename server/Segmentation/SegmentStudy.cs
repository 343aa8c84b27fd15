using System.Globalization;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Jobs;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>The job that segments the primary tumour of a study.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="ImagesDigest">Digest of the images of its dynamic series.</param>
/// <param name="Seed">Voxel that was clicked; null to search the breasts.</param>
/// <param name="Fraction">Where the outline cuts between background and local peak.</param>
/// <param name="RadiusMm">Farthest the VOI may reach from its seed.</param>
/// <param name="Method">Name, version and digest of the method.</param>
/// <param name="Model">Which model searches the breasts; not used for a click.</param>
/// <param name="Owner">Whose draft it will be; null without a login.</param>
internal sealed record SegmentStudy(
    string StudyInstanceUid, string ImagesDigest, VoxelSeed? Seed, double Fraction, double RadiusMm, string Method, string Model, string? Owner) : IJobCommand
{
    /// <inheritdoc/>
    public static string Kind => "segmentation";

    /// <inheritdoc/>
    public string Key => string.Create(
        CultureInfo.InvariantCulture, $"{ImagesDigest}/{(Seed is { } s ? $"{s.I},{s.J},{s.K}" : "search")}/{Fraction:R}/{RadiusMm:R}/{Method}");

    /// <summary>The options of the method.</summary>
    public ProposalOptions Options() => new() { Fraction = Fraction, RadiusMm = RadiusMm };

    /// <summary>The job for a study.</summary>
    /// <param name="layout">Its phases.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="models">The models that can be named.</param>
    /// <param name="owner">Who wants it; null without a login.</param>
    /// <exception cref="Http.ProblemException">The click is on no slice of a phase or beside the image, an option is out of range, or the model cannot be used.</exception>
    public static SegmentStudy Of(DceLayout layout, SegmentationRequest request, ProposalModels models, string? owner)
    {
        if (request is { Click: not null, Model: not null and not ProposalModels.TrainingFree })
        {
            throw SegmentationProblems.ModelWithClick(request.Model);
        }

        var defaults = new ProposalOptions();
        string model = request.Click is null ? request.Model ?? models.Default : ProposalModels.TrainingFree;
        SegmentationMethod method = models.MethodOf(model);
        var job = new SegmentStudy(
            layout.StudyInstanceUid,
            DynamicStudies.DigestOf(layout),
            request.Click is { } click ? SeedOf(layout, click) : null,
            request.Fraction ?? defaults.Fraction,
            request.RadiusMm ?? defaults.RadiusMm,
            $"{method.Name} {method.Version} {method.Digest}".TrimEnd(),
            model,
            owner);
        try
        {
            job.Options().Validate();
            return job;
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw SegmentationProblems.BadOption(e.ParamName!, e.ActualValue!, e.Message);
        }
    }

    /// <summary>The voxel of a click.</summary>
    /// <exception cref="Http.ProblemException">The click is on no slice of a phase or beside the image.</exception>
    public static VoxelSeed SeedOf(DceLayout layout, Click click) => new SliceIndex(layout).SeedOf(click);
}

/// <summary>What the job leaves: a draft.</summary>
/// <param name="SegmentationId">Its identifier.</param>
internal sealed record SegmentedStudy(Guid SegmentationId);

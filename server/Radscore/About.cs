using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>What this server is and what its results rest on.</summary>
/// <param name="Product">Name of the product.</param>
/// <param name="Version">Its version.</param>
/// <param name="Notice">Shown wherever results are shown.</param>
/// <param name="Segmentation">The method that proposes VOIs.</param>
/// <param name="Model">The radscore model; null when none is usable.</param>
/// <param name="ModelProblem">Why there is no model; null where there is one.</param>
internal sealed record About(string Product, string Version, string Notice, SegmentationMethod Segmentation, ModelSummary? Model, string? ModelProblem)
{
    private const string ResearchUseOnly = "Research use only. Not a medical device; not for diagnosis or treatment.";

    /// <summary>Why the chosen segmentation model cannot be used, so that the method without training is named; null when it can.</summary>
    public string? SegmentationProblem { get; init; }

    /// <summary>Describes a server.</summary>
    public static About Of(RadscoreModels models, ProposalModels proposals)
    {
        var (segmentation, problem) = SegmentationOf(proposals);
        try
        {
            var model = models.Require();
            return new About("OhifAlnPlugin", ProductVersion.Text, ResearchUseOnly, segmentation, ModelSummary.Of(model), ModelProblem: null) { SegmentationProblem = problem };
        }
        catch (ProblemException reason)
        {
            return new About("OhifAlnPlugin", ProductVersion.Text, ResearchUseOnly, segmentation, Model: null, reason.Message) { SegmentationProblem = problem };
        }
    }

    private static (SegmentationMethod Method, string? Problem) SegmentationOf(ProposalModels proposals)
    {
        try
        {
            return (proposals.MethodOf(null), null);
        }
        catch (ProblemException reason)
        {
            return (TumourProposal.Method, reason.Message);
        }
    }
}

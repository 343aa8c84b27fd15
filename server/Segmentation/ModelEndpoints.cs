using Microsoft.AspNetCore.Http.HttpResults;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>The models that can be asked to segment, over HTTP.</summary>
internal static class ModelEndpoints
{
    /// <summary>Maps the route.</summary>
    public static void MapSegmentationModels(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/segmentation-models", List).NotAudited().WithTags("Segmentation").WithName("ListSegmentationModels")
            .WithSummary("The models that can propose VOIs: what they were trained on, their licence and what was measured; which is the default");

    internal static Ok<IReadOnlyList<ProposalModel>> List(ProposalModels models) => TypedResults.Ok(models.List());
}

namespace OhifAlnPlugin.Server.Security.Audit;

/// <summary>Says of endpoints how the trail records them; null leaves them out, as they concern no patient.</summary>
/// <param name="Action">What using the endpoint means.</param>
internal sealed record Audited(AuditAction? Action);

/// <summary>Marks endpoints.</summary>
internal static class AuditedEndpoints
{
    /// <summary>Endpoints mapped on the result are recorded as <paramref name="action"/>. A deletion is recorded, durably, before it begins as well.</summary>
    public static RouteGroupBuilder Audited(this IEndpointRouteBuilder routes, AuditAction action)
    {
        RouteGroupBuilder group = routes.MapGroup("").WithMetadata(new Audited(action));
        return action == AuditAction.Delete ? group.AddEndpointFilter<AuditIntent>() : group;
    }

    /// <summary>This endpoint is recorded as <paramref name="action"/>.</summary>
    public static TBuilder AuditedAs<TBuilder>(this TBuilder endpoint, AuditAction action)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Audited(action));

    /// <summary>This endpoint concerns no patient and is not recorded.</summary>
    public static TBuilder NotAudited<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Audited(Action: null));
}

/// <summary>Records a deletion before it begins: what cannot be recorded is not deleted, and a crash in the middle leaves a trace.</summary>
internal sealed class AuditIntent(AuditTrail trail) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        await trail.AppendDurablyAsync(RequestAudit.EventOf(context.HttpContext, AuditAction.Delete, AuditOutcome.Begun));
        return await next(context);
    }
}

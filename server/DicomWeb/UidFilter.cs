using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Refuses addresses whose UIDs are none, before anything looks at them.</summary>
internal sealed class UidFilter : IEndpointFilter
{
    private static readonly string[] Names = ["study", "series", "instance"];

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (string name in Names)
        {
            if (context.HttpContext.Request.RouteValues[name] is string value && !DicomUidText.IsValid(value))
            {
                return ValueTask.FromResult<object?>(Problems.InvalidUid(value));
            }
        }

        return next(context);
    }
}

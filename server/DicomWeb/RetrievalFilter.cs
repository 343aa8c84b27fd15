using OhifAlnPlugin.Server.Storage;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>Keeps the files of an answer on the disk until it is out, whatever is deleted meanwhile.</summary>
internal sealed class RetrievalFilter(InstanceStore store) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (HttpMethods.IsGet(context.HttpContext.Request.Method) || HttpMethods.IsHead(context.HttpContext.Request.Method))
        {
            context.HttpContext.Response.RegisterForDispose(store.BeginRetrieval());
        }

        return next(context);
    }
}

namespace OhifAlnPlugin.Server;

/// <summary>Entry point of the executable <c>aln</c>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var app = WebApplication.CreateBuilder(args).Build();
        await app.RunAsync();
        return 0;
    }
}

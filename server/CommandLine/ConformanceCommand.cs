using System.CommandLine;
using OhifAlnPlugin.Server.DicomWeb;
using OhifAlnPlugin.Server.Hosting;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln conformance</c>: the DICOM conformance statement, read from the services of a server that does not listen.</summary>
internal static class ConformanceCommand
{
    public static Command Create()
    {
        var command = new Command("conformance", "Print the DICOM conformance statement of the web services as Markdown.");
        command.SetAction((_, _) => PrintAsync());
        return command;
    }

    private static async Task<int> PrintAsync()
    {
        string folder = Directory.CreateTempSubdirectory("aln-conformance-").FullName;
        try
        {
            await using WebApplication app = ServerHost.Build(new ServerOptions { DataFolder = folder }, builder => builder.Logging.ClearProviders());
            Console.Write(ConformanceStatement.Markdown(ServiceTable.Of(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints))));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

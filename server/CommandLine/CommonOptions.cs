using System.CommandLine;
using OhifAlnPlugin.Server.Hosting;
using OhifAlnPlugin.Server.Radscore;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>Options that several verbs share, so that they mean and read the same everywhere.</summary>
internal static class CommonOptions
{
    /// <summary><c>--data DIR</c>: the folder with the store.</summary>
    public static Option<string> Data(string folder = ServerOptions.DefaultDataFolder) => new("--data", "-d")
    {
        Description = "Folder of the store: images, index and results. Made when it does not exist.",
        HelpName = "DIR",
        DefaultValueFactory = _ => folder,
    };

    /// <summary><c>--urls URL</c>: the addresses to listen on, separated by semicolons.</summary>
    public static Option<string> Urls() => new("--urls", "-u")
    {
        Description = "Addresses to listen on, separated by ';'. Loopback only, unless a login is configured.",
        HelpName = "URL",
        DefaultValueFactory = _ => ServerOptions.DefaultUrl,
    };

    /// <summary><c>--models DIR</c>: the folder with radscore bundles.</summary>
    public static Option<string> Models() => new("--models", "-m")
    {
        Description = "Folder with radscore bundles, each in a folder of its own; without it the model that comes with the product.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ModelFolder.Default,
    };
}

using System.Reflection;

namespace OhifAlnPlugin.Server.Analysis;

/// <summary>The version of this build, as objects and answers name it.</summary>
internal static class ProductVersion
{
    /// <summary>For instance <c>0.1.0</c>, without the digest of the commit.</summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}

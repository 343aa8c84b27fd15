using System.Net;

namespace OhifAlnPlugin.Server.Security;

/// <summary>Who may reach the server and how it knows them.</summary>
internal sealed record SecurityOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Security";

    /// <summary>The login service; null where there is none.</summary>
    public OidcOptions? Oidc { get; private init; }

    /// <summary>Host names under which browsers reach the server, beyond those of the addresses it listens on.</summary>
    public IReadOnlyList<string> Hosts { get; private init; } = [];

    /// <summary>Reverse proxies that are believed about scheme, host and client address.</summary>
    public IReadOnlyList<IPAddress> Proxies { get; private init; } = [];

    /// <summary>Origins of pages that may use the server from a browser beside its own, as browsers write them: scheme, host and, where it is not the usual one, port.</summary>
    public IReadOnlyList<string> Origins { get; private init; } = [];

    /// <summary>Reads the section.</summary>
    /// <exception cref="BindingRefusedException">A value is missing or cannot be meant; the message names it.</exception>
    public static SecurityOptions Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(Section);
        return new SecurityOptions
        {
            Oidc = section.GetSection("Oidc").Exists() ? ReadOidc(section.GetSection("Oidc")) : null,
            Hosts = List(section, "Hosts"),
            Proxies = [.. List(section, "Proxies").Select(ProxyOf)],
            Origins = [.. List(section, "Origins").Select(OriginOf)],
        };
    }

    private static OidcOptions ReadOidc(IConfigurationSection section)
    {
        var options = new OidcOptions
        {
            Authority = Required(section, nameof(OidcOptions.Authority), "the address of the login service"),
            Audience = Required(section, nameof(OidcOptions.Audience), "the name of this server at the login service"),
            ClientId = Required(section, nameof(OidcOptions.ClientId), "the name of the viewer at the login service"),
        };
        options = options with
        {
            Scope = section[nameof(options.Scope)] ?? options.Scope,
            RequireHttps = Parsed(section, nameof(options.RequireHttps), options.RequireHttps, "true or false"),
            RoleClaim = section[nameof(options.RoleClaim)] ?? options.RoleClaim,
            RolePrefix = section[nameof(options.RolePrefix)] ?? options.RolePrefix,
            NameClaim = section[nameof(options.NameClaim)] ?? options.NameClaim,
            ClockSkewSeconds = Parsed(section, nameof(options.ClockSkewSeconds), options.ClockSkewSeconds, "0 to 300"),
        };
        if (options.ClockSkewSeconds is < 0 or > 300)
        {
            throw Wrong(section, nameof(options.ClockSkewSeconds), "0 to 300");
        }

        return RequireAuthority(options);
    }

    private static OidcOptions RequireAuthority(OidcOptions options)
    {
        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out Uri? authority) || authority.Scheme is not ("http" or "https"))
        {
            throw new BindingRefusedException($"{OidcOptions.Section}:Authority is '{options.Authority}': write the address of the login service, as in https://login.hospital.example/realms/imaging.");
        }

        return options.RequireHttps && authority.Scheme != "https"
            ? throw new BindingRefusedException($"{OidcOptions.Section}:Authority is {options.Authority}: tokens and keys must come by https. For a login service on this machine set {OidcOptions.Section}:RequireHttps to false.")
            : options;
    }

    private static string Required(IConfigurationSection section, string name, string meaning) =>
        section[name] is { Length: > 0 } value ? value : throw new BindingRefusedException($"{section.Path}:{name} is missing: it says {meaning}.");

    private static T Parsed<T>(IConfigurationSection section, string name, T otherwise, string allowed)
        where T : IParsable<T> =>
        section[name] is not { Length: > 0 } text ? otherwise : T.TryParse(text, null, out T? value) ? value : throw Wrong(section, name, allowed);

    private static BindingRefusedException Wrong(IConfigurationSection section, string name, string allowed) =>
        new($"{section.Path}:{name} is '{section[name]}'; allowed is {allowed}.");

    /// <summary>A list, as an array or as one text with semicolons.</summary>
    private static string[] List(IConfigurationSection section, string name) =>
        [.. (section[name] ?? string.Join(';', section.GetSection(name).GetChildren().Select(c => c.Value))).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static IPAddress ProxyOf(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) ? address : throw new BindingRefusedException($"{Section}:Proxies names '{text}', which is no IP address.");

    private static string OriginOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase)
            ? text.ToLowerInvariant()
            : throw new BindingRefusedException($"{Section}:Origins names '{text}': write each origin whole and without a path, as in https://viewer.hospital.example; '*' is not possible.");
}

namespace OhifAlnPlugin.Server.Analysis.Networks;

/// <summary>Which network segments, and by which library it is run.</summary>
internal sealed class NetworkOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Segmentation";

    /// <summary>Name of the model that segments when a request names none; it goes before the choice kept in the data folder.</summary>
    public string? Model { get; set; }

    /// <summary>SHA-256 of the networks that may be run; empty: those that come with the product and those added to the data folder.</summary>
    public IReadOnlyList<string> AllowedNetworks { get; set; } = [];

    /// <summary>File of ONNX Runtime's native library; empty: the one that is published or fetched with the viewer.</summary>
    public string? OnnxRuntimeLibrary { get; set; }
}

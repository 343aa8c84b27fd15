using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>How scores treat centres.</summary>
internal sealed class RadscoreOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Radscore";

    /// <summary>Whether a study of a centre that the model does not know is scored without harmonisation, as outside the training data. Otherwise it has no score.</summary>
    public bool AllowUnharmonised { get; init; }

    /// <summary>How centres are recognised here by what their images say of their origin; before the model's own rules, the first that fits.</summary>
    public IReadOnlyList<CentreRule> Centres { get; init; } = [];
}

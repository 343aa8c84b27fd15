namespace OhifAlnPlugin.Server.Radscore;

/// <summary>The centres that the model in use can harmonise.</summary>
/// <param name="Harmonises">Whether the model harmonises at all; if not, every centre is scored alike.</param>
/// <param name="MinimumCases">Cases that onboarding a centre needs; 0 where the model does not harmonise.</param>
/// <param name="Features">Features that each of those cases needs.</param>
/// <param name="Centres">The centres.</param>
internal sealed record CentresAnswer(bool Harmonises, int MinimumCases, IReadOnlyList<string> Features, IReadOnlyList<CentreAnswer> Centres);

/// <summary>A centre.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Onboarded">Whether it was onboarded here; otherwise the model was made with it.</param>
/// <param name="Cases">Cases from which its effects were estimated.</param>
internal sealed record CentreAnswer(string Name, bool Onboarded, int Cases);

/// <summary>Asks for a centre to be onboarded from unlabelled cases of its own.</summary>
/// <param name="Name">Name of the centre.</param>
/// <param name="Features">Names of the features, as PyRadiomics names them; more than needed is fine.</param>
/// <param name="Cases">One row per case with one number per feature, extracted with the model's own settings; null where undefined.</param>
internal sealed record OnboardingRequest(string Name, IReadOnlyList<string> Features, IReadOnlyList<double?[]?> Cases);

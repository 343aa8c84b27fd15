using OhifAlnPlugin.Harmonization;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Radscore;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>Lists, onboards and forgets centres of the model in use.</summary>
internal sealed class CentreOnboarding(RadscoreModels models, OnboardedCentres onboarded)
{
    private const int LongestName = 64;

    /// <summary>The centres that the model can harmonise.</summary>
    /// <exception cref="ProblemException">There is no usable model.</exception>
    public CentresAnswer List()
    {
        RadscoreAssessor assessor = models.Assessor();
        RadscoreHarmonization? own = assessor.Bundle.Supplement.Harmonization;
        return assessor.Harmonization is { } harmonization
            ? new CentresAnswer(true, harmonization.MinimumCases, harmonization.FeatureNames, [.. harmonization.Combat.Centres.Select(c => new CentreAnswer(c.Name, own!.Find(c.Name) is null, c.Cases))])
            : new CentresAnswer(false, 0, [], []);
    }

    /// <summary>Estimates a centre's effects from its own unlabelled cases and keeps them.</summary>
    /// <param name="name">Name of the centre.</param>
    /// <param name="cases">Its cases.</param>
    /// <exception cref="ProblemException">There is no model that harmonises, the centre is known, or its cases do not suffice.</exception>
    public CentreAnswer Onboard(string name, IReadOnlyList<FeatureVector> cases)
    {
        RadscoreAssessor assessor = models.Assessor();
        if (assessor.Harmonization is not { } harmonization)
        {
            throw RadscoreProblems.NoHarmonisation(assessor.Bundle.Card.Name);
        }

        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
        {
            throw RadscoreProblems.NotOnboarded($"The name of a centre has 1 to {LongestName} characters; {name?.Length ?? 0} were given.");
        }

        try
        {
            CombatCentre centre = harmonization.Onboard(name, cases).Find(name)!;
            onboarded.Keep(assessor.Bundle, centre);
            return new CentreAnswer(centre.Name, Onboarded: true, centre.Cases);
        }
        catch (ArgumentException reason)
        {
            throw RadscoreProblems.NotOnboarded(ArgumentSentence.Of(reason.Message));
        }
    }

    /// <summary>Forgets an onboarded centre.</summary>
    /// <exception cref="ProblemException">There is no model, or no such onboarded centre.</exception>
    public void Remove(string name)
    {
        if (!onboarded.Remove(models.Require(), name))
        {
            throw RadscoreProblems.CentreNotFound(name);
        }
    }

    /// <summary>The cases of a request.</summary>
    /// <exception cref="ProblemException">A row has another number of values than there are features, or a feature occurs twice.</exception>
    public static IReadOnlyList<FeatureVector> CasesOf(OnboardingRequest request)
    {
        for (int c = 0; c < request.Cases.Count; c++)
        {
            if (request.Cases[c]?.Length != request.Features.Count)
            {
                throw RadscoreProblems.NotOnboarded($"Case {c + 1} has {request.Cases[c]?.Length ?? 0} values for {request.Features.Count} features.");
            }
        }

        try
        {
            return [.. request.Cases.Select(values => new FeatureVector(request.Features, [.. values!.Select(v => v ?? double.NaN)]))];
        }
        catch (ArgumentException reason)
        {
            throw RadscoreProblems.NotOnboarded(ArgumentSentence.Of(reason.Message));
        }
    }
}

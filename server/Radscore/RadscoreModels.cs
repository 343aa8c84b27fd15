using System.Security.Cryptography;
using System.Text.Json;
using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>The model in use with the centres that it knows, or the reason why there is none.</summary>
internal sealed class RadscoreModels(ModelFolder folder, OnboardedCentres centres)
{
    /// <summary>The model in use.</summary>
    /// <exception cref="Http.ProblemException">None is installed, or it cannot be used.</exception>
    public RadscoreBundle Require()
    {
        try
        {
            return folder.Find() ?? throw RadscoreProblems.NoModel(folder.Path);
        }
        catch (RadscoreBundleException reason)
        {
            throw RadscoreProblems.UnusableModel(reason);
        }
    }

    /// <summary>The model in use with the centres that were onboarded to it.</summary>
    /// <exception cref="Http.ProblemException">None is installed, or it or a centre cannot be used.</exception>
    public RadscoreAssessor Assessor()
    {
        RadscoreBundle bundle = Require();
        try
        {
            return AssessorOf(bundle, centres);
        }
        catch (RadscoreBundleException reason)
        {
            throw RadscoreProblems.UnusableModel(reason);
        }
    }

    /// <summary>Names the model in use and the centres that were onboarded to it: of equal names all scores are equal.</summary>
    /// <exception cref="Http.ProblemException">None is installed, or it or a centre cannot be used.</exception>
    public string Version()
    {
        RadscoreAssessor assessor = Assessor();
        byte[] onboarded = JsonSerializer.SerializeToUtf8Bytes(centres.Of(assessor.Bundle));
        return $"{assessor.Bundle.Digest}+{Convert.ToHexStringLower(SHA256.HashData(onboarded).AsSpan(0, 8))}";
    }

    /// <summary>A bundle with the centres that were onboarded to it.</summary>
    /// <exception cref="RadscoreBundleException">A centre's file is damaged, or it does not fit the bundle.</exception>
    public static RadscoreAssessor AssessorOf(RadscoreBundle bundle, OnboardedCentres centres)
    {
        try
        {
            return new RadscoreAssessor(bundle, centres.Of(bundle));
        }
        catch (ArgumentException unfit)
        {
            throw new RadscoreBundleException($"An onboarded centre does not fit the model: {unfit.Message}", unfit);
        }
    }
}

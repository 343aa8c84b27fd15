using OhifAlnPlugin.Radscore;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>The model in use, or the reason why there is none.</summary>
internal sealed class RadscoreModels(ModelFolder folder)
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
}

using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Security;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>Lets a reader choose the phases of a study instead of the rules, and keeps the choice.</summary>
internal sealed class PhaseChoosing(DynamicStudies studies, IKeptChoices kept, CurrentUser user, TimeProvider clock)
{
    /// <summary>The phases of a study.</summary>
    /// <exception cref="ProblemException">There is no such study, or it is no dynamic series.</exception>
    public async Task<StudyPhases> GetAsync(string study, CancellationToken cancellation)
    {
        var layout = studies.LayoutOf(await studies.ReadHeadersAsync(study, cancellation));
        return StudyPhases.Of(await studies.ChooseAsync(layout, cancellation));
    }

    /// <summary>Keeps a choice in place of the one before; what rested on that one is computed anew.</summary>
    /// <exception cref="ProblemException">There is no such study, phase or position.</exception>
    public async Task<StudyPhases> KeepAsync(string study, PhaseChoice choice, CancellationToken cancellation)
    {
        var (choiceToKeep, layout) = KeptChoice.Of(await studies.ReadHeadersAsync(study, cancellation), choice, clock.GetUtcNow(), user.Owner);
        kept.Keep(choiceToKeep);
        return StudyPhases.Of(await studies.ChooseAsync(layout, cancellation));
    }

    /// <summary>Leaves the study to the rules again.</summary>
    /// <exception cref="ProblemException">There is no such study.</exception>
    public async Task ForgetAsync(string study, CancellationToken cancellation)
    {
        await studies.ReadHeadersAsync(study, cancellation);
        kept.Forget(study);
    }
}

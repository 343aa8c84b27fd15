using System.CommandLine;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>Every verb of <c>aln</c>, listed once. A new verb is one file and one line here.</summary>
internal static class CommandCatalogue
{
    /// <summary>The root command with all verbs.</summary>
    public static RootCommand Root() => new("Axillary lymph node burden from breast DCE-MRI. Research use only.")
    {
        DemoCommand.Create(),
        ServeCommand.Create(),
        ImportCommand.Create(),
        AuditCommand.Create(),
        ViewerFilesCommand.Create(),
        PhasesCommand.Create(),
        SegmentCommand.Create(),
        ModelCommand.Create(),
        SegmentationEvaluation.EvaluateSegmentationCommand.Create(),
        EditCommand.Create(),
        ExportTrainingCommand.Create(),
        ScoreCommand.Create(),
        ReportCommand.Create(),
        PhantomCommand.Create(),
        TrainCommand.Create(),
        TrainDemoCommand.Create(),
        PredictCommand.Create(),
        CentreCommand.Create(),
        ExtractCommand.Create(),
        KineticsCommand.Create(),
        ConformanceCommand.Create(),
        FeaturesCommand.Create(),
        SelfTestCommand.Create(),
        EvaluateCommand.Create(),
        StatsCommand.Create(),
    };
}

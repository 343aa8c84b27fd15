namespace OhifAlnPlugin.Server.Storage;

/// <summary>SQL conditions for what is left of a series and of a study when rejected instances are hidden.</summary>
internal static class VisibleSql
{
    public const string Series = "EXISTS (SELECT 1 FROM instance WHERE instance.series = series.id AND instance.rejected = 0)";

    public const string Study =
        "EXISTS (SELECT 1 FROM series CROSS JOIN instance WHERE series.study = study.id AND instance.series = series.id AND instance.rejected = 0)";
}

namespace OhifAlnPlugin.Server.CommandLine.Statistics;

/// <summary>Every method of <c>aln stats</c>. A new statistic is one entry in one of these lists.</summary>
internal static class StatisticCatalogue
{
    /// <summary>All methods, in the order of the help.</summary>
    public static IReadOnlyList<StatisticMethod> All { get; } =
    [
        .. AgreementMethods.All,
        .. HarmonizationMethods.All,
        .. GroupMethods.All,
        .. CorrelationMethods.All,
        .. RegressionMethods.All,
        .. RocMethods.All,
        .. SurvivalMethods.All,
        .. CalibrationMethods.All,
    ];
}

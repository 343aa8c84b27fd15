using OhifAlnPlugin.Server.Readings.Pdf;
using OhifAlnPlugin.Server.Readings.Reports;

namespace OhifAlnPlugin.Server.Readings;

/// <summary>Registers the decisions and their reports.</summary>
internal static class ReadingServices
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddReadings(this IServiceCollection services)
    {
        services.AddSingleton(provider => ReportFont.Open(provider.GetRequiredService<IConfiguration>()[ReportFont.Setting]));
        services.AddSingleton<ReaderName>();
        services.AddSingleton<ReportFiles>();
        services.AddSingleton<ReadingRecovery>();
        services.AddHostedService(provider => provider.GetRequiredService<ReadingRecovery>());
        services.AddSingleton<Acceptance>();
        services.AddSingleton<Rejection>();
        return services;
    }
}

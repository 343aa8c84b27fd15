using OhifAlnPlugin.Server.Analysis;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Derived;
using OhifAlnPlugin.Server.DicomWeb;
using OhifAlnPlugin.Server.Jobs;
using OhifAlnPlugin.Server.Pixels;
using OhifAlnPlugin.Server.Radiomics;
using OhifAlnPlugin.Server.Radscore;
using OhifAlnPlugin.Server.Readings;
using OhifAlnPlugin.Server.Segmentation;
using OhifAlnPlugin.Server.Segmentation.Editing;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Worklist;

namespace OhifAlnPlugin.Server.Hosting;

/// <summary>The features of the server, each named twice: its services and its endpoints. A new feature is one line in each.</summary>
internal static class Features
{
    public static void AddFeatures(this IServiceCollection services, ServerOptions options)
    {
        services.AddStorage(options.DataFolder);
        services.AddJobs();
        services.AddPixels(Codecs.EnsureAsync);
        services.AddAnalysis();
        services.AddNetworks(OnnxRuntimes.EnsureAsync);
        services.AddSegmentation();
        services.AddDerived();
        services.AddRadscore(options.ModelFolder);
        services.AddRadiomics();
        services.AddReadings();
        services.AddWorklist<StudyReading>();
    }

    public static void MapFeatures(this WebApplication app)
    {
        app.MapDicomWeb();
        app.MapJobs();
        app.MapPhases();
        app.MapDerived();
        app.MapSegmentation();
        app.MapSegmentationModels();
        app.MapEditing();
        app.MapRadscore();
        app.MapReadings();
        app.MapRadiomics();
        app.MapKinetics();
        app.MapFeatureMaps();
        app.MapWorklist();
    }
}

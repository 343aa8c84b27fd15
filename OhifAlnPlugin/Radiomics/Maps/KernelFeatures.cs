using OhifAlnPlugin.Radiomics.Features;
using OhifAlnPlugin.Radiomics.Features.FirstOrder;
using OhifAlnPlugin.Radiomics.Features.Glcm;
using OhifAlnPlugin.Radiomics.Features.Gldm;
using OhifAlnPlugin.Radiomics.Features.Glrlm;
using OhifAlnPlugin.Radiomics.Features.Glszm;
using OhifAlnPlugin.Radiomics.Features.Ngtdm;
using OhifAlnPlugin.Radiomics.Features.Texture;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Maps;

/// <summary>Computes the planned features of one class in every kernel of an image.</summary>
internal static class KernelFeatures
{
    /// <summary>Kernels that one piece of work goes through: enough to make the bookkeeping small, few enough to stop quickly.</summary>
    private const int Batch = 128;

    /// <summary>Computes.</summary>
    /// <param name="image">The image.</param>
    /// <param name="planned">Class and features.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <param name="done">Called with the number of kernels of each finished piece of work, from any thread.</param>
    /// <returns>Per feature the values of the ROI voxels, shape (features, Np).</returns>
    public static double[][] Compute(KernelImage image, PlannedClass planned, ParallelOptions options, Action<int> done)
    {
        Action<KernelWindow, double[][], int> compute = ClassOf(planned, image.Settings);
        GreyLevels grey = planned.Class == FirstOrderFeatures.Class ? image.FirstOrderGrey : image.Grey;
        double[][] maps = [.. planned.Features.Select(_ => new double[image.Targets.Length])];
        int batches = (image.Targets.Length + Batch - 1) / Batch;
        Parallel.For(0, batches, options, () => new KernelWindow(image, grey), (batch, _, window) =>
        {
            int end = Math.Min((batch + 1) * Batch, image.Targets.Length);
            for (int voxel = batch * Batch; voxel < end; voxel++)
            {
                window.MoveTo(image.Targets[voxel]);
                compute(window, maps, voxel);
            }

            done(end - (batch * Batch));
            return window;
        }, _ => { });
        return maps;
    }

    private static Action<KernelWindow, double[][], int> ClassOf(PlannedClass planned, TextureSettings settings) => planned.Class switch
    {
        FirstOrderFeatures.Class => Over(FirstOrderFeatures.All, planned, w => [w.Statistics]),
        GlcmFeatures.Class => Over(GlcmFeatures.All, planned, w => CooccurrenceMatrices.Of(w.Grey, settings)),
        GlrlmFeatures.Class => Over(GlrlmFeatures.All, planned, w => RunLengthMatrices.Of(w.Grey, settings)),
        GlszmFeatures.Class => Over(GlszmFeatures.All, planned, w => [SizeZoneMatrix.Of(w.Grey, settings)]),
        GldmFeatures.Class => Over(GldmFeatures.All, planned, w => [Dependence(w.Grey, settings)]),
        _ => Over(NgtdmFeatures.All, planned, w => [ToneDifference(w.Grey, settings)]),
    };

    private static LevelSizeMatrix Dependence(GreyLevels grey, TextureSettings settings) => DependenceMatrix.Of(grey, new(grey, settings));

    private static ToneDifferenceMatrix ToneDifference(GreyLevels grey, TextureSettings settings) => new(grey, new(grey, settings));

    private static Action<KernelWindow, double[][], int> Over<TSource>(Feature<TSource>[] all, PlannedClass planned, Func<KernelWindow, IReadOnlyList<TSource>> sourcesOf)
    {
        Feature<TSource>[] features = [.. planned.Features.Select(name => Array.Find(all, f => f.Name == name)!)];
        return (window, maps, voxel) =>
        {
            IReadOnlyList<TSource> sources = sourcesOf(window);
            for (int n = 0; n < features.Length; n++)
            {
                maps[n][voxel] = ImageFeatures.MeanOver(features[n], sources);
            }
        };
    }
}

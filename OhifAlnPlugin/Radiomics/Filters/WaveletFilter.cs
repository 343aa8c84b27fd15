using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Radiomics.Preprocessing;
using OhifAlnPlugin.Radiomics.Settings;

namespace OhifAlnPlugin.Radiomics.Filters;

/// <summary>
/// Undecimated wavelet sub-bands: the image filtered low (L) or high (H) along x (first letter), y (second) and z (third)
/// with circular borders, y[n] = Σₖ h[k] x[(n + L/2 − k) mod N].
/// </summary>
/// <remarks>
/// As PyRadiomics 3.0.1 with PyWavelets: an axis of odd length is lengthened by its first plane; later levels filter the
/// LLL band again at the same spacing (IBSI spreads the filter, names the letters differently and mirrors the borders).
/// Only the box of the ROI and the rim the filters reach are computed, which changes no value.
/// </remarks>
internal static class WaveletFilter
{
    /// <summary>Names of the sub-bands: of each level all but LLL in the order LLH … HHH, LLL of the last level at the end.</summary>
    public static IReadOnlyList<string> Names(ImageTypeSettings settings, TextureSettings texture)
    {
        int axes = Axes(texture).Count;
        List<string> names = [];
        for (int level = 1; level <= settings.Level; level++)
        {
            for (int band = 1; band < 1 << axes; band++)
            {
                names.Add(Prefix(level) + Letters(band, axes));
            }
        }

        names.Add(Prefix(settings.Level) + Letters(0, axes));
        return names;
    }

    /// <summary>Computes the wanted sub-bands.</summary>
    public static IEnumerable<FilteredImage> Apply(FilterRequest request)
    {
        var family = WaveletFamily.Named(request.Settings.Wavelet);
        List<int> axes = Axes(request.Texture);
        bool single = request.Image.Precision == Precision.Single;
        int levels = request.Settings.StartLevel + request.Settings.Level;
        var block = WaveletBlock.Gather(request.Image, request.Box, family.LowPass.Count, levels, axes, single);
        for (int level = 1; level <= levels; level++)
        {
            int named = level - request.Settings.StartLevel;
            if (named >= 1)
            {
                foreach ((int band, double[] values) in Bands(block, family, axes, band => band != 0 && request.Wanted(Prefix(named) + Letters(band, axes.Count))))
                {
                    yield return new(Prefix(named) + Letters(band, axes.Count), values, single);
                }
            }

            WaveletBlock finer = block;
            block = Approximation(finer, family, axes);
            finer.Dispose();
        }

        string last = Prefix(request.Settings.Level) + Letters(0, axes.Count);
        if (request.Wanted(last))
        {
            yield return new(last, block.Box(), single);
        }
    }

    /// <summary>Axes that are filtered, in the order of the letters: x, y, z without the one left out in two dimensions.</summary>
    private static List<int> Axes(TextureSettings texture) =>
        [.. Enumerable.Range(0, 3).Where(axis => !texture.Force2D || axis != 2 - texture.Force2DDimension)];

    private static string Prefix(int level) => level == 1 ? "wavelet-" : $"wavelet{level}-";

    private static string Letters(int band, int axes) =>
        string.Create(axes, band, (letters, b) =>
        {
            for (int n = 0; n < letters.Length; n++)
            {
                letters[n] = (b >> (letters.Length - 1 - n) & 1) == 0 ? 'L' : 'H';
            }
        });

    private static WaveletBlock Approximation(WaveletBlock block, WaveletFamily family, List<int> axes)
    {
        WaveletBlock result = block.Filter(axes[0], family, family.LowPass);
        foreach (int axis in axes.Skip(1))
        {
            using WaveletBlock before = result;
            result = before.Filter(axis, family, family.LowPass);
        }

        return result;
    }

    /// <summary>Walks the tree of filters, sharing what sub-bands have in common and leaving out branches nobody wants.</summary>
    private static IEnumerable<(int Band, double[] Values)> Bands(WaveletBlock block, WaveletFamily family, List<int> axes, Predicate<int> wanted, int depth = 0, int band = 0)
    {
        if (depth == axes.Count)
        {
            yield return (band, block.Box());
            yield break;
        }

        for (int high = 0; high <= 1; high++)
        {
            int prefix = (band << 1) | high, below = axes.Count - depth - 1;
            if (!Enumerable.Range(prefix << below, 1 << below).Any(b => wanted(b)))
            {
                continue;
            }

            using WaveletBlock filtered = block.Filter(axes[depth], family, high == 0 ? family.LowPass : family.HighPass);
            foreach (var found in Bands(filtered, family, axes, wanted, depth + 1, prefix))
            {
                yield return found;
            }
        }
    }
}

using OhifAlnPlugin.Imaging;
using OhifAlnPlugin.Numerics;
using OhifAlnPlugin.Phantoms.Training;

namespace OhifAlnPlugin.Tests.Phantoms.Training;

public sealed class SpectralTextureTests
{
    [Fact]
    public void A_texture_has_mean_zero_and_unit_variance()
    {
        float[] values = new SpectralTexture(new SeededRandom(3), new(0.2, 1)).Values;
        values.Average(v => (double)v).ShouldBe(0, 1e-4);
        values.Average(v => (double)v * v).ShouldBe(1, 1e-4);
    }

    [Fact]
    public void A_steeper_spectrum_is_smoother()
    {
        Roughness(new(-0.3, -0.2)).ShouldBeGreaterThan(2 * Roughness(new(1.3, 1.4)));
    }

    [Fact]
    public void A_view_is_continuous_and_stays_within_the_values_of_its_texture()
    {
        var random = new SeededRandom(5);
        var texture = new SpectralTexture(random, new(0.5, 0.6));
        TextureView view = texture.View(random, 2);
        double most = texture.Values.Max();
        for (int n = 0; n < 500; n++)
        {
            Vector3 p = new(random.Uniform(-300, 300), random.Uniform(-300, 300), random.Uniform(-300, 300));
            double here = view.At(p);
            here.ShouldBeInRange(texture.Values.Min(), most);
            view.At(p + new Vector3(1e-6, 0, 0)).ShouldBe(here, 1e-4);
        }
    }

    private static double Roughness(Interval fall)
    {
        float[] values = new SpectralTexture(new SeededRandom(4), fall).Values;
        return values.Skip(1).Zip(values, (a, b) => (double)(a - b) * (a - b)).Average();
    }
}

using OhifAlnPlugin.Imaging;

namespace OhifAlnPlugin.Segmentation.Networks;

/// <summary>Turns the intensities of one channel into a network's numbers: (value − offset) / unit, cut before and after the resampling.</summary>
/// <param name="Offset">What is subtracted, signal units.</param>
/// <param name="Unit">What is divided by, signal units, &gt; 0.</param>
/// <param name="Low">Least value before the resampling.</param>
/// <param name="High">Largest value before the resampling.</param>
/// <param name="FinalLow">Least value that the network is given.</param>
/// <param name="FinalHigh">Largest value that the network is given.</param>
internal readonly record struct ChannelScale(double Offset, double Unit, float Low, float High, float FinalLow, float FinalHigh)
{
    private const double BodyQuantile = 0.995, PhaseQuantile = 0.99, DifferenceQuantile = 0.997, LeastDifference = 0.02;

    /// <summary>The scales of a network's channels in one study.</summary>
    /// <param name="card">The network.</param>
    /// <param name="series">The study.</param>
    /// <param name="cancellation">Stops between channels.</param>
    public static ChannelScale[] Of(NetworkCard card, DynamicSeries series, CancellationToken cancellation) => card.Scale switch
    {
        NetworkScale.BodyPercentiles => OfBody(card.Channels, series, cancellation),
        NetworkScale.ZScore => OfEach(card.Channels, series, cancellation),
        NetworkScale.ZScoreJoint => OfAll(card.Channels, series),
        _ => [.. card.Channels.Select(_ => Unbounded(0, 1))],
    };

    /// <summary>The network's number for a value, before the resampling.</summary>
    public float Apply(float value) => Math.Clamp((float)((value - Offset) / Unit), Low, High);

    private static ChannelScale Unbounded(double offset, double unit) =>
        new(offset, Math.Max(unit, 1e-8), float.NegativeInfinity, float.PositiveInfinity, float.NegativeInfinity, float.PositiveInfinity);

    private static ChannelScale[] OfBody(IReadOnlyList<NetworkChannel> channels, DynamicSeries series, CancellationToken cancellation)
    {
        float[] peak = series.Peak.Voxels, scratch = (float[])peak.Clone();
        float threshold = (float)(BodyMask.TissueFraction * Quantile.Interpolated(scratch, BodyQuantile));
        double phase = InBody(n => peak[n], PhaseQuantile);
        var units = new Dictionary<(NetworkPhase, NetworkPhase), double>();
        return [.. channels.Select(c => c.Minus is { } minus
            ? new ChannelScale(0, DifferenceUnit(c.Plus, minus), -1, 2, -1, 3)
            : new ChannelScale(0, phase, float.NegativeInfinity, float.PositiveInfinity, -1, 3))];

        double DifferenceUnit(NetworkPhase plus, NetworkPhase minus)
        {
            cancellation.ThrowIfCancellationRequested();
            float[] more = plus.In(series).Voxels, less = minus.In(series).Voxels;
            return units.TryGetValue((plus, minus), out double unit)
                ? unit
                : units[(plus, minus)] = Math.Max(InBody(n => more[n] - less[n], DifferenceQuantile), LeastDifference * phase);
        }

        double InBody(Func<int, float> value, double quantile)
        {
            int count = 0;
            for (int n = 0; n < peak.Length; n++)
            {
                if (peak[n] > threshold)
                {
                    scratch[count++] = value(n);
                }
            }

            return count > 0 && Quantile.Interpolated(scratch.AsSpan(0, count), quantile) is var found and > 0 ? found : 1e-8;
        }
    }

    private static ChannelScale[] OfEach(IReadOnlyList<NetworkChannel> channels, DynamicSeries series, CancellationToken cancellation)
    {
        var scales = new Dictionary<(NetworkPhase, NetworkPhase?), ChannelScale>();
        foreach (NetworkChannel channel in channels)
        {
            cancellation.ThrowIfCancellationRequested();
            scales.TryAdd((channel.Plus, channel.Minus), default);
            if (scales[(channel.Plus, channel.Minus)] == default)
            {
                var moments = Moments.Of(channel, series);
                scales[(channel.Plus, channel.Minus)] = Unbounded(moments.Mean, moments.StandardDeviation);
            }
        }

        return [.. channels.Select(c => scales[(c.Plus, c.Minus)])];
    }

    private static ChannelScale[] OfAll(IReadOnlyList<NetworkChannel> channels, DynamicSeries series)
    {
        var all = Moments.Together(channels.Where(c => !c.IsDifference).DistinctBy(c => c.Plus).Select(c => Moments.Of(c, series)));
        return [.. channels.Select(c => Unbounded(c.IsDifference ? 0 : all.Mean, all.StandardDeviation))];
    }

    /// <summary>Count, mean and Σ(x − mean)² of values.</summary>
    private readonly record struct Moments(double Count, double Mean, double Squares)
    {
        public double StandardDeviation => Count > 0 ? Math.Sqrt(Squares / Count) : 0;

        public static Moments Of(NetworkChannel channel, DynamicSeries series)
        {
            float[] plus = channel.Plus.In(series).Voxels;
            float[]? minus = channel.Minus?.In(series).Voxels;
            double sum = 0, squares = 0;
            for (int n = 0; n < plus.Length; n++)
            {
                sum += plus[n] - (minus?[n] ?? 0);
            }

            double mean = sum / plus.Length;
            for (int n = 0; n < plus.Length; n++)
            {
                double d = plus[n] - (minus?[n] ?? 0) - mean;
                squares += d * d;
            }

            return new(plus.Length, mean, squares);
        }

        public static Moments Together(IEnumerable<Moments> parts) => parts.Aggregate(default(Moments), (a, b) =>
        {
            double count = a.Count + b.Count, d = b.Mean - a.Mean;
            return new(count, a.Mean + (d * b.Count / count), a.Squares + b.Squares + (d * d * a.Count * b.Count / count));
        });
    }
}

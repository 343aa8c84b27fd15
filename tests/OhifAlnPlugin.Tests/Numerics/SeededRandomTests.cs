using OhifAlnPlugin.Numerics;

namespace OhifAlnPlugin.Tests.Numerics;

public sealed class SeededRandomTests
{
    [Fact]
    public void Outputs_from_the_state_1_2_3_4_are_the_published_ones()
    {
        var random = new SeededRandom(1, 2, 3, 4);
        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600,
            16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576,
        ];
        foreach (ulong value in expected)
        {
            random.NextUInt64().ShouldBe(value);
        }
    }

    [Fact]
    public void SplitMix_from_1234567_gives_the_published_outputs()
    {
        SeededRandom.SplitMix(1234567, 1).ShouldBe(6457827717110365317UL);
        SeededRandom.SplitMix(1234567, 2).ShouldBe(3203168211198807973UL);
        SeededRandom.SplitMix(1234567, 3).ShouldBe(9817491932198370423UL);
    }

    [Fact]
    public void The_same_seed_gives_the_same_sequence_and_another_seed_another()
    {
        SeededRandom a = new(7), b = new(7), c = new(8);
        double[] first = [.. Enumerable.Range(0, 20).Select(_ => a.Normal())];
        first.ShouldBe(Enumerable.Range(0, 20).Select(_ => b.Normal()));
        first.ShouldNotBe(Enumerable.Range(0, 20).Select(_ => c.Normal()));
    }

    [Fact]
    public void A_fork_depends_on_seed_and_name_and_not_on_what_was_drawn()
    {
        SeededRandom fresh = new(3), used = new(3);
        used.NextUInt64();
        fresh.Fork("vessels").NextUInt64().ShouldBe(used.Fork("vessels").NextUInt64());
        fresh.Fork("vessels").NextUInt64().ShouldNotBe(fresh.Fork("nodes").NextUInt64());
        fresh.Fork(1).NextUInt64().ShouldNotBe(fresh.Fork(2).NextUInt64());
    }

    [Fact]
    public void Normal_deviates_have_the_moments_of_the_normal_distribution()
    {
        var random = new SeededRandom(11);
        const int n = 200_000;
        double m1 = 0, m2 = 0, m3 = 0, m4 = 0;
        for (int i = 0; i < n; i++)
        {
            double x = random.Normal();
            (m1, m2, m3, m4) = (m1 + x, m2 + (x * x), m3 + (x * x * x), m4 + (x * x * x * x));
        }

        // Five standard errors of each moment: √(Var(xᵏ)/n).
        (m1 / n).ShouldBe(0, 5 * Math.Sqrt(1.0 / n));
        (m2 / n).ShouldBe(1, 5 * Math.Sqrt(2.0 / n));
        (m3 / n).ShouldBe(0, 5 * Math.Sqrt(15.0 / n));
        (m4 / n).ShouldBe(3, 5 * Math.Sqrt(96.0 / n));
    }

    [Fact]
    public void Integers_below_a_count_are_uniform()
    {
        var random = new SeededRandom(5);
        int[] hits = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            hits[random.Below(7)]++;
        }

        // χ² with 6 degrees of freedom: 22.5 is its 0.999 quantile.
        hits.Sum(h => (h - 10_000.0) * (h - 10_000.0) / 10_000.0).ShouldBeLessThan(22.5);
    }

    [Fact]
    public void Weighted_choice_follows_the_weights_and_never_takes_a_zero()
    {
        var random = new SeededRandom(6);
        int[] hits = new int[3];
        for (int i = 0; i < 40_000; i++)
        {
            hits[random.Weighted(1, 0, 3)]++;
        }

        hits[1].ShouldBe(0);
        ((double)hits[2]).ShouldBe(30_000, 5 * Math.Sqrt(40_000 * 0.25 * 0.75));
        Should.Throw<ArgumentException>(() => random.Weighted(0, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => random.Below(0));
    }

    [Fact]
    public void Shuffle_keeps_the_items()
    {
        int[] items = [.. Enumerable.Range(0, 50)];
        new SeededRandom(9).Shuffle<int>(items);
        items.ShouldNotBe(Enumerable.Range(0, 50));
        items.Order().ShouldBe(Enumerable.Range(0, 50));
    }
}

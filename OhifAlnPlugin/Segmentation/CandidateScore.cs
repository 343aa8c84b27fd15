namespace OhifAlnPlugin.Segmentation;

/// <summary>How suspicious a candidate is. Every factor lies in [0, 1] and states one reason; the score is their product with contrast and size.</summary>
internal static class CandidateScore
{
    /// <summary>Factor of a region that lies behind the level of the sternum: more often an axillary node than a tumour.</summary>
    private const double BehindSternum = 0.6;

    /// <summary>Score of a candidate; 0 when a reason speaks fully against it.</summary>
    /// <param name="f">Its features.</param>
    public static double Of(in CandidateFeatures f) =>
        Math.Max(0, f.Contrast)
        * Ramp(f.ThicknessMm, 2, 10)
        * Ramp(f.Fullness, 0.2, 0.7)
        * (1 - Ramp(f.Elongation, 1.5, 4))
        * Ramp(f.RelativeEnhancement, 0.1, 0.6)
        * Ramp(f.SkinDepthMm, 2, 8)
        * Ramp(f.InsideBreast, 0.5, 0.95)
        * (BehindSternum + ((1 - BehindSternum) * Ramp(f.Hanging, 0, 0.5)))
        * (1 - Ramp(f.OnBorder, 0.05, 0.4));

    /// <summary>0 up to <paramref name="from"/>, 1 from <paramref name="to"/>, straight between.</summary>
    private static double Ramp(double value, double from, double to) => Math.Clamp((value - from) / (to - from), 0, 1);
}

namespace OhifAlnPlugin.Phantoms;

/// <summary>Course of a lesion's signal after its first rise, the three types of the BI-RADS lexicon.</summary>
public enum KineticCurve
{
    /// <summary>Type 1: goes on rising, by more than 10 %.</summary>
    Persistent,

    /// <summary>Type 2: stays within 10 %.</summary>
    Plateau,

    /// <summary>Type 3: falls by more than 10 %.</summary>
    Washout,
}

/// <summary>Enhancement as a function of time after injection, 1 at its maximum over the first ten minutes.</summary>
internal static class Kinetics
{
    /// <summary>Enhancement of a lesion.</summary>
    /// <param name="curve">Its type.</param>
    /// <param name="minutes">Time after injection, min; ≤ 0 is before the contrast agent.</param>
    /// <param name="rate">Speed of the late change: loss per minute of a washout in [0.08, 0.16], ignored otherwise.</param>
    /// <returns>In [0, 1].</returns>
    public static double Lesion(KineticCurve curve, double minutes, double rate)
    {
        if (minutes <= 0)
        {
            return 0;
        }

        double rise = 1 - Math.Exp(-minutes / 0.35);
        double late = Math.Max(0, minutes - 1.6);
        return curve switch
        {
            KineticCurve.Washout => rise * Math.Exp(-rate * late),
            KineticCurve.Plateau => rise * (0.985 - (0.004 * late)),
            _ => 0.62 * rise * (1 + (0.6 * (1 - Math.Exp(-late / 2.4)))),
        };
    }

    /// <summary>Enhancement of blood: a fast rise and a slow fall.</summary>
    /// <param name="minutes">Time after injection, min.</param>
    /// <returns>In [0, 1].</returns>
    public static double Blood(double minutes) =>
        minutes <= 0 ? 0 : (1 - Math.Exp(-minutes / 0.2)) * (0.55 + (0.45 * Math.Exp(-Math.Max(0, minutes - 0.8) / 3.5)));

    /// <summary>Enhancement of normal tissue (parenchyma, skin, muscle, liver): slow and lasting.</summary>
    /// <param name="minutes">Time after injection, min.</param>
    /// <returns>In [0, 1].</returns>
    public static double Slow(double minutes) => minutes <= 0 ? 0 : 1 - Math.Exp(-minutes / 3.2);
}

namespace OhifAlnPlugin.Browser.Tests;

/// <summary>A measurement in the browser: it takes minutes and says nothing on a busy machine, so it runs only when asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MeasurementFactAttribute : FactAttribute
{
    /// <summary>Environment variable that asks for it: how many runs.</summary>
    public const string Variable = "ALN_MEASURE";

    /// <summary>How many runs are asked for; 0 for none.</summary>
    public static int Runs { get; } = int.TryParse(Environment.GetEnvironmentVariable(Variable), out int runs) ? runs : 0;

    public MeasurementFactAttribute()
    {
        if (Runs <= 0 || Chromium.ExecutablePath is null)
        {
            Skip = $"A measurement: name the number of runs in {Variable}; it needs Chromium.";
        }
    }
}

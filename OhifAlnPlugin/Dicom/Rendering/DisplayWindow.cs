namespace OhifAlnPlugin.Dicom.Rendering;

/// <summary>How a window turns values into brightness; VOI LUT Function (0028,1056).</summary>
public enum WindowFunction
{
    /// <summary>A ramp of width − 1 around centre − ½ (PS3.3 section C.11.2.1.2.1).</summary>
    Linear,

    /// <summary>A ramp of the width around the centre (PS3.3 section C.11.2.1.3.2).</summary>
    LinearExact,

    /// <summary>1 / (1 + exp(−4 (x − centre) / width)) (PS3.3 section C.11.2.1.3.1).</summary>
    Sigmoid,
}

/// <summary>A window: which values are shown between black and white.</summary>
/// <param name="Centre">Window Center (0028,1050), in units of the modality LUT's output.</param>
/// <param name="Width">Window Width (0028,1051): at least 1 for <see cref="WindowFunction.Linear"/>, else above 0.</param>
/// <param name="Function">The shape between black and white.</param>
public readonly record struct DisplayWindow(double Centre, double Width, WindowFunction Function)
{
    /// <summary>Whether centre and width are finite and the width is one that the function allows.</summary>
    public bool IsUsable => double.IsFinite(Centre) && double.IsFinite(Width) && (Function == WindowFunction.Linear ? Width >= 1 : Width > 0);

    /// <summary>The brightness of a value.</summary>
    /// <param name="x">Output of the modality LUT.</param>
    /// <returns>0 (black) to 1 (white).</returns>
    public double Level(double x) => Function switch
    {
        WindowFunction.Sigmoid => 1 / (1 + Math.Exp(-4 * (x - Centre) / Width)),
        WindowFunction.LinearExact => Math.Clamp(((x - Centre) / Width) + 0.5, 0, 1),
        _ => x <= Centre - 0.5 - ((Width - 1) / 2) ? 0 : x > Centre - 0.5 + ((Width - 1) / 2) ? 1 : ((x - (Centre - 0.5)) / (Width - 1)) + 0.5,
    };
}

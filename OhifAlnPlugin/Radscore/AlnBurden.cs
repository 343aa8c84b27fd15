namespace OhifAlnPlugin.Radscore;

/// <summary>Predicted burden of metastatic axillary lymph nodes.</summary>
public enum AlnBurden
{
    /// <summary>Low burden: fewer than three metastatic nodes.</summary>
    Low,

    /// <summary>High burden: three or more metastatic nodes.</summary>
    High,
}

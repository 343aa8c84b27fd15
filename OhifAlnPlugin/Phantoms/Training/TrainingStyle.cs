namespace OhifAlnPlugin.Phantoms.Training;

/// <summary>Which ranges a training study is drawn from.</summary>
public enum TrainingStyle
{
    /// <summary>As wide as seems useful: what a network is trained on.</summary>
    Varied,

    /// <summary>Other textures, outlines and signals than the varied ones: shows when a network learns its generator by heart.</summary>
    Check,
}

using OhifAlnPlugin.Phantoms;

namespace OhifAlnPlugin.Server.Radscore;

/// <summary>The cohort of phantoms from which the demonstration model is made.</summary>
internal sealed record DemonstrationOptions
{
    /// <summary>Number of centres; the last <see cref="UnseenCentres"/> take no part in training.</summary>
    public const int Centres = 5;

    /// <summary>Number of centres kept for evaluation.</summary>
    public const int UnseenCentres = 2;

    /// <summary>Number of phantom patients.</summary>
    public required int Patients { get; init; }

    /// <summary>Seed of phantoms and training.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Matrix of the phantoms.</summary>
    public PhantomSize Size { get; init; } = PhantomSize.Medium;

    /// <summary>Area under the ROC curve of the probability from which the burden is drawn: no model can be better on average.</summary>
    public double TrueAuc { get; init; } = 0.80;

    /// <summary>Repetitions of the nested cross-validation.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>Bootstrap resamples of the optimism.</summary>
    public int Bootstraps { get; init; } = 50;

    /// <summary>Render only a box around the lesion with this margin, mm; null: the whole field of view, as the shipped model needs it.</summary>
    public double? CropMarginMm { get; init; }

    /// <summary>The phantoms that are asked for; each is rendered by one thread, several at a time.</summary>
    public PhantomOptions Phantoms => new() { Size = Size, Centres = Centres, TrueAuc = TrueAuc, CropMarginMm = CropMarginMm, Threads = 1 };

    /// <summary>The command that makes the same bundle again.</summary>
    public string Command => $"aln train-demo --patients {Patients} --seed {Seed} --size {Size} --true-auc {TrueAuc:R} --out DIR";
}

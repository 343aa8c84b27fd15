using OhifAlnPlugin.Radscore.Training;

namespace OhifAlnPlugin.Server.CommandLine.Training;

/// <summary>The tables that a design names; paths start from the design file's folder.</summary>
internal sealed record DesignTables
{
    /// <summary>Column that names the patient in every table.</summary>
    public required string Id { get; init; }

    /// <summary>Column with the centre, in the clinical table or in the feature tables; null when every feature table is of one centre.</summary>
    public required string? Centre { get; init; }

    /// <summary>Feature tables, each with the centre of its patients or null.</summary>
    public required IReadOnlyList<(string File, string? Centre)> Features { get; init; }

    /// <summary>Columns that are no features.</summary>
    public required IReadOnlyList<string> Except { get; init; }

    /// <summary>Second readings.</summary>
    public required IReadOnlyList<(ReadingKind Kind, string File)> Readings { get; init; }

    /// <summary>The clinical table.</summary>
    public required string Clinical { get; init; }

    /// <summary>Column that the outcome follows from.</summary>
    public required string Label { get; init; }

    /// <summary>Number of nodes from which the burden is high; null when the column holds the outcome as 1 and 0.</summary>
    public required int? Nodes { get; init; }

    /// <summary>Columns with the time and the event of follow-up; null without.</summary>
    public required (string Time, string Event)? FollowUp { get; init; }

    /// <summary>Table with the fold of each row of an earlier elastic net; null without.</summary>
    public string? GivenFolds { get; init; }

    /// <summary>What a high burden is.</summary>
    public required string Outcome { get; init; }

    public static DesignTables Read(DesignMap root, string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        DesignMap clinical = root.Map("clinical") ?? throw root.ErrorAt("clinical", "'clinical' is missing; it names the table with the outcome.");
        DesignMap label = root.Map("label") ?? throw root.ErrorAt("label", "'label' is missing; give 'nodes' with the column of metastatic nodes, or 'column' with 1 for a high burden and 'meaning'.");
        IReadOnlyList<(string, string?)> features = [.. root.Maps("features").Select(m => Table(m, folder))];
        if (features.Count == 0)
        {
            throw root.ErrorAt("features", "'features' is missing; it lists one feature table or more.");
        }

        bool byNodes = label.Has("nodes");
        int least = byNodes ? label.Whole("atLeast", 3, 1, 100) : 0;
        DesignTables tables = new()
        {
            Id = root.OptionalText("id") ?? "id",
            Centre = root.OptionalText("centre"),
            Features = features,
            Except = root.Texts("except"),
            Readings = [.. root.Maps("readings").Select(m => Reading(m, folder))],
            Clinical = Path.Combine(folder, clinical.Text("file")),
            Label = byNodes ? label.Text("nodes") : label.Text("column"),
            Nodes = byNodes ? least : null,
            FollowUp = FollowUpOf(clinical.Map("followUp")),
            Outcome = byNodes ? $"{least} or more metastatic axillary lymph nodes" : label.Text("meaning"),
            GivenFolds = root.Map("steps")?.Map("elasticNet")?.OptionalText("givenFolds") is { } folds ? Path.Combine(folder, folds) : null,
        };
        label.Finish();
        return tables;
    }

    /// <summary>Columns of the clinical table that can never be features, wherever they occur.</summary>
    public IEnumerable<string> NeverFeatures(TrainingDesign design) =>
    [
        Id, Label, .. Centre is null ? [] : (string[])[Centre], .. FollowUp is { } followUp ? (string[])[followUp.Time, followUp.Event] : [],
        .. design.Clinical?.Variables ?? [], .. design.Clinical?.Readers ?? [], .. Except,
    ];

    private static (string File, string? Centre) Table(DesignMap map, string folder)
    {
        var table = (Path.Combine(folder, map.Text("file")), map.OptionalText("centre"));
        map.Finish();
        return table;
    }

    private static (ReadingKind Kind, string File) Reading(DesignMap map, string folder)
    {
        var reading = (map.Word("kind", ReadingKind.Inter, ("intra", ReadingKind.Intra), ("inter", ReadingKind.Inter)), Path.Combine(folder, map.Text("file")));
        map.Finish();
        return reading;
    }

    private static (string Time, string Event)? FollowUpOf(DesignMap? map)
    {
        if (map is null)
        {
            return null;
        }

        var columns = (map.Text("time"), map.Text("event"));
        map.Finish();
        return columns;
    }
}

using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>Turns search conditions into SQL. Values travel as parameters only.</summary>
internal sealed class SearchSql
{
    /// <summary>Attributes with a column of their own; all others are looked up in the JSON of their level.</summary>
    private static readonly Dictionary<DicomTag, string> Columns = new()
    {
        [DicomTag.StudyInstanceUID] = "study.study_uid",
        [DicomTag.PatientID] = "study.patient_id",
        [DicomTag.StudyDate] = "study.study_date",
        [DicomTag.StudyTime] = "study.study_time",
        [DicomTag.AccessionNumber] = "study.accession_number",
        [DicomTag.SeriesInstanceUID] = "series.series_uid",
        [DicomTag.Modality] = "series.modality",
        [DicomTag.SOPInstanceUID] = "instance.sop_uid",
        [DicomTag.SOPClassUID] = "instance.sop_class",
    };

    private readonly List<(string Name, object? Value)> _parameters = [];
    private readonly List<string> _conditions = [];

    /// <summary>The condition after WHERE; true when there is none.</summary>
    public string Where => _conditions.Count == 0 ? "TRUE" : string.Join(" AND ", _conditions);

    public IReadOnlyList<(string Name, object? Value)> Parameters => _parameters;

    public void Add(InstanceScope scope)
    {
        _conditions.Add(scope.Condition);
        _parameters.AddRange(scope.Parameters);
    }

    /// <exception cref="InvalidSearchException">The attribute does not exist at this level, or its value is malformed.</exception>
    public void Add(SearchCondition condition, SearchLevel level)
    {
        DicomTag root = condition.Path[0];
        if (root == DicomTag.ModalitiesInStudy)
        {
            string match = Match(condition, "member.modality");
            _conditions.Add($"EXISTS (SELECT 1 FROM series AS member WHERE member.study = study.id AND {match})");
        }
        else if (root == DicomTag.PatientName && condition.Path.Count == 1)
        {
            _conditions.Add(MatchPatientName(condition.Value));
        }
        else if (condition.Path.Count == 1 && Columns.TryGetValue(root, out string? column) && LevelOf(root) <= level)
        {
            _conditions.Add(Match(condition, column));
        }
        else
        {
            _conditions.Add(MatchJson(condition, TableOf(root, level)));
        }
    }

    private static SearchLevel LevelOf(DicomTag tag) =>
        LevelAttributes.Study.Contains(tag) ? SearchLevel.Study : LevelAttributes.Series.Contains(tag) ? SearchLevel.Series : SearchLevel.Instance;

    private static string TableOf(DicomTag tag, SearchLevel level) => tag switch
    {
        _ when LevelAttributes.Study.Contains(tag) => "study",
        _ when LevelAttributes.Series.Contains(tag) && level >= SearchLevel.Series => "series",
        _ when LevelAttributes.Instance.Contains(tag) && level >= SearchLevel.Instance => "instance",
        _ => throw new InvalidSearchException($"{tag} cannot be searched for at the level {level.ToString().ToLowerInvariant()}."),
    };

    private string MatchPatientName(string value)
    {
        string pattern = Parameter(GlobPattern.Of(PersonNameKey.Fold(value)));
        string inOther = Parameter("*=" + GlobPattern.Of(PersonNameKey.Fold(value)) + "=*");
        return $"(study.patient_name GLOB {pattern} OR ('=' || study.patient_name_other || '=') GLOB {inOther})";
    }

    /// <summary>Some value of the attribute matches; a path walks through the items of its sequences.</summary>
    private string MatchJson(SearchCondition condition, string table)
    {
        var sources = new List<string>();
        string container = table + ".attributes";
        for (int i = 0; i < condition.Path.Count; i++)
        {
            sources.Add($"json_each({container}, '$.\"{condition.Path[i].ToHexString()}\".Value') AS step{i}");
            container = $"step{i}.value";
        }

        string value = DicomRegistry.VROf(condition.Path[^1]) == DicomVR.PN ? $"json_extract({container}, '$.Alphabetic')" : container;
        return $"EXISTS (SELECT 1 FROM {string.Join(", ", sources)} WHERE {Match(condition, value)})";
    }

    private string Match(SearchCondition condition, string expression)
    {
        DicomTag tag = condition.Path[^1];
        string value = condition.Value;
        return DicomRegistry.VROf(tag) switch
        {
            DicomVR.SQ => throw new InvalidSearchException($"{tag} is a sequence: name an attribute inside it, for instance {tag.ToHexString()}.00400009."),
            DicomVR.UI => MatchUids(tag, value, expression),
            DicomVR.DA or DicomVR.TM or DicomVR.DT => MatchRange(DateTimeRange.Parse(tag, value), expression),
            DicomVR.PN => $"upper({expression}) GLOB {Parameter(GlobPattern.Of(PersonNameKey.Fold(value)))}",
            DicomVR.IS or DicomVR.DS or DicomVR.US or DicomVR.SS or DicomVR.UL or DicomVR.SL or DicomVR.FL or DicomVR.FD => MatchNumber(tag, value, expression),
            _ when value.AsSpan().ContainsAny('*', '?') => $"{expression} GLOB {Parameter(GlobPattern.Of(value))}",
            _ => $"{expression} = {Parameter(value)}",
        };
    }

    private string MatchUids(DicomTag tag, string value, string expression)
    {
        string[] uids = value.Split(',', '\\');
        return Array.Find(uids, uid => !DicomUidText.IsValid(uid)) is { } wrong
            ? throw new InvalidSearchException($"{tag}: '{Http.Problems.Shortened(wrong)}' is no UID (1 to 64 digits and dots; several are separated by commas).")
            : $"{expression} IN ({string.Join(", ", uids.Select(Parameter))})";
    }

    private string MatchNumber(DicomTag tag, string value, string expression) =>
        double.TryParse(value, out double number) && double.IsFinite(number)
            ? $"CAST({expression} AS REAL) = {Parameter(number)}"
            : throw new InvalidSearchException($"{tag}: '{Http.Problems.Shortened(value)}' is no number.");

    private string MatchRange(DateTimeRange range, string expression)
    {
        var bounds = new List<string>();
        if (range.From is { } from)
        {
            bounds.Add($"{expression} >= {Parameter(from)}");
        }

        if (range.To is { } to)
        {
            bounds.Add($"{expression} <= {Parameter(to)}");
        }

        return string.Join(" AND ", bounds);
    }

    private string Parameter(object value)
    {
        string name = $"$p{_parameters.Count}";
        _parameters.Add((name, value));
        return name;
    }
}

using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.Storage;

/// <summary>Turns search conditions into SQL: finds the column or the JSON in which an attribute is kept. Values travel as parameters only.</summary>
internal sealed class SearchSql(SearchRequest request)
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

    private static readonly string[] PatientNameColumns = ["study.patient_name", "study.patient_name_ideographic", "study.patient_name_phonetic"];

    private readonly SqlParameters _parameters = new();
    private readonly List<string> _conditions = [];

    /// <summary>The condition after WHERE; true when there is none.</summary>
    public string Where => _conditions.Count == 0 ? "TRUE" : string.Join(" AND ", _conditions);

    public IReadOnlyList<(string Name, object? Value)> Parameters => _parameters.All;

    /// <summary>Adds everything that the request asks for.</summary>
    /// <exception cref="InvalidSearchException">An attribute does not exist at this level, or a value is malformed.</exception>
    public void AddAll()
    {
        if (request.Scope is { } scope)
        {
            _conditions.Add(scope.Condition);
            _parameters.Add(scope.Parameters);
        }

        // The condition on the date stays: its index narrows the search.
        IReadOnlyList<SearchCondition> others = request.Conditions;
        foreach (CombinedDateTime combined in CombinedDateTime.In(request.Conditions))
        {
            others = [.. others.Except([combined.Time])];
            _conditions.Add(ValueMatch.Range(combined.Range, $"({ExpressionOf(combined.Date)} || coalesce({ExpressionOf(combined.Time)}, ''))", _parameters));
        }

        foreach (SearchCondition condition in others)
        {
            _conditions.Add(Match(condition));
        }
    }

    private static SearchLevel LevelOf(DicomTag tag) =>
        LevelAttributes.Study.Contains(tag) ? SearchLevel.Study : LevelAttributes.Series.Contains(tag) ? SearchLevel.Series : SearchLevel.Instance;

    private string Match(SearchCondition condition)
    {
        DicomTag root = condition.Path[0];
        if (root == DicomTag.ModalitiesInStudy)
        {
            return $"EXISTS (SELECT 1 FROM series AS member WHERE member.study = study.id AND {MatchColumn(condition, "member.modality")})";
        }

        if (root == DicomTag.PatientName && condition.Path.Count == 1 && !IsForEmpty(condition))
        {
            return request.FuzzyNames ? MatchWords(condition.Value) : ValueMatch.PersonName(condition.Value, PatientNameColumns, _parameters);
        }

        return condition.Path.Count == 1 && ColumnOf(root) is { } column ? MatchColumn(condition, column) : MatchJson(condition);
    }

    private string? ColumnOf(DicomTag tag) => Columns.TryGetValue(tag, out string? column) && LevelOf(tag) <= request.Level ? column : null;

    /// <summary>The first value of an attribute as an SQL expression.</summary>
    private string ExpressionOf(SearchCondition condition) =>
        ColumnOf(condition.Path[0]) ?? $"json_extract({TableOf(condition.Path[0])}.attributes, '$.\"{condition.Path[0].ToHexString()}\".Value[0]')";

    private string TableOf(DicomTag tag) => tag switch
    {
        _ when LevelAttributes.Study.Contains(tag) => "study",
        _ when LevelAttributes.Series.Contains(tag) && request.Level >= SearchLevel.Series => "series",
        _ when LevelAttributes.Instance.Contains(tag) && request.Level >= SearchLevel.Instance => "instance",
        _ => throw new InvalidSearchException($"{tag} cannot be searched for at the level {request.Level.ToString().ToLowerInvariant()}."),
    };

    private bool IsForEmpty(SearchCondition condition) => request.MatchEmpty && condition.Value == SearchCondition.Empty;

    private string MatchColumn(SearchCondition condition, string column) =>
        IsForEmpty(condition) ? $"coalesce({column}, '') = ''" : ValueMatch.Of(condition.Path[^1], condition.Value, column, _parameters);

    /// <summary>Every word asked for begins a word of the name.</summary>
    private string MatchWords(string value) =>
        string.Join(" AND ", PersonNameWords.Split(value).Select(word => $"study.patient_name_words GLOB {_parameters.Add(PersonNameWords.PatternOf(word))}").DefaultIfEmpty("TRUE"));

    /// <summary>Some value of the attribute matches; a path walks through the items of its sequences.</summary>
    private string MatchJson(SearchCondition condition)
    {
        var sources = new List<string>();
        string container = TableOf(condition.Path[0]) + ".attributes";
        for (int i = 0; i < condition.Path.Count; i++)
        {
            sources.Add($"json_each({container}, '$.\"{condition.Path[i].ToHexString()}\".Value') AS step{i}");
            container = $"step{i}.value";
        }

        string found = $"EXISTS (SELECT 1 FROM {string.Join(", ", sources)} WHERE ";
        if (IsForEmpty(condition))
        {
            return $"NOT {found}{container} IS NOT NULL)";
        }

        return found + (DicomRegistry.VROf(condition.Path[^1]) == DicomVR.PN
            ? ValueMatch.PersonName(condition.Value, [.. PersonNameKey.GroupNames.Select(group => $"{PersonNameKey.FoldFunction}(json_extract({container}, '$.{group}'))")], _parameters)
            : ValueMatch.Of(condition.Path[^1], condition.Value, container, _parameters)) + ")";
    }
}

namespace OhifAlnPlugin.Server.Readings;

/// <summary>A reason for which a reader rejects a result.</summary>
/// <param name="Code">Name in requests.</param>
/// <param name="Text">The same for people.</param>
internal sealed record RejectionReason(string Code, string Text)
{
    /// <summary>Characters that a comment may have.</summary>
    public const int LongestComment = 500;

    private const string Other = "other";

    /// <summary>All reasons, in the order in which they are offered.</summary>
    public static IReadOnlyList<RejectionReason> All { get; } =
    [
        new("outline", "The outline does not follow the tumour"),
        new("not-tumour", "What is outlined is not the tumour"),
        new("missed-lesion", "A lesion is missing"),
        new("image-quality", "Motion, artefacts or poor image quality"),
        new("phases", "The phases are not the right ones"),
        new("intended-use", "The case is outside the intended use"),
        new("implausible", "The score does not fit the case"),
        new(Other, "Another reason"),
    ];

    /// <summary>Reads the reason of a request.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="comment">What the reader adds; null without.</param>
    /// <returns>The reason, and the comment without blanks around it.</returns>
    /// <exception cref="Http.ProblemException">There is no such reason, or the comment is missing or too long.</exception>
    public static (RejectionReason Reason, string? Comment) Require(string code, string? comment)
    {
        RejectionReason reason = All.FirstOrDefault(r => r.Code == code) ?? throw ReadingProblems.UnknownReason(code);
        string? text = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
        return text switch
        {
            null when reason.Code == Other => throw ReadingProblems.NoComment(),
            { Length: > LongestComment } => throw ReadingProblems.LongComment(text.Length),
            _ => (reason, text),
        };
    }

    /// <summary>Reason and comment as one sentence.</summary>
    public string With(string? comment) => comment is null ? Text : $"{Text}: {comment}";
}

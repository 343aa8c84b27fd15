using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Readings;

/// <summary>Why a decision cannot be taken or a report not be given.</summary>
internal static class ReadingProblems
{
    /// <summary>Nobody is named.</summary>
    public static ProblemException NoReader() => Unprocessable(
        "no-reader", "No reader named", "The decision needs the name of the reader: enter your name, 1 to 64 characters.");

    /// <summary>The name is too long.</summary>
    public static ProblemException LongReader(int length) => Unprocessable(
        "reader-too-long", "The reader's name is too long", $"The name of the reader has {length} characters; DICOM allows {ReaderName.Longest}. Shorten it.");

    /// <summary>The name holds a character that separates names in DICOM.</summary>
    public static ProblemException BadReader(char character) => Unprocessable(
        "reader-character", "The reader's name cannot be written", $"The name of the reader holds {(char.IsControl(character) ? "a control character" : $"'{character}'")}, which DICOM uses to separate names. Leave it out.");

    /// <summary>The name is given by the login.</summary>
    public static ProblemException OtherReader(string name) => Unprocessable(
        "reader-of-login", "The reader is given by the login", $"You are logged in as '{name}', and no other name can be signed. Leave the reader out.");

    /// <summary>A reason that is not in the list.</summary>
    public static ProblemException UnknownReason(string reason) => Unprocessable(
        "unknown-reason", "Unknown reason", $"'{Problems.Shortened(reason)}' is no reason for a rejection; the reasons are {string.Join(", ", RejectionReason.All.Select(r => $"'{r.Code}'"))}.");

    /// <summary>The reason says nothing by itself.</summary>
    public static ProblemException NoComment() => Unprocessable(
        "no-comment", "The reason is not told", "For the reason 'other', say in a few words why the result is rejected.");

    /// <summary>The comment is too long.</summary>
    public static ProblemException LongComment(int length) => Unprocessable(
        "comment-too-long", "The comment is too long", $"The comment has {length} characters; at most {RejectionReason.LongestComment} are kept. Shorten it.");

    /// <summary>The images changed since the outline was made.</summary>
    public static ProblemException OtherImages(string id) => Unprocessable(
        "other-images", "The images have changed", $"Segmentation {id} was made on other images than the study has now. Segment again.");

    /// <summary>The store keeps another object in place of one that was to be written.</summary>
    public static ProblemException NotStored(string sopInstanceUid) => new(
        StatusCodes.Status409Conflict, "not-stored", "The result was not stored", $"The store keeps another object as {sopInstanceUid}. Nothing was accepted; try again.");

    /// <summary>No such reading.</summary>
    public static ProblemException NotFound(Guid id) => new(
        StatusCodes.Status404NotFound, "reading-not-found", "Reading not found", $"The study has no reading {id}.");

    /// <summary>A reading without report.</summary>
    public static ProblemException NoReport(Guid id) => new(
        StatusCodes.Status404NotFound, "no-report", "No report", $"Reading {id} has no report: only accepted results have one.");

    private static ProblemException Unprocessable(string name, string title, string detail) =>
        new(StatusCodes.Status422UnprocessableEntity, name, title, detail);
}

using OhifAlnPlugin.Dicom;

namespace OhifAlnPlugin.Server.DicomWeb;

/// <summary>The Store Instances Response (PS3.18 section 10.5.3 and Annex I).</summary>
internal static class StowAnswer
{
    /// <summary>
    /// 200 when all are stored, 202 when some are or a warning comes with them. When none is: 507 when the disk is full, 400 when no part
    /// could be understood, else 409.
    /// </summary>
    public static int StatusOf(IReadOnlyList<StowResult> results)
    {
        int failed = results.Count(result => result.Failure != FailureReason.None);
        return failed switch
        {
            0 when results.All(result => result.Warning == WarningReason.None) => StatusCodes.Status200OK,
            _ when failed < results.Count => StatusCodes.Status202Accepted,
            _ when results.Any(result => result.Failure == FailureReason.OutOfResources) => StatusCodes.Status507InsufficientStorage,
            _ when results.All(result => result.Failure == FailureReason.CannotUnderstand) => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status409Conflict,
        };
    }

    public static DicomDataset Describe(IReadOnlyList<StowResult> results, DicomWebAddress address)
    {
        var answer = new DicomDataset();
        StowResult[] stored = [.. results.Where(result => result.Failure == FailureReason.None)];
        StowResult[] failed = [.. results.Where(result => result.Failure != FailureReason.None)];
        if (stored.Select(result => result.StudyInstanceUid).Distinct().ToArray() is [{ } study])
        {
            answer.Set(DicomTag.RetrieveURL, address.Of(study));
        }

        AddSequence(answer, DicomTag.FailedSOPSequence, failed.Where(result => result.SopInstanceUid is not null), Failed);
        AddSequence(answer, DicomTag.ReferencedSOPSequence, stored, result => Stored(result, address));
        AddSequence(answer, DicomTag.OtherFailuresSequence, failed.Where(result => result.SopInstanceUid is null), Failed);
        return answer;
    }

    private static void AddSequence(DicomDataset answer, DicomTag tag, IEnumerable<StowResult> results, Func<StowResult, DicomDataset> describe)
    {
        DicomDataset[] items = [.. results.Select(describe)];
        if (items.Length > 0)
        {
            answer.SetSequence(tag, items);
        }
    }

    private static DicomDataset Stored(StowResult result, DicomWebAddress address)
    {
        DicomDataset item = Reference(result).Set(
            DicomTag.RetrieveURL, address.Of(result.StudyInstanceUid!, result.SeriesInstanceUid!, result.SopInstanceUid!));
        return result.Warning == WarningReason.None ? item : item.Set(DicomTag.WarningReason, (int)result.Warning);
    }

    private static DicomDataset Failed(StowResult result) => Reference(result).Set(DicomTag.FailureReason, (int)result.Failure);

    private static DicomDataset Reference(StowResult result)
    {
        var reference = new DicomDataset();
        if (result.SopClassUid is { } sopClass)
        {
            reference.Set(DicomTag.ReferencedSOPClassUID, sopClass);
        }

        if (result.SopInstanceUid is { } sopInstance)
        {
            reference.Set(DicomTag.ReferencedSOPInstanceUID, sopInstance);
        }

        return reference;
    }
}

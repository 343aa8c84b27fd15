using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Segmentation;

/// <summary>What can be wrong with a segmentation that a client asks for or saves.</summary>
internal static class SegmentationProblems
{
    /// <summary>The body of the save cannot be used.</summary>
    public static ProblemException BadUpload(string detail) =>
        new(StatusCodes.Status400BadRequest, "bad-upload", "The upload cannot be read", detail);

    /// <summary>A file of another program that cannot be read onto the study.</summary>
    public static ProblemException UnreadableVoi(string reason) =>
        Unprocessable("unreadable-voi", "The VOI cannot be read", $"The file cannot be brought to the dynamic series: {reason}");

    /// <summary>The segmentation belongs to another study than the one named.</summary>
    public static ProblemException WrongStudy(string id, string itsStudy, string namedStudy) =>
        Unprocessable("wrong-study", "Wrong study", $"Segmentation {id} belongs to study {itsStudy}, the upload names study {namedStudy}.");

    /// <summary>The save rests on what is no longer the newest segmentation of the study.</summary>
    /// <param name="newest">The newest one; null when the one that was known is gone.</param>
    public static ProblemException SavedMeanwhile(Analysis.SegmentationInfo? newest) =>
        new(
            StatusCodes.Status412PreconditionFailed,
            "saved-meanwhile",
            "Another version was saved",
            newest is null
                ? "The outline that this one rests on was removed from the study meanwhile. Nothing was stored."
                : $"Another outline of this study was saved at {newest.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)} UTC, after this one was opened. Nothing was stored.");

    /// <summary>An image that the study does not have.</summary>
    public static ProblemException UnknownImage(string sopInstanceUid, string studyInstanceUid) =>
        Unprocessable("unknown-image", "Unknown image", $"Study {studyInstanceUid} has no image {Problems.Shortened(sopInstanceUid)}.");

    /// <summary>An image on another frame of reference than the dynamic series.</summary>
    public static ProblemException OtherFrameOfReference(string sopInstanceUid, string? its, string ours) =>
        Unprocessable(
            "other-frame-of-reference",
            "Other frame of reference",
            $"Image {sopInstanceUid} lies on frame of reference {its ?? "(none)"}, the dynamic series on {ours}: a VOI drawn there has no place here. Draw it on a phase of the dynamic series.");

    /// <summary>An image of the study that is no slice of a phase.</summary>
    public static ProblemException NotInDynamicSeries(string sopInstanceUid, int? frameNumber = null) =>
        Unprocessable(
            "not-in-dynamic-series",
            "Not a slice of the dynamic series",
            $"{(frameNumber is { } frame ? $"Frame {frame} of image" : "Image")} {sopInstanceUid} is no slice of a phase of the dynamic series. Draw the VOI on a phase.");

    /// <summary>Images of several phases in one labelmap.</summary>
    public static ProblemException MixedPhases(string sopInstanceUid, int phase) =>
        Unprocessable("mixed-phases", "Images of several series", $"The first image belongs to phase {phase + 1}, but {Problems.Shortened(sopInstanceUid)} does not. All frames must lie on one phase.");

    /// <summary>An image twice in one labelmap.</summary>
    public static ProblemException RepeatedImage(string sopInstanceUid) =>
        Unprocessable("repeated-image", "Image given twice", $"Image {sopInstanceUid} is given twice; each slice may have one frame.");

    /// <summary>A multi-frame image without the frame that is meant.</summary>
    public static ProblemException NoFrameNumber(string sopInstanceUid) =>
        Unprocessable("no-frame-number", "No frame named", $"Image {sopInstanceUid} holds several slices: name the frame that is meant, from 1, beside it.");

    /// <summary>Frames of another size than the images.</summary>
    public static ProblemException OtherFrameSize(int rows, int columns, int imageRows, int imageColumns) =>
        Unprocessable("other-frame-size", "Frame size differs", $"The frames have {rows} × {columns} pixels (rows × columns), the images {imageRows} × {imageColumns}.");

    /// <summary>Nothing was drawn.</summary>
    public static ProblemException EmptyVoi() =>
        Unprocessable("empty-voi", "Empty VOI", "The VOI is empty: no voxel has a label above 0. Draw it, then save.");

    /// <summary>A label that the description does not list.</summary>
    public static ProblemException UnknownLabel(int label) =>
        Unprocessable("unknown-label", "Unknown label", $"The labelmap has label {label}, which the description's segments do not list.");

    /// <summary>A click beside the image.</summary>
    public static ProblemException ClickOutside(int column, int row, int columns, int rows) =>
        Unprocessable("click-outside", "Click outside the image", $"The click at column {column}, row {row} lies outside the image of {columns} columns and {rows} rows.");

    /// <summary>No way of moving to measure.</summary>
    public static ProblemException NoMotionModel(string name) =>
        Unprocessable("no-motion-model", "No model of motion", $"Motion is measured as translation or as rigid, not as '{Problems.Shortened(name)}'.");

    /// <summary>A labelmap that is not there.</summary>
    public static ProblemException NoLayer(int layer, int count) => Unprocessable(
        "no-layer", "No such labelmap", $"There is no layer {layer}: this segmentation has {(count == 1 ? "layer 0 alone" : $"the layers 0 to {count - 1}")}.");

    /// <summary>Neither a segmentation nor a pixel is named.</summary>
    public static ProblemException NoPlace() =>
        Unprocessable("no-place", "No place named", "Name a place: either segmentation, or sopInstanceUid with column and row.");

    /// <summary>An option out of range.</summary>
    public static ProblemException BadOption(string name, object value, string reason) =>
        Unprocessable("bad-option", "Option out of range", $"{name} {value} cannot be used: {ArgumentSentence.Of(reason)}");

    /// <summary>A model and a click together.</summary>
    public static ProblemException ModelWithClick(string model) => Unprocessable(
        "model-with-click", "Model and click", $"The model '{Problems.Shortened(model)}' searches the breasts; a click needs no model. Give one of them.");

    /// <summary>Nothing looks like a tumour.</summary>
    public static ProblemException NoCandidate(bool clicked) => Unprocessable(
        "no-candidate",
        "No tumour found",
        clicked
            ? "Nothing enhances around the click: the signal there is no higher in the peak phase than before the contrast agent. Click inside the enhancing part."
            : "No region inside the breasts enhances like a tumour. Click on the lesion, or draw it.");

    /// <summary>A click, scribbles, a box or limits from which no region can be made; the core says why.</summary>
    public static ProblemException Refused(SegmentationRefusedException reason) => Unprocessable("segmentation-refused", "No region can be made", reason.Message);

    /// <summary>A request whose parts do not go together.</summary>
    public static ProblemException BadPrompt(string detail) => Unprocessable("bad-prompt", "The request cannot be used", detail);

    /// <summary>A request that names neither study nor series.</summary>
    public static ProblemException NoStudy() => new(
        StatusCodes.Status400BadRequest, "no-study", "No study named", "Name the study by 'studyInstanceUid', or one of its series by 'seriesInstanceUid'.");

    /// <summary>No series of this UID.</summary>
    public static ProblemException SeriesNotFound(string seriesInstanceUid) => new(
        StatusCodes.Status404NotFound, "series-not-found", "Series not found", $"No series {Problems.Shortened(seriesInstanceUid)} is stored here.");

    /// <summary>A series that is no phase.</summary>
    public static ProblemException NotADynamicSeries(string seriesInstanceUid, IReadOnlyList<string> dynamic) => Unprocessable(
        "not-a-dynamic-series",
        "Not a series of the dynamic study",
        $"Series {Problems.Shortened(seriesInstanceUid)} holds no phase of the dynamic study; its phases are in {string.Join(", ", dynamic)}.");

    private static ProblemException Unprocessable(string name, string title, string detail) =>
        new(StatusCodes.Status422UnprocessableEntity, name, title, detail);
}

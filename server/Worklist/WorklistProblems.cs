using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Dicom.Series;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Worklist;

/// <summary>Why a study is not processed.</summary>
internal static class WorklistProblems
{
    /// <summary>Most studies that can be asked for at once.</summary>
    public const int MostStudies = 1000;

    /// <summary>Reasons that say: this study is none of those that the server is for.</summary>
    private static readonly string[] NotApplicable =
        [.. new[] { DceProblems.NotMr, DceProblems.NoDynamicSeries, DceProblems.NoPreContrast }.Select(name => Problems.TypePrefix + name)];

    /// <summary>Whether the reason says that the study is none of those that the server is for, rather than that something went wrong.</summary>
    public static bool IsNotApplicable(ProblemDetails problem) => NotApplicable.Contains(problem.Type);

    /// <summary>The study is not in the store.</summary>
    public static ProblemException StudyNotFound(string study)
    {
        ProblemDetails problem = Problems.StudyNotFound(study).ProblemDetails;
        return new ProblemException(StatusCodes.Status404NotFound, problem.Type![Problems.TypePrefix.Length..], problem.Title!, problem.Detail!);
    }

    /// <summary>The list is longer than the limit, or one of it is no UID.</summary>
    public static ProblemException BadList(string detail) => new(StatusCodes.Status400BadRequest, "bad-study-list", "The list of studies cannot be used", detail);

    /// <summary>The server ended again and again while it worked on the study.</summary>
    public static ProblemDetails GivenUp(int times) => new ProblemException(
        StatusCodes.Status500InternalServerError,
        "processing-given-up",
        "The study is not processed",
        $"The server ended {times} times while it worked on this study, which is left alone now. Outline it by hand, or have it processed again.").Problem;

    /// <summary>The program failed on the study itself.</summary>
    public static ProblemDetails NotExamined() => new ProblemException(
        StatusCodes.Status500InternalServerError, "study-not-examined", "The study is not processed", "The server failed unexpectedly on this study; its log names the place. Send the study again, or tell whoever runs the server.").Problem;

    /// <summary>Nothing is known of the job any more.</summary>
    public static ProblemDetails JobLost() => new ProblemException(
        StatusCodes.Status500InternalServerError, "job-not-found", "The study is not processed", "Nothing is known of the job that processed this study. Have it processed again.").Problem;
}

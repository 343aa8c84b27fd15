using Microsoft.Extensions.Options;
using OhifAlnPlugin.Radiomics;
using OhifAlnPlugin.Server.Analysis.Networks;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Radiomics;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Storage.Remote;
using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>The failures a user can meet and mend: printed as one sentence, without a stack trace.</summary>
internal static class ExpectedFailures
{
    /// <summary>The sentence for <paramref name="failure"/>, or null when it is a fault of the program.</summary>
    public static string? Describe(Exception failure) =>
        failure is CommandException or ProblemException or DataFolderException or RemoteSettingsException or BindingRefusedException or ViewerException or NetworkUnavailableException or CaseException or RadiomicsException ? failure.Message
        : failure is OptionsValidationException wrong ? $"a setting cannot be used: {string.Join(" ", wrong.Failures)}"
        : null;
}

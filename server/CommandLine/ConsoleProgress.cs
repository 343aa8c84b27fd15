namespace OhifAlnPlugin.Server.CommandLine;

/// <summary>Prints each sentence of progress as a line, in the order it is reported.</summary>
internal sealed class ConsoleProgress : IProgress<string>
{
    public void Report(string value) => Console.WriteLine(value);
}

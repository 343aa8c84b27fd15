using System.CommandLine;
using System.Globalization;
using OhifAlnPlugin.Radiomics.Ibsi;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln selftest</c>: the radiomics engine on the digital phantom of IBSI, compared with the consensus values.</summary>
internal static class SelfTestCommand
{
    public static Command Create()
    {
        var command = new Command("selftest", "Compute the digital phantom of IBSI and compare with the consensus values.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        IReadOnlyList<IbsiResult> results = IbsiSelfTest.Run();
        Console.WriteLine($"{"IBSI value",-24} {"feature",-44} {"consensus",10} {"computed",14}  result");
        foreach (IbsiResult line in results)
        {
            string verdict = (line.Agrees, line.Reference.IsKnownDeviation) switch
            {
                (true, false) => "agrees",
                (false, true) => "known deviation",
                _ => "DIFFERS",
            };
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line.Reference.Tag,-24} {line.Reference.Feature,-44} {line.Reference.Value,10} {line.Value,14:G7}  {verdict}"));
        }

        int unexpected = results.Count(r => !r.IsAsExpected);
        Console.WriteLine($"{results.Count(r => r.Agrees)} of {results.Count} values agree, {results.Count(r => r.Reference.IsKnownDeviation)} are known to differ, {unexpected} are unexpected.");
        return unexpected == 0 ? 0 : 1;
    }
}

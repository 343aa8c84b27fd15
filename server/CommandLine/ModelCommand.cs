using System.CommandLine;
using OhifAlnPlugin.Segmentation;
using OhifAlnPlugin.Segmentation.Networks;
using OhifAlnPlugin.Server.Analysis.Networks;

namespace OhifAlnPlugin.Server.CommandLine;

/// <summary><c>aln model</c>: the networks that can propose VOIs from a data folder.</summary>
internal static class ModelCommand
{
    public static Command Create() => new("model", "Add, check and choose networks that propose VOIs.") { CreateAdd(), CreateList(), CreateVerify(), CreateRemove(), CreateUse() };

    private static Command CreateAdd()
    {
        var file = new Argument<string>("PATH") { Description = $"A folder with {RegisteredNetwork.NetworkName} and {RegisteredNetwork.CardName}, or an .onnx file." };
        var card = new Option<string?>("--card") { Description = "The network's card, JSON; beside the network where not given.", HelpName = "FILE" };
        var data = CommonOptions.Data();
        var command = new Command("add", "Add a network: its file and card are checked, tried once, and their digests allowed.") { file, card, data };
        command.SetAction((result, cancellation) => AddAsync(result.GetRequiredValue(file), result.GetValue(card), result.GetRequiredValue(data), cancellation));
        return command;
    }

    private static Command CreateList()
    {
        var data = CommonOptions.Data();
        var command = new Command("list", "Show what can be named, what it was trained on, and what is used by default.") { data };
        command.SetAction(result =>
        {
            using var networks = CommandNetworks.Open(result.GetRequiredValue(data));
            foreach (ProposalModel model in networks.Models.List())
            {
                Console.WriteLine(Line(model));
            }

            Console.WriteLine("* is used when no model is named. Research use only.");
        });
        return command;
    }

    private static Command CreateVerify()
    {
        var name = new Argument<string?>("NAME") { Description = "The network; all where not given.", Arity = ArgumentArity.ZeroOrOne };
        var data = CommonOptions.Data();
        var command = new Command("verify", "Check digests, cards and operators again, and run each network once.") { name, data };
        command.SetAction((result, cancellation) => VerifyAsync(result.GetValue(name), result.GetRequiredValue(data), cancellation));
        return command;
    }

    private static Command CreateRemove()
    {
        var name = new Argument<string>("NAME") { Description = "The network." };
        var data = CommonOptions.Data();
        var command = new Command("remove", "Remove a network from the data folder.") { name, data };
        command.SetAction(result =>
        {
            using var networks = CommandNetworks.Open(result.GetRequiredValue(data));
            networks.Registry.Remove(result.GetRequiredValue(name));
            Console.WriteLine($"{result.GetRequiredValue(name)} is removed; {networks.Models.Default} is used when no model is named.");
        });
        return command;
    }

    private static Command CreateUse()
    {
        var name = new Argument<string>("NAME") { Description = $"A network, or {ProposalModels.TrainingFree} for the method without training." };
        var data = CommonOptions.Data();
        var command = new Command("use", "Choose what is used in this data folder when no model is named.") { name, data };
        command.SetAction(result =>
        {
            using var networks = CommandNetworks.Open(result.GetRequiredValue(data));
            SegmentationMethod method = networks.Models.MethodOf(result.GetRequiredValue(name));
            networks.Registry.Choose(result.GetRequiredValue(name));
            Console.WriteLine($"{result.GetRequiredValue(name)} {method.Version} is used when no model is named. Research use only.");
            if (networks.Models.Default != result.GetRequiredValue(name))
            {
                Console.WriteLine($"The setting {NetworkOptions.Section}:{nameof(NetworkOptions.Model)} goes before this choice: it names {networks.Models.Default}.");
            }
        });
        return command;
    }

    private static async Task<int> AddAsync(string path, string? card, string dataFolder, CancellationToken cancellation)
    {
        using var networks = CommandNetworks.Open(dataFolder);
        bool isFolder = Directory.Exists(path);
        string file = isFolder ? Path.Combine(path, RegisteredNetwork.NetworkName) : path;
        RegisteredNetwork added = networks.Registry.Add(file, card ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, RegisteredNetwork.CardName));
        try
        {
            await TryAsync(networks, added.Name, cancellation);
        }
        catch
        {
            networks.Registry.Remove(added.Name);
            throw;
        }

        NetworkCard read = added.Card!;
        Console.WriteLine($"{read.Id} {read.Version} is added. Licence: {read.Licence}. Trained on: {read.TrainingData}");
        Console.WriteLine($"SHA-256 {read.Sha256}. Name it with --model {read.Id}, or use it always: aln model use {read.Id}. Research use only.");
        return 0;
    }

    private static async Task<int> VerifyAsync(string? name, string dataFolder, CancellationToken cancellation)
    {
        using var networks = CommandNetworks.Open(dataFolder);
        RegisteredNetwork[] wanted = [.. networks.Registry.List().Where(n => name is null || n.Name == name)];
        if (name is not null && wanted.Length == 0)
        {
            throw networks.Registry.Unknown(name);
        }

        int failed = 0;
        foreach (RegisteredNetwork network in wanted)
        {
            try
            {
                NetworkCard card = await TryAsync(networks, network.Name, cancellation);
                Console.WriteLine($"{network.Name} {card.Version}: whole and allowed, answers as its card says. SHA-256 {card.Sha256}.");
            }
            catch (NetworkUnavailableException reason)
            {
                failed++;
                Console.WriteLine($"{network.Name}: {reason.Message}");
            }
        }

        Console.WriteLine($"{wanted.Length} networks checked, {failed} cannot be used.");
        return failed == 0 ? 0 : 1;
    }

    private static async Task<NetworkCard> TryAsync(CommandNetworks networks, string name, CancellationToken cancellation)
    {
        (NetworkCard card, OpenNetwork network) = await networks.Engine.OpenAsync(name, cancellation);
        using (network)
        {
            try
            {
                NetworkFit.Try(network.Session, card, cancellation);
                return card;
            }
            catch (Exception reason) when (reason is NetworkInputException or OnnxRuntimeException)
            {
                throw new NetworkUnavailableException($"The network {name} cannot be used: {reason.Message}", reason);
            }
        }
    }

    private static string Line(ProposalModel model) => $"{(model.Default ? '*' : ' ')} {model.Name,-24}  {(model.Problem is { } problem ? problem : model.TrainingData is { } data ? $"{model.Version}, trained on: {data}" : $"{model.Version}, without training")}";
}

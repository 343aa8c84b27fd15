using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OhifAlnPlugin.Server.Jobs;

/// <summary>A kind of job with its handler, the types hidden behind JSON so that one runner serves all kinds.</summary>
/// <param name="Name">Name of the kind.</param>
/// <param name="RunAsync">Runs a command given as JSON and returns the result as JSON.</param>
/// <param name="IsCurrent">Whether a result given as JSON is still there.</param>
internal sealed record JobKind(
    string Name,
    Func<IServiceProvider, string, IJobProgress, CancellationToken, Task<string>> RunAsync,
    Func<IServiceProvider, string, bool> IsCurrent)
{
    /// <summary>JSON of commands, results and problems in the records.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>Describes the kind of a command.</summary>
    /// <typeparam name="TCommand">The command.</typeparam>
    /// <typeparam name="TResult">The result.</typeparam>
    public static JobKind Of<TCommand, TResult>()
        where TCommand : IJobCommand =>
        new(
            TCommand.Kind,
            async (services, command, progress, cancellation) =>
            {
                var handler = services.GetRequiredService<IJobHandler<TCommand, TResult>>();
                TResult result = await handler.RunAsync(Read<TCommand>(command), progress, cancellation);
                return JsonSerializer.Serialize(result, Json);
            },
            (services, result) => services.GetRequiredService<IJobHandler<TCommand, TResult>>().IsCurrent(Read<TResult>(result)));

    /// <summary>The identifier of the work that a command asks for.</summary>
    /// <param name="command">The command.</param>
    /// <returns>The first 128 bits of SHA-256 over kind, key and, where there is one, owner.</returns>
    public static Guid IdOf<TCommand>(TCommand command)
        where TCommand : IJobCommand =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{TCommand.Kind}\n{command.Key}{(command.Owner is { } owner ? "\n" + owner : "")}")).AsSpan(0, 16), bigEndian: true);

    private static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Json) ?? throw new JsonException($"A job's record holds no {typeof(T).Name}.");
}

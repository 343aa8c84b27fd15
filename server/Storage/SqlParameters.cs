namespace OhifAlnPlugin.Server.Storage;

/// <summary>Values of a statement under construction, each under a name of its own.</summary>
internal sealed class SqlParameters
{
    private readonly List<(string Name, object? Value)> _all = [];

    public IReadOnlyList<(string Name, object? Value)> All => _all;

    /// <summary>Takes a value and gives the name that stands for it.</summary>
    public string Add(object value)
    {
        string name = $"$p{_all.Count}";
        _all.Add((name, value));
        return name;
    }

    /// <summary>Takes values that have their names.</summary>
    public void Add(IEnumerable<(string Name, object? Value)> named) => _all.AddRange(named);
}

namespace Slipway.Kubernetes.Configuration;

/// <summary>The parts of a kubeconfig that matter, of one file or of several merged.</summary>
internal sealed record Kubeconfig
{
    /// <summary>File, or files, for messages.</summary>
    public required string Source { get; init; }

    public string? CurrentContext { get; init; }

    public IReadOnlyDictionary<string, KubeconfigEntry> Clusters { get; init; } = None;

    public IReadOnlyDictionary<string, KubeconfigEntry> Users { get; init; } = None;

    public IReadOnlyDictionary<string, KubeconfigEntry> Contexts { get; init; } = None;

    private static IReadOnlyDictionary<string, KubeconfigEntry> None { get; } = new Dictionary<string, KubeconfigEntry>(StringComparer.Ordinal);

    /// <summary>The first file to name an entry wins it whole; the first to set a value wins the value.</summary>
    public static Kubeconfig Merge(IReadOnlyList<Kubeconfig> files) => files.Count == 1 ? files[0] : new Kubeconfig
    {
        Source = string.Join(Path.PathSeparator, files.Select(file => file.Source)),
        CurrentContext = files.Select(file => file.CurrentContext).FirstOrDefault(context => !string.IsNullOrEmpty(context)),
        Clusters = FirstWins(files.Select(file => file.Clusters)),
        Users = FirstWins(files.Select(file => file.Users)),
        Contexts = FirstWins(files.Select(file => file.Contexts)),
    };

    private static Dictionary<string, KubeconfigEntry> FirstWins(IEnumerable<IReadOnlyDictionary<string, KubeconfigEntry>> maps)
    {
        var merged = new Dictionary<string, KubeconfigEntry>(StringComparer.Ordinal);
        foreach (var (name, entry) in maps.SelectMany(map => map))
            merged.TryAdd(name, entry);
        return merged;
    }
}

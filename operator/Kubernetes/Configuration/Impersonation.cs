namespace Slipway.Kubernetes.Configuration;

/// <summary>Acting as someone else, where the server's rules allow it.</summary>
/// <param name="User">The other user's name.</param>
public sealed record Impersonation(string User)
{
    public string? Uid { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Extra attributes, each with one or more values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
}

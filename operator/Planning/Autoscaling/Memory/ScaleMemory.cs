namespace Slipway.Planning.Autoscaling.Memory;

/// <summary>What is worth keeping of a model's scaling when the operator restarts, by revision. Kept in a ConfigMap beside the model.</summary>
public sealed record ScaleMemory
{
    /// <summary>The form of <see cref="Versions"/>; a form that is not known is not read.</summary>
    public int Format { get; init; } = 1;

    public IReadOnlyDictionary<string, VersionMemory> Versions { get; init; } = new Dictionary<string, VersionMemory>(StringComparer.Ordinal);
}

using Slipway.Planning.Runtime;

namespace Slipway.Planning.Rollouts.Preflight;

/// <summary>
/// Whether clients of one version can talk to another: inputs and outputs by name, with type and rank, and sizes where both fix them.
/// </summary>
internal static class SignatureComparison
{
    /// <summary>Every difference, spelled out; empty: compatible.</summary>
    public static IReadOnlyList<string> Differences(RuntimeSignature stable, RuntimeSignature candidate) =>
        [.. Compare("input", stable.Inputs, candidate.Inputs), .. Compare("output", stable.Outputs, candidate.Outputs)];

    private static IEnumerable<string> Compare(string kind, IReadOnlyList<RuntimeTensor> stable, IReadOnlyList<RuntimeTensor> candidate)
    {
        foreach (var tensor in stable)
        {
            if (candidate.FirstOrDefault(other => other.Name == tensor.Name) is not { } other)
                yield return $"{kind} {tensor.Name} ({tensor}) is missing";
            else if (!AreCompatible(tensor, other))
                yield return $"{kind} {tensor.Name} is {other} instead of {tensor}";
        }

        // A client that knows nothing of a new output ignores it; a new input it would not send.
        foreach (var added in candidate.Where(tensor => kind == "input" && !stable.Any(known => known.Name == tensor.Name)))
            yield return $"{kind} {added.Name} ({added}) is new";
    }

    // A size that becomes free accepts what was sent before; one that becomes fixed does not.
    private static bool AreCompatible(RuntimeTensor stable, RuntimeTensor candidate) =>
        stable.Datatype == candidate.Datatype
        && stable.Shape.Count == candidate.Shape.Count
        && stable.Shape.Zip(candidate.Shape).All(sizes => sizes.Second == -1 || sizes.First == sizes.Second);
}

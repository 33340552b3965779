using System.Text.Json;

namespace Slipway.Planning.Runtime;

/// <summary>Reads the answer of a runtime's status endpoint.</summary>
public static class RuntimeStatusReader
{
    /// <summary>The status, or null when the text is not one: what a pod answers is not trusted to be well-formed.</summary>
    /// <param name="utf8">The body of the answer; limit its size before.</param>
    public static RuntimeStatus? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var status = JsonSerializer.Deserialize(utf8, PlanningJsonContext.Default.RuntimeStatus);
            return status is null
                ? null
                : status with { Phases = [.. (status.Phases ?? []).Where(phase => phase is not null)], Signature = WellFormed(status.Signature) };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RuntimeSignature? WellFormed(RuntimeSignature? signature) => signature is null
        ? null
        : new RuntimeSignature([.. Tensors(signature.Inputs)], [.. Tensors(signature.Outputs)]);

    private static IEnumerable<RuntimeTensor> Tensors(IReadOnlyList<RuntimeTensor>? tensors) =>
        (tensors ?? []).Where(tensor => tensor is { Name: not null, Datatype: not null }).Select(tensor => tensor with { Shape = tensor.Shape ?? [] });
}

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>What the structure of a request says.</summary>
internal sealed record RequestDraft
{
    public string? Id { get; init; }

    public required IReadOnlyList<InputDraft> Inputs { get; init; }

    public required IReadOnlyList<OutputDraft> Outputs { get; init; }

    public required RequestParametersDraft Parameters { get; init; }

    public InferRequestMessage ToMessage(IReadOnlyList<WireTensor> inputs) => new()
    {
        Id = Id,
        Inputs = inputs,
        Outputs = Outputs.Count == 0 ? [] : [.. Outputs.Select(output => output.ToMessage(Parameters.BinaryOutput))],
        BinaryOutput = Parameters.BinaryOutput,
        NonFiniteAsStrings = Parameters.NonFiniteAsStrings,
        Priority = Parameters.Priority,
        Timeout = Parameters.TimeoutMicroseconds is 0 ? null : TimeSpan.FromMicroseconds(Parameters.TimeoutMicroseconds),
    };
}

using Slipway.Runtime.Protocol.Parsing;

namespace Slipway.Runtime.Protocol.Grpc;

/// <summary>A request while it is read; its tensors are places in the message.</summary>
internal sealed class GrpcRequestDraft
{
    public string Model { get; set; } = string.Empty;

    public string Version { get; set; } = string.Empty;

    public string Id { get; set; } = string.Empty;

    public RequestParametersDraft Parameters { get; set; }

    public List<InputDraft> Inputs { get; } = [];

    public List<RequestedOutput> Outputs { get; } = [];

    public List<Range> Raw { get; } = [];

    public InferRequestMessage ToMessage(IReadOnlyList<WireTensor> inputs) => new()
    {
        Id = Id.Length == 0 ? null : Id,
        Inputs = inputs,
        Outputs = [.. Outputs],
        BinaryOutput = true,
        Priority = Parameters.Priority,
        Timeout = Parameters.TimeoutMicroseconds > 0 ? TimeSpan.FromTicks(Parameters.TimeoutMicroseconds * TimeSpan.TicksPerMicrosecond) : null,
    };
}

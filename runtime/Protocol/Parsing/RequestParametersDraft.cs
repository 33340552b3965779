namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>The request's own <c>parameters</c>.</summary>
internal readonly record struct RequestParametersDraft
{
    public bool BinaryOutput { get; init; }

    public bool NonFiniteAsStrings { get; init; }

    public ulong Priority { get; init; }

    public long TimeoutMicroseconds { get; init; }
}

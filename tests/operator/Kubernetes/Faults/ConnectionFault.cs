namespace Slipway.Kubernetes.Tests.Faults;

/// <summary>What a <see cref="FaultProxy"/> does to one connection. Counts are of bytes from the server to the client.</summary>
internal sealed record ConnectionFault
{
    /// <summary>Bytes that pass before the connection is reset; null: it is not.</summary>
    public int? CutAfterBytes { get; init; }

    /// <summary>Bytes that pass before nothing passes any more, while the connection stays open; null: all pass.</summary>
    public int? SilentAfterBytes { get; init; }

    /// <summary>Largest piece that is passed on at a time; null: as it comes.</summary>
    public int? PieceBytes { get; init; }

    /// <summary>Pause after each piece.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Port of another server, to which the connection goes instead; null: it goes where all go.</summary>
    public int? Elsewhere { get; init; }

    /// <summary>The connection is reset as soon as it is made.</summary>
    public bool IsRefused { get; init; }
}

namespace Slipway.Tests.Support;

/// <summary>Where a <see cref="ModelServer"/> listens and how it misbehaves.</summary>
public sealed record ModelServerOptions
{
    /// <summary>Address to listen on; default: loopback. <c>0.0.0.0</c> lets pods reach it.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port; default 0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>When set, requests without this bearer token get 401.</summary>
    public string? Bearer { get; init; }

    /// <summary>When set, no answer is sent before this task ends.</summary>
    public Task? HoldUntil { get; init; }
}

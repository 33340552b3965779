using System.Collections.Immutable;

namespace Slipway.Runtime.Serving.Store;

/// <summary>How the model store works.</summary>
public sealed record ModelStoreOptions
{
    /// <summary>Where models are placed; created when missing. Downloads and the cache share it, so that placing is a rename.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>Where <c>pvc://claim/path</c> is mounted. Default: <c>/mnt/models</c>.</summary>
    public string ClaimsDirectory { get; init; } = "/mnt/models";

    /// <summary>Hosts, addresses and CIDR ranges that may be private; <c>*</c> allows any. Default: none.</summary>
    public ImmutableArray<string> AllowedHosts { get; init; } = [];

    /// <summary>How long no byte may arrive before an attempt counts as stalled. Default: 30 s.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long connecting may take. Default: 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a fetch is tried without a single new byte before it fails. Default: 5, at least 1.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The longest pause before the second attempt; doubles from then on. Default: 500 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause between two attempts. Default: 15 s.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From how many missing bytes on a file is downloaded by several connections. Default: 64 MiB.</summary>
    public long SplitFromBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many bytes each of them asks for at a time. Default: 16 MiB.</summary>
    public long RangeBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many connections at most, at least 4; one for each 256 MiB. Default: 8.</summary>
    public int MaxConnections { get; init; } = 8;

    /// <summary>
    /// What all models in the cache together may take; those that no process uses are removed to make room, the longest unused first.
    /// Default null: what the volume holds.
    /// </summary>
    public long? CacheLimitBytes { get; init; }

    /// <summary>Bytes that must stay free on the cache volume. Default: 16 MiB.</summary>
    public long FreeSpaceReserveBytes { get; init; } = 16 * 1024 * 1024;
}

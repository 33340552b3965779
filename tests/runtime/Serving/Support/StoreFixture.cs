using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>A model store over a cache directory of its own, quick to retry.</summary>
internal sealed class StoreFixture : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public TemporaryDirectory Directory { get; } = new();

    public List<FetchProgress> Progress { get; } = [];

    public List<FetchStage> Stages { get; } = [];

    public ModelStoreOptions Options { get; set; }

    public Func<string, long> FreeBytes { get; set; } = static _ => long.MaxValue / 2;

    public StoreFixture() => Options = new ModelStoreOptions
    {
        CacheDirectory = Directory["cache"],
        ClaimsDirectory = Directory["claims"],
        AllowedHosts = ["127.0.0.1", "localhost"],
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(5),
        MaxAttempts = 3,
    };

    public static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static string Hex(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public async Task<FetchResult> FetchAsync(string uri, string? sha256 = null, CancellationToken cancellationToken = default)
    {
        var fetcher = new ModelFetcher(Options, TimeProvider.System, NullLogger<ModelFetcher>.Instance, FreeBytes);
        var request = new FetchRequest
        {
            Uri = uri,
            Sha256 = sha256,
            PinDirectory = Directory["pin"],
            CredentialsDirectory = System.IO.Directory.Exists(Directory["credentials"]) ? Directory["credentials"] : null,
        };
        return await fetcher.FetchAsync(request, new Observer(this), cancellationToken).WaitAsync(Patience, CancellationToken.None);
    }

    public void Credential(string key, string value) => Directory.Write($"credentials/{key}", value + "\n");

    /// <summary>What an earlier replica found, as the operator keeps it.</summary>
    public void Pin(string sha256, string? uri = null)
    {
        Directory.Write("pin/sha256", sha256);
        if (uri is not null) Directory.Write("pin/uri", uri);
    }

    /// <summary>What a loader could see.</summary>
    public string[] Visible() => Directory.Files("cache/models");

    public void Dispose() => Directory.Dispose();

    private sealed class Observer(StoreFixture fixture) : IFetchObserver
    {
        public void Enter(FetchStage stage)
        {
            lock (fixture) fixture.Stages.Add(stage);
        }

        public void Report(FetchProgress progress)
        {
            lock (fixture) fixture.Progress.Add(progress);
        }
    }
}

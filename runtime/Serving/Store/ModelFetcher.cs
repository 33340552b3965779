using Microsoft.Extensions.Logging;
using Slipway.Runtime.Serving.Store.Caching;
using Slipway.Runtime.Serving.Store.Network;
using Slipway.Runtime.Serving.Store.Sources;

namespace Slipway.Runtime.Serving.Store;

/// <summary>Fetches models by all the rules of README.md. Any number may work on one cache directory, in any number of processes.</summary>
public sealed class ModelFetcher : IModelFetcher
{
    private readonly ModelStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ModelFetcher> _logger;
    private readonly FreeSpace _space;
    private readonly CacheLayout _layout;
    private readonly ModelCache _cache;

    /// <summary>Makes a fetcher; it holds nothing that needs disposing.</summary>
    public ModelFetcher(ModelStoreOptions options, TimeProvider time, ILogger<ModelFetcher> logger)
        : this(options, time, logger, FreeSpace.OfVolume)
    {
    }

    internal ModelFetcher(ModelStoreOptions options, TimeProvider time, ILogger<ModelFetcher> logger, Func<string, long> freeBytes)
    {
        (_options, _time, _logger) = (options, time, logger);
        _space = new FreeSpace(freeBytes, options.FreeSpaceReserveBytes);
        _layout = new CacheLayout(options.CacheDirectory);
        _cache = new ModelCache(_layout, time);
    }

    /// <inheritdoc/>
    public async Task<FetchResult> FetchAsync(FetchRequest request, IFetchObserver? observer, CancellationToken cancellationToken)
    {
        var (uri, refusal) = ModelUriParser.Parse(request.Uri);
        if (uri is null) return FetchResult.Failed(refusal!);
        var asked = request.Sha256 is null ? null : Sha256Text.Normal(request.Sha256);
        if (request.Sha256 is not null && asked is null)
        {
            return FetchResult.Failed(StartFailureReason.InvalidArguments, "The model's sha256 must have 64 hex digits.");
        }

        try
        {
            var pin = await ModelPin.ReadAsync(request.PinDirectory, cancellationToken);
            var expected = asked is null ? pin?.Digest : new ExpectedDigest(asked, IsFirstSeen: false);
            uri = pin?.Address ?? uri;
            var model = uri.Scheme is ModelScheme.File or ModelScheme.Claim
                ? await FindLocalAsync(uri, expected, observer, cancellationToken)
                : await FetchRemoteAsync(uri, expected, request.CredentialsDirectory, observer, cancellationToken);
            FetchLog.Fetched(_logger, uri.ToString(), model.Digest, model.SizeBytes, model.FromCache);
            return FetchResult.From(model with { IsPinned = asked is not null });
        }
        catch (Exception exception) when (NetworkFault.IsExpected(exception, cancellationToken) || exception is UnauthorizedAccessException)
        {
            return FetchResult.Failed(exception is UnauthorizedAccessException
                ? new StartFailure(StartFailureReason.InsufficientStorage, $"The cache directory '{_layout.Root}' cannot be written.")
                : NetworkFault.Classify(exception, uri.ToString()).Failure);
        }
    }

    private async Task<StoredModel> FindLocalAsync(
        ModelUri uri, ExpectedDigest? expected, IFetchObserver? observer, CancellationToken cancellationToken)
    {
        observer?.Enter(FetchStage.Verifying);
        var claim = Path.Combine(_options.ClaimsDirectory, uri.Authority);
        var (path, boundary) = uri.Scheme == ModelScheme.Claim ? (Path.Combine(claim, uri.Path), claim) : ("/" + uri.Path, "/");
        var model = await LocalModel.FindAsync(path, boundary, uri.ToString(), cancellationToken);
        return expected is null || model.Digest == Digests.Prefix + expected.Hex ? model : throw expected.Mismatch(model.Digest);
    }

    private async Task<StoredModel> FetchRemoteAsync(
        ModelUri uri, ExpectedDigest? expected, string? credentialsDirectory, IFetchObserver? observer, CancellationToken cancellationToken)
    {
        if (expected is not null && await FindCachedAsync(expected.Hex, observer, cancellationToken) is { } early) return early;

        var credentials = await ModelCredentials.ReadAsync(credentialsDirectory, cancellationToken);
        Directory.CreateDirectory(_layout.Root);
        var endpoint = uri.Scheme == ModelScheme.HuggingFace ? credentials.HubEndpoint : credentials.EndpointUrl;
        var sourceKey = Digests.OfText($"{endpoint}\n{uri.Uri.AbsoluteUri}");
        using var held = await CacheLock.AcquireAsync(_layout.Lock(sourceKey), _time, cancellationToken);
        if (expected is not null && await FindCachedAsync(expected.Hex, observer, cancellationToken) is { } late) return late;

        using var source = ModelSourceFactory.Create(uri, credentials, _options, _time);
        var download = new Download(source, _layout, _cache, _space, _options, _time);
        try
        {
            return await RetryAsync(download, uri, sourceKey, expected, new DownloadProgress(observer), cancellationToken);
        }
        catch (FetchException exception) when (exception.Failure.Reason == StartFailureReason.InsufficientStorage)
        {
            _cache.Remove(_layout.Partials(sourceKey));
            throw;
        }
    }

    private Task<StoredModel?> FindCachedAsync(string hex, IFetchObserver? observer, CancellationToken cancellationToken) =>
        _cache.FindAsync(hex, () => observer?.Enter(FetchStage.Verifying), cancellationToken);

    private async Task<StoredModel> RetryAsync(
        Download download, ModelUri uri, string sourceKey, ExpectedDigest? expected, DownloadProgress progress, CancellationToken cancellationToken)
    {
        var (failures, mostBytes) = (0, 0L);
        while (true)
        {
            FetchException fault;
            try
            {
                return await download.RunAsync(sourceKey, expected, progress, cancellationToken);
            }
            catch (Exception exception) when (NetworkFault.IsExpected(exception, cancellationToken))
            {
                fault = NetworkFault.Classify(exception, uri.ToString());
            }

            failures = progress.MostBytes > mostBytes ? 1 : failures + 1;
            mostBytes = progress.MostBytes;
            if (!fault.IsTransient || failures >= _options.MaxAttempts) throw fault;
            var pause = Backoff.Pause(failures, _options.RetryDelay, _options.MaxRetryDelay, Random.Shared.NextDouble(), fault.RetryAfter);
            FetchLog.Retrying(_logger, uri.ToString(), fault.Failure.Reason, fault.Failure.Message, failures, pause.TotalMilliseconds);
            await Task.Delay(pause, _time, cancellationToken);
        }
    }
}

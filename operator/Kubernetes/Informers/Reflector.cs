using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Kubernetes.Informers;

/// <summary>
/// Follows the objects of one namespace, or of all: list, then watch from the list's version on.
/// <code>
/// List ──ok──▶ Watch ──ended──▶ Watch from the last version seen (events and bookmarks advance it)
///  ▲             ├──refused, cut──▶ back-off ──▶ Watch from the same version
///  └── 410, or refused five times in a row ◀──┘
/// </code>
/// Where the server can, the list is the beginning of the watch: its objects, a bookmark, then changes.
/// </summary>
internal sealed class Reflector<TEntity>(
    IKubernetesClient client,
    InformerKind kind,
    string? scope,
    IReflectorSink<TEntity> sink,
    InformerEnvironment environment)
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    /// <summary>A version that the server refuses this often in a row will not become good any more.</summary>
    internal const int RefusalsUntilRelist = 5;

    /// <summary>A watch that ends sooner, without an event, was refused in disguise.</summary>
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromSeconds(1);

    /// <summary>Objects of a streaming list follow each other closely; a server that is silent for so long sends no bookmark either.</summary>
    internal static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    private readonly ReflectorBackoff backoff = new(environment.Random);
    private readonly StreamingChoice streaming = new(environment.StreamsLists);
    private string? version;
    private bool listedBefore;
    private int refusals;

    public ReflectorState State { get; } = new(environment.Clock);

    /// <summary>Follows until cancelled; no answer of the server ends it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var delay = await FollowOnceAsync(cancellationToken);
            if (delay > TimeSpan.Zero)
                await Task.Delay(delay, environment.Clock, cancellationToken);
        }
    }

    /// <summary>One list, if one is due, and one watch.</summary>
    /// <returns>How long to wait before the next.</returns>
    private async Task<TimeSpan> FollowOnceAsync(CancellationToken cancellationToken)
    {
        var streams = version is null && streaming.IsDue;
        try
        {
            if (streams)
                return await StreamAsync(cancellationToken);
            version ??= await ListAsync(cancellationToken);
            return await WatchAsync(cancellationToken) ? TimeSpan.Zero : Fail("the watch ended at once", retryAfter: null);
        }
        catch (KubernetesApiException exception) when (streams && version is null)
        {
            environment.Logger.NotStreamed(kind.Name, exception.Message);
            return streaming.Failed(exception) ? TimeSpan.Zero : Fail(exception.Message, exception.RetryAfter);
        }
        catch (KubernetesApiException exception) when (exception.IsGone)
        {
            environment.Logger.Expired(kind.Name, version);
            version = null;
            return backoff.Next(exception.RetryAfter);
        }
        catch (KubernetesApiException exception)
        {
            if (exception.IsForbidden && !listedBefore)
                sink.Forbid(scope, exception.Message);
            if (CountsAsRefusal(exception) && ++refusals >= RefusalsUntilRelist)
                version = null;
            return Fail(exception.Message, exception.RetryAfter);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (streams && version is null)
                streaming.Failed();
            return Fail(exception.Message, retryAfter: null);
        }
    }

    /// <summary>The first list takes what the server has at hand; a later one must not go back in time.</summary>
    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var options = new ListOptions { LabelSelector = kind.LabelSelector, ResourceVersion = listedBefore ? null : "0" };
        environment.Metrics.ListBegun(kind.Name);
        var list = await client.ListAsync<TEntity>(scope, options, cancellationToken);
        // JSON of some other kind reads as an empty list: it must not empty the cache.
        var at = list.Metadata.ResourceVersion ?? throw new InvalidDataException($"The server's list of {kind.Name} has no resourceVersion.");
        foreach (var entity in list.Items)
            CacheTrimming.Trim(entity);
        Replace(list.Items, at);
        return at;
    }

    private void Replace(IReadOnlyCollection<TEntity> objects, string at)
    {
        sink.Replace(scope, objects);
        listedBefore = true;
        refusals = 0;
        streaming.Listed();
        State.Listed();
        environment.Logger.Listed(kind.Name, objects.Count, at);
    }

    /// <summary>A list that goes on as a watch, over one connection. Until the list is complete, nothing of it counts.</summary>
    /// <returns>How long to wait before the next try.</returns>
    private async Task<TimeSpan> StreamAsync(CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(LongestSilence, environment.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        var initial = new InitialEvents<TEntity>();
        var options = new WatchOptions
        {
            LabelSelector = kind.LabelSelector,
            ResourceVersion = listedBefore ? null : "0",
            SendInitialEvents = true,
        };
        environment.Metrics.ListBegun(kind.Name);
        try
        {
            await foreach (var watched in client.WatchAsync<TEntity>(scope, options, either.Token))
            {
                if (initial.Version is not null)
                {
                    Heard();
                    Take(watched);
                    continue;
                }

                if (!initial.Take(watched))
                    return Unstreamed("it sent the bookmark of a plain watch");
                silence.CancelAfter(initial.Version is null ? LongestSilence : Timeout.InfiniteTimeSpan);
                if (initial.Version is null)
                    continue;
                Replace(initial.Objects, initial.Version);
                version = initial.Version;
            }
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Unstreamed($"it was silent for {LongestSilence}");
        }

        if (initial.Version is not null)
            return TimeSpan.Zero;
        streaming.Failed();
        return TimeSpan.Zero;
    }

    private TimeSpan Unstreamed(string why)
    {
        environment.Logger.NotStreamed(kind.Name, why);
        streaming.Refused();
        return TimeSpan.Zero;
    }

    /// <summary>Reads one watch to its end.</summary>
    /// <returns>Whether it was of use: it brought an event, or lived for a while.</returns>
    private async Task<bool> WatchAsync(CancellationToken cancellationToken)
    {
        var begun = environment.Clock.GetTimestamp();
        var options = new WatchOptions { LabelSelector = kind.LabelSelector, ResourceVersion = version };
        environment.Metrics.WatchBegun(kind.Name);
        var heard = false;
        await foreach (var watched in client.WatchAsync<TEntity>(scope, options, cancellationToken))
        {
            heard = true;
            Heard();
            Take(watched);
        }

        if (!heard && environment.Clock.GetElapsedTime(begun) < ShortestWatch)
            return false;
        Heard();
        return true;
    }

    private void Take(WatchEvent<TEntity> watched)
    {
        var next = watched.Entity.Metadata.ResourceVersion;
        if (!ResourceVersions.IsNewer(next, version))
            return;
        if (watched.Type != WatchEventType.Bookmark)
            sink.Apply(watched with { Entity = CacheTrimming.Trim(watched.Entity) });
        version = next;
    }

    private void Heard()
    {
        backoff.Reset();
        refusals = 0;
        State.Heard();
    }

    private TimeSpan Fail(string error, TimeSpan? retryAfter)
    {
        var delay = backoff.Next(retryAfter);
        State.Failed(error);
        environment.Logger.FollowFailed(kind.Name, error, delay);
        return delay;
    }

    /// <summary>Overload and maintenance pass by themselves and say nothing of the version.</summary>
    private static bool CountsAsRefusal(KubernetesApiException exception) =>
        (int)exception.StatusCode is not (429 or 500 or 502 or 503);
}

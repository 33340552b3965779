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

    private readonly ReflectorBackoff backoff = new(environment.Random);
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
        try
        {
            version ??= await ListAsync(cancellationToken);
            return await WatchAsync(cancellationToken) ? TimeSpan.Zero : Fail("the watch ended at once", retryAfter: null);
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
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Fail(exception.Message, retryAfter: null);
        }
    }

    /// <summary>The first list takes what the server has at hand; a later one must not go back in time.</summary>
    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var options = new ListOptions { LabelSelector = kind.LabelSelector, ResourceVersion = listedBefore ? null : "0" };
        environment.Metrics.ListBegun(kind.Name);
        var list = await client.ListAsync<TEntity>(scope, options, cancellationToken);
        foreach (var entity in list.Items)
            CacheTrimming.Trim(entity);
        sink.Replace(scope, list.Items);
        listedBefore = true;
        refusals = 0;
        State.Listed();
        environment.Logger.Listed(kind.Name, list.Items.Count, list.Metadata.ResourceVersion);
        return list.Metadata.ResourceVersion
            ?? throw new InvalidOperationException($"The server's list of {kind.Name} has no resourceVersion.");
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

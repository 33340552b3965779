using System.Globalization;
using System.Runtime.CompilerServices;
using Slipway.Kubernetes.Models;

namespace Slipway.Local.Node.Probes;

/// <summary>One probe of a container, asked again and again. A container that has not been well yet is asked more often than a kubelet would.</summary>
internal sealed class ProbeLoop(V1Probe probe, V1Container container, NodeEnvironment environment)
{
    private readonly TimeSpan period = TimeSpan.FromSeconds(probe.PeriodSeconds ?? 10);

    private readonly TimeSpan timeout = TimeSpan.FromSeconds(probe.TimeoutSeconds ?? 1);

    /// <summary>Each new verdict, until cancelled.</summary>
    public async IAsyncEnumerable<bool> VerdictsAsync(bool isHealthy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var counter = Counter(isHealthy);
        var eager = !isHealthy && environment.Options.StartingProbePeriod < period;
        for (var wait = Initial(eager); await PauseAsync(wait, cancellationToken); wait = eager ? environment.Options.StartingProbePeriod : period)
        {
            if (await AskAsync(cancellationToken) is not { } isWell || !counter.Note(isWell))
                continue;
            eager &= !counter.IsHealthy;
            yield return counter.IsHealthy;
        }
    }

    /// <summary>Whether it succeeds before it fails too often; also true when cancelled.</summary>
    public async Task<bool> SucceedsAsync(CancellationToken cancellationToken)
    {
        var counter = Counter(isHealthy: false);
        for (var wait = Initial(eager: false); await PauseAsync(wait, cancellationToken); wait = period)
        {
            if (await AskAsync(cancellationToken) is { } isWell && counter.Note(isWell))
                return true;
            if (counter.HasFailed)
                return false;
        }

        return true;
    }

    private ProbeCounter Counter(bool isHealthy) => new(isHealthy, probe.SuccessThreshold ?? 1, probe.FailureThreshold ?? 3);

    private TimeSpan Initial(bool eager) => probe.InitialDelaySeconds is > 0 and var seconds
        ? TimeSpan.FromSeconds(seconds)
        : eager ? environment.Options.StartingProbePeriod : period;

    private async Task<bool> PauseAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        await Task.Delay(wait, environment.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }

    /// <summary>Null: nothing can be said, because the answer came too late to matter.</summary>
    private async Task<bool?> AskAsync(CancellationToken cancellationToken)
    {
        if (probe.HttpGet is not { Port: { } port } action)
            return true;
        var number = port.IsNumber
            ? int.Parse(port.Value, CultureInfo.InvariantCulture)
            : container.Ports?.Find(candidate => candidate.Name == port.Value)?.ContainerPort ?? 0;
        var address = new UriBuilder("http", "127.0.0.1", number, action.Path ?? "/").Uri;
        var isWell = await environment.Prober.AskAsync(address, timeout, environment.Time, cancellationToken);
        return cancellationToken.IsCancellationRequested ? null : isWell;
    }
}

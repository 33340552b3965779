using Microsoft.Extensions.Logging;

namespace Slipway.Kubernetes.Leadership;

/// <summary>
/// Leader election by Lease. Never two writers: a leader counts as such only until the deadline after it <i>sent</i> its
/// last successful renewal, and the others wait longer than that after they <i>saw</i> it.
/// <code>
/// leader   send──────────── RenewDeadline ──┤ stops
/// other      see───────────────── LeaseDuration ──┤ may take
/// </code>
/// </summary>
internal sealed class LeaderElector(LeaseClaimant claimant, LeaderElectionOptions options, TimeProvider clock, ILogger logger) : ILeaderElector
{
    private long leadsUntilTicks;
    private volatile bool hasAnswered;
    private volatile bool hasLed;
    private volatile string? lastError;

    public string Identity => options.Identity;

    public bool IsLeading => claimant.Now < LeadsUntil;

    public LeadershipStatus Status => new(hasAnswered, hasLed, claimant.Observation?.Holder, lastError);

    private TimeSpan LeadsUntil
    {
        get => new(Volatile.Read(ref leadsUntilTicks));
        set => Volatile.Write(ref leadsUntilTicks, value.Ticks);
    }

    public async Task<LeadershipEnd> RunAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        logger.Waiting(Identity, options.Namespace, options.Name);
        if (!await AcquireAsync(stopping))
            return LeadershipEnd.Stopped;
        if (stopping.IsCancellationRequested)
        {
            await ReleaseAsync();
            return LeadershipEnd.Stopped;
        }

        hasLed = true;
        logger.Leading(Identity, options.Namespace, options.Name);

        using var lost = new CancellationTokenSource();
        using var ended = new CancellationTokenSource();
        var renewing = RenewUntilLostAsync(ended.Token);
        var working = work(lost.Token);
        if (await Task.WhenAny(working, renewing) == working)
        {
            await ended.CancelAsync();
            await renewing;
            await ReleaseAsync();
            await working;
            return LeadershipEnd.Stopped;
        }

        logger.Lost(Identity, options.Namespace, options.Name, await renewing);
        await lost.CancelAsync();
        await AbandonAsync(working);
        return LeadershipEnd.Lost;
    }

    /// <returns>False: asked to stop before.</returns>
    private async Task<bool> AcquireAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (await TryAsync(claimant.TryClaimAsync, options.RenewDeadline, stopping))
                return true;
            await DelayAsync(UntilNextTry(), stopping);
        }

        return false;
    }

    /// <summary>The retry period, or less when the lease expires sooner.</summary>
    private TimeSpan UntilNextTry()
    {
        var expires = claimant.Observation is { Holder: not null } seen ? seen.Expiry - claimant.Now : options.RetryPeriod;
        return expires > TimeSpan.Zero && expires < options.RetryPeriod ? expires : options.RetryPeriod;
    }

    /// <returns>Why leadership was lost; empty when <paramref name="ended"/> was cancelled.</returns>
    private async Task<string> RenewUntilLostAsync(CancellationToken ended)
    {
        while (true)
        {
            var left = LeadsUntil - claimant.Now;
            if (left <= TimeSpan.Zero)
                return $"not renewed within {options.RenewDeadline}";
            await DelayAsync(left < options.RetryPeriod ? left : options.RetryPeriod, ended);
            if (ended.IsCancellationRequested)
                return "";
            left = LeadsUntil - claimant.Now;
            if (left <= TimeSpan.Zero)
                continue;
            await TryAsync(claimant.TryRenewAsync, left, ended);
            if (claimant.Observation is { } seen && seen.Holder != Identity)
            {
                LeadsUntil = TimeSpan.Zero;
                return $"{seen.Holder ?? "nobody"} holds it";
            }
        }
    }

    /// <summary>Waits; being cancelled only ends it sooner.</summary>
    private async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        await Task.Delay(delay, clock, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    /// <summary>
    /// One try with a time limit. Success extends leadership, counted from before the request was sent. A stop leaves it another retry
    /// period: a request that is cut may have been carried out, and then nobody could give the lease back.
    /// </summary>
    private async Task<bool> TryAsync(Func<CancellationToken, Task<bool>> claim, TimeSpan limit, CancellationToken stopping)
    {
        var sent = claimant.Now;
        using var late = new CancellationTokenSource(limit, clock);
        using var cut = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var cutting = stopping.Register(() => cut.CancelAfter(options.RetryPeriod));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, late.Token);
        try
        {
            var held = await claim(either.Token);
            hasAnswered = true;
            lastError = null;
            if (held)
                LeadsUntil = sent + options.RenewDeadline;
            return held;
        }
        catch (Exception exception)
        {
            if (cut.IsCancellationRequested)
                return false;
            lastError = late.IsCancellationRequested ? $"no answer within {limit}" : exception.Message;
            logger.AttemptFailed(options.Namespace, options.Name, lastError, options.RetryPeriod);
            return false;
        }
    }

    private async Task ReleaseAsync()
    {
        if (!IsLeading)
            return;
        LeadsUntil = TimeSpan.Zero;
        using var late = new CancellationTokenSource(options.RetryPeriod, clock);
        try
        {
            await claimant.ReleaseAsync(late.Token);
            logger.Released(Identity, options.Namespace, options.Name);
        }
        catch (Exception exception)
        {
            logger.ReleaseFailed(options.Namespace, options.Name, exception.Message);
        }
    }

    /// <summary>Gives cancelled work until the lease can be taken. What still runs then cannot write and dies with the process.</summary>
    private Task AbandonAsync(Task working) =>
        working.WaitAsync(options.LeaseDuration - options.RenewDeadline, clock)
            .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}

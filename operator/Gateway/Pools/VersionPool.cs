using Slipway.Api.Demand;
using Slipway.Gateway.Shadowing;

namespace Slipway.Gateway.Pools;

/// <summary>
/// The replicas of one version, the requests that they work on, and those that wait, first come first served. A replica never
/// gets more than its share at once; what is more waits here, where any replica that becomes free can take it.
/// </summary>
internal sealed class VersionPool(EntityKey model, string revision, PoolSettings settings, GatewayClock clock, Action wake)
{
    private readonly Lock gate = new();
    private readonly WaitQueue waiting = new();
    private readonly ColdStarts coldStarts = new();
    private readonly PoolCounters counters = new();
    private List<PooledEndpoint> endpoints = [];
    private List<PooledEndpoint> leaving = [];
    private int concurrency = 1;
    private bool isAlarmSet;
    private bool hasShare = true;
    private bool isClosed;

    public EntityKey Model { get; } = model;

    public string Revision { get; } = revision;

    /// <summary>The name that clients use for it; its revision until that is known.</summary>
    public string Version { get; set; } = revision;

    public RetryBudget Retries { get; } = new();

    /// <summary>Requests that ask for this version by name.</summary>
    public NamedRequests Named { get; } = new();

    /// <summary>What copies of requests to this version came to.</summary>
    public ShadowLedger Copies { get; } = new();

    /// <summary>What copies of requests to this version may take.</summary>
    public ShadowBudget CopyBudget { get; } = new(settings.MaxShadowCopies, settings.MaxShadowBytes);

    /// <summary>Whether a replica is there that takes requests.</summary>
    public bool HasReplica
    {
        get
        {
            lock (gate)
                return endpoints.Exists(endpoint => endpoint.Health.Admits(clock.Now));
        }
    }

    /// <summary>Asks for a replica; waits for one where <see cref="Entry.IsDemand"/> says so.</summary>
    public ValueTask<Admission> EnterAsync(Entry entry, CancellationToken cancellationToken)
    {
        Waiter waiter;
        bool mustWake;
        lock (gate)
        {
            var now = clock.Now;
            if (entry is { IsDemand: true, Avoid: null })
                counters.Arrived();
            if (waiting.Count == 0 || entry is { IsDemand: false, IsCopy: false } || entry.Avoid is not null)
            {
                if (Choose(entry.Avoid, now, limited: entry.IsDemand || entry.IsCopy) is { } endpoint)
                    return ValueTask.FromResult(Grant(endpoint));
            }
            if (!entry.IsDemand)
                return ValueTask.FromResult(new Admission(null, Refusal.NoReplica, coldStarts.RetryAfter(now)));
            if (!hasShare && !entry.IsNamed)
            {
                counters.LeftWaiting();
                return ValueTask.FromResult(new Admission(null, Refusal.Moved));
            }
            if (RefusalOf(entry, now) is { } refusal)
            {
                counters.Rejected();
                return ValueTask.FromResult(new Admission(null, refusal, coldStarts.RetryAfter(now)));
            }
            waiter = waiting.Add(entry, now);
            mustWake = endpoints.Count == 0;
            if (mustWake)
                coldStarts.Begin(now);
            SetAlarm(now);
        }
        if (mustWake)
            wake();
        return new ValueTask<Admission>(WaitAsync(waiter, entry.Deadline, cancellationToken));
    }

    /// <summary>A replica begins with a request; returns the uptime to hand to <see cref="Leave"/>.</summary>
    public double Begin(bool isDemand)
    {
        var began = clock.UptimeSeconds;
        if (isDemand)
        {
            lock (gate)
                counters.Began(began);
        }
        return began;
    }

    /// <summary>Gives a replica back.</summary>
    /// <param name="endpoint">The replica.</param>
    /// <param name="outcome">How it took the request.</param>
    /// <param name="beganSeconds">What <see cref="Begin"/> returned.</param>
    /// <param name="isDemand">Whether the request counts.</param>
    /// <param name="isFinal">Whether it is not tried again.</param>
    public void Leave(PooledEndpoint endpoint, Outcome outcome, double beganSeconds, bool isDemand, bool isFinal)
    {
        lock (gate)
        {
            endpoint.InFlight--;
            if (isDemand)
                counters.Ended(beganSeconds, clock.UptimeSeconds, outcome, isFinal);
            endpoint.Health.End(outcome, clock.Now, MayEject);
            endpoint.Note(outcome, clock.Now);
            if (endpoint.IsLeaving && endpoint.InFlight == 0)
                leaving.Remove(endpoint);
            Release(clock.Now);
        }
    }

    /// <summary>The ready replicas, as of now; those that are missing finish what they have.</summary>
    public void Update(IReadOnlyList<EndpointAddress> ready, int replicaConcurrency)
    {
        bool mustWake;
        lock (gate)
        {
            var now = clock.Now;
            concurrency = Math.Max(1, replicaConcurrency);
            var known = endpoints.ToDictionary(endpoint => endpoint.Address);
            var next = ready.Select(address => known.GetValueOrDefault(address) ?? new PooledEndpoint(address, now)).ToList();
            foreach (var gone in endpoints.Except(next).Where(gone => gone.InFlight > 0))
            {
                gone.IsLeaving = true;
                leaving.Add(gone);
            }
            if (endpoints.Count == 0 && next.Count > 0)
                coldStarts.End(now);
            endpoints = next;
            Retries.Cover(next.Count * concurrency);
            mustWake = next.Count == 0 && waiting.Count > 0;
            if (mustWake)
                coldStarts.Begin(now);
            Release(now);
        }
        if (mustWake)
            wake();
    }

    /// <summary>Requests that name no version may come here; until <see cref="EndShare"/>, as from the beginning.</summary>
    public void BeginShare()
    {
        lock (gate)
            hasShare = true;
    }

    /// <summary>The version's share of the traffic has gone elsewhere: those that wait by it are told to follow.</summary>
    public void EndShare()
    {
        lock (gate)
        {
            hasShare = false;
            foreach (var waiter in waiting.Take(waiter => !waiter.IsNamed))
            {
                counters.LeftWaiting();
                waiter.Complete(new Admission(null, Refusal.Moved));
            }
        }
    }

    /// <summary>Lets go of all that wait: the version has no route any more.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            foreach (var waiter in waiting.Take(_ => true))
                waiter.Complete(new Admission(null, Refusal.NoReplica));
        }
    }

    /// <summary>What a demand report says.</summary>
    public (VersionDemand Demand, long Stamp) Snapshot()
    {
        lock (gate)
        {
            var now = clock.Now;
            var copies = Copies.Snapshot();
            var stamp = counters.Stamp + copies.Stamp + Named.Stamp;
            var named = Named.Count();
            var ejected = endpoints.Count(endpoint => endpoint.Health.IsEjected);
            var demand = counters.ToDemand(Revision, clock.UptimeSeconds) with
            {
                Queued = waiting.Count,
                OldestQueuedSeconds = waiting.First is { } first ? (now - first.Since).TotalSeconds : 0,
                Ready = endpoints.Count - ejected,
                Ejected = ejected,
                NamedArrivals = named.Arrivals,
                NamedNow = named.Now,
                Shadow = copies.Demand,
            };
            return (demand, stamp);
        }
    }

    /// <summary>For people: name, requests under way, whether it is left out.</summary>
    public IReadOnlyList<(string Pod, int InFlight, bool IsEjected)> Replicas()
    {
        lock (gate)
            return [.. endpoints.Select(endpoint => (endpoint.Address.PodName, endpoint.InFlight, endpoint.Health.IsEjected))];
    }

    private async Task<Admission> WaitAsync(Waiter waiter, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var remaining = deadline - clock.Now;
        await using var timer = clock.Time.CreateTimer(
            _ => Remove(waiter, new Admission(null, Refusal.DeadlinePassed, coldStarts.RetryAfter(clock.Now))), null, remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await using var registration = cancellationToken.Register(() => Abandon(waiter, cancellationToken));
        return await waiter.Task;
    }

    private void Remove(Waiter waiter, Admission admission)
    {
        if (EndWait(waiter, counters.Rejected))
            waiter.Complete(admission);
    }

    private void Abandon(Waiter waiter, CancellationToken cancellationToken)
    {
        if (EndWait(waiter, counters.LeftWaiting))
            waiter.Cancel(cancellationToken);
    }

    private bool EndWait(Waiter waiter, Action count)
    {
        lock (gate)
        {
            var waited = waiting.Remove(waiter);
            if (waited)
                count();
            return waited;
        }
    }

    private static Admission Grant(PooledEndpoint endpoint)
    {
        endpoint.InFlight++;
        endpoint.Health.Begin();
        return new Admission(endpoint);
    }

    private void Release(DateTimeOffset now)
    {
        while (waiting.First is { } first && Choose(first.Avoid, now, limited: true) is { } endpoint)
        {
            waiting.Remove(first);
            first.Complete(Grant(endpoint));
        }
        SetAlarm(now);
    }

    // Nothing happens when a replica has rested: those that wait for it must be woken by time.
    private void SetAlarm(DateTimeOffset now)
    {
        if (isAlarmSet || waiting.Count == 0)
            return;
        var next = endpoints.SelectMany(endpoint => new[] { endpoint.RestsUntil, endpoint.Health.EjectedUntil }).Where(until => until > now).Min();
        if (next is not { } at)
            return;
        isAlarmSet = true;
        _ = AlarmAsync(at - now);
    }

    private async Task AlarmAsync(TimeSpan due)
    {
        await Task.Delay(due, clock.Time);
        lock (gate)
        {
            isAlarmSet = false;
            Release(clock.Now);
        }
    }

    // A replica that has just failed the request is taken only where there is no other.
    private PooledEndpoint? Choose(PooledEndpoint? avoid, DateTimeOffset now, bool limited) => Balancer.Choose(
        endpoints,
        endpoint => endpoint == avoid && endpoints.Count > 1 ? 0
            : limited ? ReplicaRoom.Of(endpoint, endpoints, concurrency, settings.SlowStart, now)
            : ReplicaRoom.Unlimited(endpoint, now));

    // Never the last, and never more than half.
    private bool MayEject() => endpoints.Count(endpoint => endpoint.Health.IsEjected) + 1 <= endpoints.Count / 2;

    private Refusal? RefusalOf(Entry entry, DateTimeOffset now) =>
        isClosed ? Refusal.NoReplica
        : waiting.Count >= settings.MaxQueueLength || waiting.Bytes + entry.BodyBytes > settings.MaxQueueBytes ? Refusal.QueueFull
        : entry.Deadline <= now ? Refusal.DeadlinePassed
        : endpoints.Count == 0 && coldStarts.Left(now) is { } left && now + left > entry.Deadline ? Refusal.CannotMakeDeadline
        : null;
}

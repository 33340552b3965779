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
    private readonly LinkedList<Waiter> waiting = new();
    private readonly PoolCounters counters = new();
    private List<PooledEndpoint> endpoints = [];
    private List<PooledEndpoint> leaving = [];
    private int concurrency = 1;
    private long waitingBytes;
    private DateTimeOffset? emptySince;
    private TimeSpan? lastColdStart;
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
        var mustWake = false;
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
                return ValueTask.FromResult(new Admission(null, Refusal.NoReplica, RetryAfter(now)));
            if (!hasShare && !entry.IsNamed)
            {
                counters.LeftWaiting();
                return ValueTask.FromResult(new Admission(null, Refusal.Moved));
            }
            if (RefusalOf(entry, now) is { } refusal)
            {
                counters.Rejected();
                return ValueTask.FromResult(new Admission(null, refusal, RetryAfter(now)));
            }
            waiter = new Waiter(entry, now);
            if (entry.Avoid is null)
                waiting.AddLast(waiter);
            else
                waiting.AddFirst(waiter); // It has waited before.
            waitingBytes += waiter.BodyBytes;
            if (endpoints.Count == 0)
            {
                emptySince ??= now;
                mustWake = true;
            }
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
        var mustWake = false;
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
            if (endpoints.Count == 0 && next.Count > 0 && emptySince is { } since)
                (lastColdStart, emptySince) = (now - since, null);
            endpoints = next;
            Retries.Cover(next.Count * concurrency);
            if (next.Count == 0 && waiting.Count > 0)
            {
                emptySince ??= now;
                mustWake = true;
            }
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
            foreach (var waiter in waiting.Where(waiter => !waiter.IsNamed).ToList())
            {
                waiting.Remove(waiter);
                waitingBytes -= waiter.BodyBytes;
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
            foreach (var waiter in waiting)
                waiter.Complete(new Admission(null, Refusal.NoReplica));
            waiting.Clear();
            waitingBytes = 0;
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
                OldestQueuedSeconds = waiting.First is { } first ? (now - first.Value.Since).TotalSeconds : 0,
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
            _ => Remove(waiter, new Admission(null, Refusal.DeadlinePassed, RetryAfter(clock.Now))), null, remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await using var registration = cancellationToken.Register(() => Abandon(waiter, cancellationToken));
        return await waiter.Task;
    }

    private void Remove(Waiter waiter, Admission admission)
    {
        lock (gate)
        {
            if (!waiting.Remove(waiter))
                return;
            waitingBytes -= waiter.BodyBytes;
            counters.Rejected();
        }
        waiter.Complete(admission);
    }

    private void Abandon(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!waiting.Remove(waiter))
                return;
            waitingBytes -= waiter.BodyBytes;
            counters.LeftWaiting();
        }
        waiter.Cancel(cancellationToken);
    }

    private static Admission Grant(PooledEndpoint endpoint)
    {
        endpoint.InFlight++;
        endpoint.Health.Begin();
        return new Admission(endpoint);
    }

    private void Release(DateTimeOffset now)
    {
        while (waiting.First is { } first && Choose(first.Value.Avoid, now, limited: true) is { } endpoint)
        {
            waiting.RemoveFirst();
            waitingBytes -= first.Value.BodyBytes;
            first.Value.Complete(Grant(endpoint));
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
    private PooledEndpoint? Choose(PooledEndpoint? avoid, DateTimeOffset now, bool limited) =>
        Balancer.Choose(endpoints, endpoint => endpoint == avoid && endpoints.Count > 1 ? 0 : Room(endpoint, now, limited));

    // One that could not be reached is tried by a single request, before all that wait go there.
    private int Room(PooledEndpoint endpoint, DateTimeOffset now, bool limited) => !endpoint.Health.Admits(now) || endpoint.RestsUntil > now
        ? 0
        : limited ? (endpoint.RestsUntil is null ? Share(endpoint, now) : 1) - endpoint.InFlight : int.MaxValue;

    // A new replica beside others begins with little, because its caches are cold; where all are new, nobody is spared.
    private int Share(PooledEndpoint endpoint, DateTimeOffset now)
    {
        var age = now - endpoint.Since;
        if (age >= settings.SlowStart || endpoints.TrueForAll(other => now - other.Since < settings.SlowStart))
            return concurrency;
        return Math.Max(1, (int)(concurrency * (age / settings.SlowStart)));
    }

    // Never the last, and never more than half.
    private bool MayEject() => endpoints.Count(endpoint => endpoint.Health.IsEjected) + 1 <= endpoints.Count / 2;

    private Refusal? RefusalOf(Entry entry, DateTimeOffset now)
    {
        if (isClosed)
            return Refusal.NoReplica;
        if (waiting.Count >= settings.MaxQueueLength || waitingBytes + entry.BodyBytes > settings.MaxQueueBytes)
            return Refusal.QueueFull;
        if (entry.Deadline <= now)
            return Refusal.DeadlinePassed;
        return endpoints.Count == 0 && Estimate(now) is { } estimate && now + estimate > entry.Deadline ? Refusal.CannotMakeDeadline : null;
    }

    // What is left of a start, if this one takes as long as the last; unknown for the first, and once it has taken longer.
    private TimeSpan? Estimate(DateTimeOffset now) =>
        lastColdStart is { } last && last - (now - (emptySince ?? now)) is var left && left > TimeSpan.Zero ? left : null;

    private int RetryAfter(DateTimeOffset now) => Math.Clamp((int)Math.Ceiling(Estimate(now)?.TotalSeconds ?? 1), 1, 60);
}

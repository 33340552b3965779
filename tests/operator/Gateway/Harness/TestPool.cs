using Slipway.Gateway.Pools;
using Slipway.Tests.Support.Time;

namespace Slipway.Gateway.Tests.Harness;

/// <summary>A pool on a clock that is told the time.</summary>
internal sealed class TestPool
{
    public TestPool(int maxQueueLength = 1_000, long maxQueueBytes = 1_000_000)
    {
        Clock = new GatewayClock(Time);
        Pool = new VersionPool(new EntityKey("vision", "ocr"), "r1", new PoolSettings(maxQueueLength, maxQueueBytes, TimeSpan.FromSeconds(10), 32, 1_000_000), Clock, () => Wakes++);
    }

    public ManualTimeProvider Time { get; } = new();

    public GatewayClock Clock { get; }

    public VersionPool Pool { get; }

    public int Wakes { get; private set; }

    public static EndpointAddress Replica(string name) => new(name, name, new Uri($"http://{name}:8080"), null);

    /// <summary>Ready replicas that are long past their slow start.</summary>
    public void Warm(int concurrency, params string[] names)
    {
        Pool.Update([.. names.Select(Replica)], concurrency);
        Time.Advance(TimeSpan.FromSeconds(11));
    }

    public Task<Admission> EnterAsync(
        double seconds = 60, long bytes = 0, PooledEndpoint? avoid = null, bool isNamed = false, CancellationToken cancellationToken = default)
    {
        var entry = new Entry { Deadline = Clock.Now + TimeSpan.FromSeconds(seconds), BodyBytes = bytes, IsDemand = true, IsNamed = isNamed, Avoid = avoid };
        return Pool.EnterAsync(entry, cancellationToken).AsTask();
    }

    public async Task<PooledEndpoint> BeginAsync() => (await EnterAsync()).Endpoint.ShouldNotBeNull();

    /// <summary>A whole request.</summary>
    public async Task<string> DoAsync(Outcome outcome, double seconds = 0)
    {
        var endpoint = await BeginAsync();
        var began = Pool.Begin(isDemand: true);
        Time.Advance(TimeSpan.FromSeconds(seconds));
        Pool.Leave(endpoint, outcome, began, isDemand: true, isFinal: true);
        return endpoint.Address.PodName;
    }

    /// <summary>The end of a request that may enter at once.</summary>
    public async Task DoneAsync(Task<Admission> entering, Outcome outcome) => End((await entering).Endpoint.ShouldNotBeNull(), outcome);

    public void End(PooledEndpoint endpoint, Outcome outcome = Outcome.Answered) => Pool.Leave(endpoint, outcome, Clock.UptimeSeconds, isDemand: false, isFinal: true);
}

using System.Runtime.InteropServices;

namespace Slipway.Gateway.Access;

/// <summary>Counts the requests of each caller of a model: a bucket that fills with time, and those under way.</summary>
/// <param name="settings">The limits.</param>
/// <param name="clock">The time that fills buckets.</param>
internal sealed class CallerLimits(CallerLimitSettings settings, GatewayClock clock)
{
    /// <summary>Callers that are remembered; the idle ones are forgotten before any more are.</summary>
    private const int MostCallers = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, State> callers = new(StringComparer.Ordinal);

    public CallerLimitSettings Settings { get; } = settings;

    /// <summary>Callers that are remembered.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return callers.Count;
        }
    }

    /// <summary>A request comes. What is refused costs nothing of the rate.</summary>
    public AccessDecision Enter(string consumer)
    {
        lock (gate)
        {
            var now = clock.UptimeSeconds;
            if (callers.Count >= MostCallers && !callers.ContainsKey(consumer))
                ForgetIdle(now);
            ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(callers, consumer, out var isKnown);
            state.Saved = isKnown ? Saved(state, now) : Settings.Burst;
            state.At = now;
            if (state.InFlight >= Settings.Concurrency)
                return new AccessDecision(AccessVerdict.TooManyAtOnce, consumer, RetryAfterSeconds: 1);
            if (Settings.PerSecond > 0 && state.Saved < 1)
                return new AccessDecision(AccessVerdict.RateLimited, consumer, RetryAfterSeconds: (int)Math.Ceiling((1 - state.Saved) / Settings.PerSecond));
            if (Settings.PerSecond > 0)
                state.Saved--;
            state.InFlight++;
            return new AccessDecision(AccessVerdict.Allowed, consumer, new CallerPermit(this, consumer));
        }
    }

    /// <summary>A request is over.</summary>
    public void Leave(string consumer)
    {
        lock (gate)
            CollectionsMarshal.GetValueRefOrNullRef(callers, consumer).InFlight--;
    }

    private double Saved(State state, double now) => Math.Min(Settings.Burst, state.Saved + ((now - state.At) * Settings.PerSecond));

    // Who has nothing under way and a full bucket is as good as unknown.
    private void ForgetIdle(double now)
    {
        foreach (var (consumer, state) in callers)
        {
            if (state.InFlight == 0 && Saved(state, now) >= Settings.Burst)
                callers.Remove(consumer);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private struct State
    {
        public double Saved;
        public double At;
        public int InFlight;
    }
}

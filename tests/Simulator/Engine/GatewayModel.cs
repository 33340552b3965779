using Slipway.Api.Demand;

namespace Slipway.Simulator.Engine;

/// <summary>A gateway's counters, and the lines that it would write.</summary>
internal sealed class GatewayModel(int index, SimulationOptions options)
{
    private const double Silence = 20;

    private readonly Random random = new(1000 + index);
    private readonly string name = $"gateway-{index}";
    private readonly Queue<(double At, DemandReport Report)> underWay = new();
    private double silentFrom = double.NaN;
    private double updatedAt;
    private double busySeconds;
    private double serviceSeconds;
    private long arrivals;
    private long completions;
    private long sequence;

    public int InFlight { get; private set; }

    public int Queued { get; private set; }

    public void Arrive()
    {
        arrivals++;
        Queued++;
    }

    public void Leave() => Queued--;

    public void Start(double now)
    {
        Integrate(now);
        Queued--;
        InFlight++;
    }

    public void Complete(double now, double seconds)
    {
        Integrate(now);
        InFlight--;
        completions++;
        serviceSeconds += Math.Max(0.02, 1.0 / completions) * (seconds - serviceSeconds);
    }

    /// <summary>Writes the line of this second, and hands over those that have arrived by now.</summary>
    public void Report(double now, double oldest, List<(string Source, DemandReport Report)> arrived)
    {
        Integrate(now);
        underWay.Enqueue((now + options.ReportDelay, Line(now, oldest)));
        var isSilent = IsSilent(now);
        while (underWay.TryPeek(out var first) && first.At <= now)
        {
            underWay.Dequeue();
            if (!isSilent)
                arrived.Add((name, first.Report));
        }
    }

    private bool IsSilent(double now)
    {
        if (double.IsNaN(silentFrom) || now > silentFrom + Silence)
            silentFrom = now + Workloads.Sampler.Exponential(random, 1 / options.SilenceEvery);
        return now >= silentFrom;
    }

    private DemandReport Line(double now, double oldest) => new()
    {
        Gateway = name,
        Sequence = ++sequence,
        UptimeSeconds = now,
        Models =
        [
            new ModelDemand
            {
                Namespace = "default",
                Name = "model",
                Versions =
                [
                    new VersionDemand
                    {
                        Revision = "one",
                        Arrivals = arrivals,
                        Completions = completions,
                        BusySeconds = busySeconds,
                        InFlight = InFlight,
                        Queued = Queued,
                        OldestQueuedSeconds = Queued > 0 ? oldest : 0,
                        ServiceSeconds = completions > 0 ? serviceSeconds : null,
                    },
                ],
            },
        ],
    };

    private void Integrate(double now)
    {
        busySeconds += InFlight * (now - updatedAt);
        updatedAt = now;
    }
}

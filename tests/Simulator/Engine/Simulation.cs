using Slipway.Api.Demand;
using Slipway.Simulator.Workloads;

namespace Slipway.Simulator.Engine;

/// <summary>
/// Replays a workload: gateways with one queue (first come, first served), replicas with a hard cap of requests each, and a policy that
/// is asked every second. Time jumps from event to event.
/// </summary>
internal sealed class Simulation
{
    private readonly Workload workload;
    private readonly SimulationOptions options;
    private readonly IScaler scaler;
    private readonly Fleet fleet;
    private readonly GatewayModel[] gateways;
    private readonly Queue<int> queue = new();
    private readonly PriorityQueue<(int Request, Pod Pod), double> running = new();
    private readonly float[] waits;
    private double clock;
    private double busyIntegral;
    private double waitingIntegral;
    private int next;

    private Simulation(Workload workload, SimulationOptions options, IScaler scaler)
    {
        this.workload = workload;
        this.options = options;
        this.scaler = scaler;
        fleet = new Fleet(options);
        gateways = [.. Enumerable.Range(0, options.Gateways).Select(index => new GatewayModel(index, options))];
        waits = new float[workload.Arrivals.Length];
    }

    public static Result Run(Workload workload, SimulationOptions options, IScaler scaler) => new Simulation(workload, options, scaler).Run();

    private Result Run()
    {
        var reports = new List<(string, DemandReport)>();
        fleet.Begin(Math.Clamp((int)Math.Ceiling(workload.LoadAtStart / (0.7 * options.Concurrency)), 1, options.MaxReplicas));
        for (var second = 1.0; second <= workload.Seconds; second++)
        {
            busyIntegral = waitingIntegral = 0;
            AdvanceTo(second);
            reports.Clear();
            var oldest = queue.TryPeek(out var first) ? second - workload.Arrivals[first] : 0;
            foreach (var gateway in gateways)
                gateway.Report(second, oldest, reports);
            var target = scaler.Decide(new SimulationView
            {
                Now = second,
                Fleet = fleet,
                Busy = busyIntegral,
                Concurrency = busyIntegral + waitingIntegral,
                IsWaitingForFirst = queue.Count > 0 && fleet.Ready == 0,
                Reports = reports,
            });
            // The first minute fills everybody's windows: nothing can be known yet that would be a reason to let go.
            if (second <= 60)
                target = Math.Max(target, fleet.Target);
            if (target != fleet.Target)
                fleet.Scale(Math.Clamp(target, 0, options.MaxReplicas), second);
        }

        while (queue.TryDequeue(out var left))
            waits[left] = float.MaxValue;
        fleet.Finish(workload.Seconds);
        return Summary();
    }

    private Result Summary()
    {
        var late = waits.Count(wait => wait > options.LateSeconds);
        Array.Sort(waits);
        return new Result(
            workload.Name,
            scaler.Name,
            options.StartUpSeconds,
            100.0 * late / waits.Length,
            fleet.GpuSeconds / 3600,
            waits.Length,
            Math.Min(waits[(int)(0.99 * (waits.Length - 1))], options.GiveUpSeconds));
    }

    private void AdvanceTo(double until)
    {
        var ready = fleet.NextReady;
        while (true)
        {
            var arrival = next < workload.Arrivals.Length ? workload.Arrivals[next] : double.PositiveInfinity;
            var completion = running.TryPeek(out _, out var at) ? at : double.PositiveInfinity;
            var now = Math.Min(Math.Min(arrival, completion), Math.Min(ready, until));
            Integrate(now);
            if (now >= until)
                return;
            if (now == completion)
                Complete(now);
            else if (now == arrival)
                Arrive();
            else
                fleet.Advance(now);
            if (now == ready)
                ready = fleet.NextReady;
            Dispatch(now);
        }
    }

    private void Integrate(double now)
    {
        busyIntegral += running.Count * (now - clock);
        waitingIntegral += queue.Count * (now - clock);
        clock = now;
    }

    private void Arrive()
    {
        var request = next++;
        if (queue.Count >= options.QueueLimit)
        {
            waits[request] = float.MaxValue;
            return;
        }

        GatewayOf(request).Arrive();
        queue.Enqueue(request);
    }

    private void Complete(double now)
    {
        var (request, pod) = running.Dequeue();
        GatewayOf(request).Complete(now, workload.Services[request]);
        fleet.Release(pod, now);
    }

    private void Dispatch(double now)
    {
        while (queue.TryPeek(out var request))
        {
            var wait = now - workload.Arrivals[request];
            if (wait > options.GiveUpSeconds)
            {
                queue.Dequeue();
                GatewayOf(request).Leave();
                waits[request] = float.MaxValue;
                continue;
            }

            if (fleet.Take() is not { } pod)
                return;
            queue.Dequeue();
            GatewayOf(request).Start(now);
            waits[request] = (float)wait;
            running.Enqueue((request, pod), now + workload.Services[request]);
        }
    }

    private GatewayModel GatewayOf(int request) => gateways[(int)(((uint)request * 2654435761u) >> 16) % gateways.Length];
}

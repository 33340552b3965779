namespace Slipway.Simulator.Engine;

/// <summary>
/// The replicas of a Deployment and their GPUs. Scaling down takes what waits for a node first, then what is starting (the youngest
/// first), then ready ones, as the ReplicaSet controller does.
/// </summary>
internal sealed class Fleet(SimulationOptions options)
{
    private const double StartUpVariation = 0.1;

    // Every policy's nth pod takes the same time.
    private readonly Random random = new(7);
    private readonly Queue<Pod> free = new();
    private readonly List<double> started = [];
    private int gpus;

    public List<Pod> Pods { get; } = [];

    public int Target { get; private set; }

    public int Ready { get; private set; }

    /// <summary>GPU seconds so far: from scheduling until the last request is done.</summary>
    public double GpuSeconds { get; private set; }

    /// <summary>Start-up times of the pods that became ready since this was last asked.</summary>
    public List<double> TakeStarted()
    {
        var taken = started.ToList();
        started.Clear();
        return taken;
    }

    public void Begin(int replicas)
    {
        Scale(replicas, 0);
        foreach (var pod in Pods.Where(pod => pod.Phase == PodPhase.Starting))
            pod.ReadyAt = 0;
        Advance(0);
        started.Clear();
    }

    public void Scale(int target, double now)
    {
        Target = target;
        while (Pods.Count > target)
            Remove(Pods.Last(pod => pod.Phase == Pods.Min(other => other.Phase)), now);
        while (Pods.Count < target)
            Pods.Add(new Pod { CreatedAt = now });
        Schedule(now);
    }

    /// <summary>When the next pod turns ready.</summary>
    public double NextReady
    {
        get
        {
            var next = double.PositiveInfinity;
            foreach (var pod in Pods)
            {
                if (pod.Phase == PodPhase.Starting)
                    next = Math.Min(next, pod.ReadyAt);
            }

            return next;
        }
    }

    /// <summary>Turns pods ready whose time has come.</summary>
    public void Advance(double now)
    {
        foreach (var pod in Pods)
        {
            if (pod.Phase != PodPhase.Starting || pod.ReadyAt > now)
                continue;
            pod.Phase = PodPhase.Ready;
            Ready++;
            started.Add(pod.ReadyAt - pod.ScheduledAt);
            for (var slot = 0; slot < options.Concurrency; slot++)
                free.Enqueue(pod);
        }
    }

    /// <summary>A free slot, or null.</summary>
    public Pod? Take()
    {
        while (free.TryDequeue(out var pod))
        {
            if (pod.Phase != PodPhase.Ready)
                continue; // Left over from before it drained.
            pod.InFlight++;
            return pod;
        }

        return null;
    }

    /// <summary>A request is done.</summary>
    public void Release(Pod pod, double now)
    {
        pod.InFlight--;
        if (pod.Phase == PodPhase.Ready)
            free.Enqueue(pod);
        else if (pod.InFlight == 0)
            End(pod, now);
    }

    /// <summary>Counts what is still there at the end.</summary>
    public void Finish(double now)
    {
        foreach (var pod in Pods.Where(pod => pod.Phase is PodPhase.Starting or PodPhase.Ready))
            GpuSeconds += now - pod.ScheduledAt;
    }

    private void Remove(Pod pod, double now)
    {
        Pods.Remove(pod);
        if (pod.Phase == PodPhase.Ready)
            Ready--;
        if (pod.Phase == PodPhase.Pending)
            pod.Phase = PodPhase.Gone;
        else if (pod.InFlight > 0)
            pod.Phase = PodPhase.Draining;
        else
            End(pod, now);
    }

    private void End(Pod pod, double now)
    {
        pod.Phase = PodPhase.Gone;
        GpuSeconds += now - pod.ScheduledAt;
        gpus--;
        Schedule(now);
    }

    private void Schedule(double now)
    {
        foreach (var pod in Pods)
        {
            if (gpus >= options.Gpus)
                return;
            if (pod.Phase != PodPhase.Pending)
                continue;
            gpus++;
            pod.Phase = PodPhase.Starting;
            pod.ScheduledAt = now;
            pod.ReadyAt = now + (options.StartUpSeconds * Math.Exp(StartUpVariation * Workloads.Sampler.Normal(random)));
        }
    }
}

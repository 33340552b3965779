using Slipway.Simulator.Engine;

namespace Slipway.Simulator.Policies;

/// <summary>
/// Knative's pod autoscaler as its documentation and source publish it (knative.dev, autoscaling; pkg/autoscaler/scaling/autoscaler.go):
/// every 2 s; stable window 60 s; panic over 6 s at twice what is ready; 70 % of the container's concurrency as target; at most
/// 1000-fold up and half down per step; optional scale-down delay; to zero after an idle window and 30 s of grace.
/// </summary>
internal sealed class KpaScaler(int concurrency, double delaySeconds) : IScaler
{
    private const double StableSeconds = 60;

    private const double PanicThreshold = 2;

    private const double MaxUpRate = 1000;

    private const double MaxDownRate = 2;

    private const double GraceSeconds = 30;

    private readonly BucketWindow stable = new((int)StableSeconds);
    private readonly BucketWindow panic = new(6);
    private readonly MaxWindow delay = new(delaySeconds);
    private readonly double target = 0.7 * concurrency;
    private double panicSince = double.NaN;
    private double zeroSince = double.NaN;
    private int panicPods;
    private int wanted = -1;

    public string Name => delaySeconds > 0 ? $"KPA + delay {delaySeconds:0} s" : "KPA default";

    public int Decide(SimulationView view)
    {
        stable.Add(view.Concurrency);
        panic.Add(view.Concurrency);
        if (wanted < 0)
            wanted = view.Fleet.Target;
        // The activator pokes the autoscaler when a request finds no pod.
        var isPoked = view.IsWaitingForFirst && wanted == 0;
        if ((int)view.Now % 2 != 0 && !isPoked)
            return wanted;
        return wanted = ToZero(view, delay.Add(view.Now, Desired(view)));
    }

    private int Desired(SimulationView view)
    {
        var ready = Math.Max(1, view.Fleet.Ready);
        var most = Math.Ceiling(MaxUpRate * ready);
        var least = Math.Floor(ready / MaxDownRate);
        var forStable = (int)Math.Min(Math.Max(Math.Ceiling(stable.Mean / target), least), most);
        var overPanic = Math.Ceiling(panic.Mean / target);
        var forPanic = (int)Math.Min(Math.Max(overPanic, least), most);
        var isOver = overPanic / ready >= PanicThreshold;
        if (isOver)
        {
            if (double.IsNaN(panicSince))
                panicPods = 0;
            panicSince = view.Now;
        }
        else if (panicSince + StableSeconds < view.Now)
        {
            panicSince = double.NaN;
            panicPods = 0;
        }

        if (double.IsNaN(panicSince))
            return forStable;
        panicPods = Math.Max(panicPods, Math.Max(forPanic, forStable));
        return panicPods;
    }

    private int ToZero(SimulationView view, int desired)
    {
        if (desired > 0)
        {
            zeroSince = double.NaN;
            return desired;
        }

        if (view.Fleet.Target == 0)
            return 0;
        if (double.IsNaN(zeroSince))
            zeroSince = view.Now;
        return view.Now - zeroSince >= GraceSeconds ? 0 : 1;
    }
}

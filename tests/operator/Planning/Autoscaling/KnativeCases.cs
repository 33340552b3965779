using Slipway.Planning.Autoscaling;
using Slipway.Planning.Autoscaling.Demand;

namespace Slipway.Planning.Tests.Autoscaling;

/// <summary>
/// The cases that Knative tests its autoscaler with, by name, in our terms: there is no panic mode here, but what it is for must hold.
/// </summary>
public sealed class KnativeCases
{
    public static TheoryData<string, int, double, int, int> Cases { get; } = new()
    {
        // what Knative calls it, replicas before, slots, after a second, after twenty minutes
        { "no demand, nothing there", 0, 0, 0, 0 },
        { "no change", 4, 14, 4, 4 },
        { "stable mode increase", 1, 40, 11, 11 },
        { "stable mode decrease", 12, 10, 9, 3 },
        { "panic: double at once", 1, 8, 3, 3 },
        { "scale to zero", 1, 0, 1, 0 },
        { "max scale up is the limit of the spec", 1, 1000, 32, 32 },
        { "fractional target", 1, 0.5, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decides(string name, int replicas, double slots, int soon, int later)
    {
        var bench = new ScalerBench { Demand = slots > 0 ? ScalerBench.Load(slots) : ScalerBench.None }.With(replicas);

        bench.Step().Target.ShouldBe(soon, name);
        bench.Run(1200).Target.ShouldBe(later, name);
    }

    [Fact]
    public void Un_panics_when_the_burst_is_over()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(4, queued: 300, oldest: 5) }.With(ready: 1);
        var peak = bench.Step().Target;
        bench.Demand = ScalerBench.Load(4);

        bench.Run(1200).Target.ShouldBeLessThan(peak);
    }

    [Fact]
    public void Extends_the_panic_while_the_burst_lasts()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(40, queued: 50, oldest: 3) }.With(ready: 6);
        var first = bench.Step().Target;

        bench.Run(600);

        bench.Targets.ShouldAllBe(target => target >= first);
    }

    [Fact]
    public void Without_data_nothing_is_decided()
    {
        var bench = new ScalerBench { Demand = DemandSample.Unknown }.With(ready: 5);

        bench.Run(600);

        bench.Targets.ShouldAllBe(target => target == 5);
    }

    [Fact]
    public void Delays_scaling_down_and_begins_the_delay_anew_at_each_peak()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(28) }.With(ready: 8);
        bench.Run(30);
        bench.Demand = ScalerBench.Load(2);
        bench.Run(400);
        bench.Demand = ScalerBench.Load(28);
        bench.Run(30);
        bench.Demand = ScalerBench.Load(2);

        bench.Run(400).Target.ShouldBe(8);
    }

    [Fact]
    public void A_restarted_autoscaler_starts_from_what_is_there()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(28) }.With(ready: 8);
        bench.State = ScaleState.Empty with { FrozenUntil = bench.Now + TimeSpan.FromMinutes(1) };

        bench.Run(30).Target.ShouldBe(8);
    }
}

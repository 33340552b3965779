using Slipway.Planning.Autoscaling;

namespace Slipway.Planning.Tests.Autoscaling;

public sealed class WaitingTimeTests
{
    [Theory]
    [InlineData(0.5, 2, 0.01)]
    [InlineData(8, 2, 0.01)]
    [InlineData(26, 4, 0.005)]
    [InlineData(26, 0.3, 0.005)]
    [InlineData(120, 1, 0.05)]
    public void As_few_slots_as_keep_waiting_rare(double load, double waits, double tail)
    {
        var slots = (int)Math.Ceiling(WaitingTime.Slots(load, waits, tail));

        Late(load, slots, waits).ShouldBeLessThanOrEqualTo(tail);
        if (slots - 1 > load)
            Late(load, slots - 1, waits).ShouldBeGreaterThan(tail);
    }

    [Fact]
    public void More_load_never_needs_fewer_slots()
    {
        var before = 0.0;
        for (var load = 0.0; load < 300; load += 0.25)
        {
            var slots = WaitingTime.Slots(load, 2, 0.005);
            slots.ShouldBeGreaterThanOrEqualTo(before - 1e-9, $"load {load}");
            before = slots;
        }
    }

    [Fact]
    public void No_load_needs_none() => WaitingTime.Slots(0, 2, 0.01).ShouldBe(0);

    [Fact]
    public void A_huge_load_is_not_computed_slot_by_slot() => WaitingTime.Slots(1_000_000, 2, 0.01).ShouldBe(1_002_000);

    // Erlang C by its definition: P(wait > t) = C·e^(−(n−a)·t/S).
    private static double Late(double load, int slots, double waits)
    {
        double term = 1, sum = 1;
        for (var busy = 1; busy < slots; busy++)
        {
            term *= load / busy;
            sum += term;
        }

        var all = term * load / (slots - load);
        return all / (sum + all) * Math.Exp(-(slots - load) * waits);
    }
}

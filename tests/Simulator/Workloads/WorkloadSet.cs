namespace Slipway.Simulator.Workloads;

/// <summary>The workloads of each half: other shapes, and other seeds.</summary>
internal static class WorkloadSet
{
    private static readonly (string Name, WorkloadHalf Half, Func<Random, Shape> Draw)[] Shapes =
    [
        ("steady", WorkloadHalf.Tuning, ShapeLibrary.Steady),
        ("spikes", WorkloadHalf.Tuning, ShapeLibrary.Spikes),
        ("ramp", WorkloadHalf.Tuning, ShapeLibrary.Ramp),
        ("office", WorkloadHalf.Tuning, ShapeLibrary.Office),
        ("bursty", WorkloadHalf.Tuning, ShapeLibrary.Bursty),
        ("trickle", WorkloadHalf.Tuning, ShapeLibrary.Trickle),
        ("diurnal", WorkloadHalf.Reporting, ShapeLibrary.Diurnal),
        ("on-off", WorkloadHalf.Reporting, ShapeLibrary.OnOff),
        ("batch", WorkloadHalf.Reporting, ShapeLibrary.Batch),
        ("crowd", WorkloadHalf.Reporting, ShapeLibrary.Crowd),
        ("walk", WorkloadHalf.Reporting, ShapeLibrary.Walk),
        ("stairs", WorkloadHalf.Reporting, ShapeLibrary.Stairs),
    ];

    /// <summary>All workloads of a half.</summary>
    /// <param name="half">Which.</param>
    /// <param name="seeds">How many of each shape.</param>
    public static List<Workload> Of(WorkloadHalf half, int seeds)
    {
        var first = half == WorkloadHalf.Tuning ? 1 : 601;
        var drawn =
            from shape in Shapes
            where shape.Half == half
            from seed in Enumerable.Range(first, seeds)
            select Draw(shape.Name, seed, shape.Draw);
        return [.. drawn, half == WorkloadHalf.Tuning ? TraceReader.Read("code") : TraceReader.Read("conv")];
    }

    private static Workload Draw(string name, int seed, Func<Random, Shape> draw)
    {
        var random = new Random(StableHash(name) + seed);
        return Sampler.Sample(name, seed, draw(random), random);
    }

    private static int StableHash(string text) => text.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter) & 0xFFFFFF);
}

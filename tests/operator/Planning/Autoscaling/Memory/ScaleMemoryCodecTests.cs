using Slipway.Planning.Autoscaling;
using Slipway.Planning.Autoscaling.Memory;
using Slipway.Planning.Runtime;

namespace Slipway.Planning.Tests.Autoscaling.Memory;

public sealed class ScaleMemoryCodecTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20000);

    [Fact]
    public void What_was_learned_comes_back()
    {
        var bench = new ScalerBench();
        for (var round = 0; round < 3; round++)
        {
            bench.Demand = ScalerBench.Load(20, seconds: 0.25);
            bench.Run(120);
            bench.Demand = ScalerBench.None with { ServiceSeconds = 0.25 };
            bench.Run(1500);
        }

        var capacity = new RuntimeCapacity { MaxBatchSize = 4, Curve = [new(1, 10)], Concurrency = 8 };
        var (memory, text) = RoundTrip(bench.State, capacity);
        var state = ScaleMemoryCodec.Unpack(memory, bench.Now);

        text.Length.ShouldBeLessThan(2000);
        state.ServiceSeconds.ShouldBe(0.25);
        state.StartUps.Expected.ShouldBe(bench.State.StartUps.Expected);
        state.IdleGaps.ToArray().ShouldBe(bench.State.IdleGaps.ToArray());
        state.IdleGaps.ShouldNotBeEmpty();
        state.Levels.Levels.Select(level => level.Gaps.ToArray()).ShouldBe(bench.State.Levels.Levels.Select(level => level.Gaps.ToArray()));
        memory.Capacity!.Concurrency.ShouldBe(8);
        memory.Capacity.Curve!.ShouldBe([new RuntimeCapacityPoint(1, 10)]);
    }

    [Fact]
    public void The_memory_of_a_large_model_is_still_small()
    {
        var bench = new ScalerBench();
        bench.Policy = bench.Policy with { MaxReplicas = 1000, Concurrency = 1 };
        for (var round = 0; round < 25; round++)
        {
            bench.Demand = ScalerBench.Load(900);
            bench.Run(3);
            bench.Demand = ScalerBench.Load(1);
            bench.Run(700);
        }

        RoundTrip(bench.State, null).Text.Length.ShouldBeLessThan(16 * 1024);
    }

    [Fact]
    public void What_was_needed_then_counts_as_needed_until_now()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(28) }.With(ready: 8);
        bench.Run(60);

        var later = bench.Now + TimeSpan.FromMinutes(5);
        var state = ScaleMemoryCodec.Unpack(RoundTrip(bench.State, null).Memory, later);

        state.Levels.Levels.Length.ShouldBe(8);
        state.Levels.Levels.ShouldAllBe(level => level.EndedAt == later);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"format":2,"versions":{}}""")]
    [InlineData("""{"format":1,"versions":null}""")]
    public void What_is_no_memory_is_not_read(string? text) => ScaleMemoryCodec.Read(text).ShouldBeNull();

    [Fact]
    public void Nonsense_in_it_does_no_harm()
    {
        var memory = ScaleMemoryCodec.Read(
            """{"format":1,"versions":{"a":{"service":-1,"startUps":[-5,1e300,30],"hold":1e9,"idleGaps":[0],"levels":[[],[99999999999999],[0,-3,500]]}}}""")!;

        var state = ScaleMemoryCodec.Unpack(memory.Versions["a"], Now);

        state.ServiceSeconds.ShouldBeNull();
        state.StartUps.Seconds.ToArray().ShouldBe([30]);
        state.HoldSeconds.ShouldBeNull();
        state.IdleGaps.ShouldBeEmpty();
        state.Levels.Levels.Length.ShouldBe(2);
        state.Levels.Levels[1].Gaps.ToArray().ShouldBe([500]);
    }

    private static (VersionMemory Memory, string Text) RoundTrip(ScaleState state, RuntimeCapacity? capacity)
    {
        var text = ScaleMemoryCodec.Write(new ScaleMemory { Versions = new Dictionary<string, VersionMemory> { ["a"] = ScaleMemoryCodec.Pack(state, capacity) } });
        return (ScaleMemoryCodec.Read(text)!.Versions["a"], text);
    }
}

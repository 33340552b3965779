using Slipway.Planning.Rollouts;

namespace Slipway.Planning.Tests.Rollouts;

/// <summary>One case for each row of the truth table of <see cref="RollingStrategy"/>.</summary>
public sealed class RollingStrategyTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-01-02T03:04:05Z");

    [Theory]
    [InlineData("A: all of the target is ready", "b", "a", 2, "a:2:served b:2", "b")]
    [InlineData("A: no replicas are wanted, none served", "b", "a", 0, "a:0 b:0", "b")]
    [InlineData("A: no replicas are wanted, the target has served", "b", "a", 0, "a:0:served b:0:served", "b")]
    [InlineData("D: no replicas are wanted, the target has proved nothing", "b", "a", 0, "a:0:served b:0", "a")]
    [InlineData("L: the proven one is whole again", "b", "b", 4, "a:4:served b:1:served", "a")]
    [InlineData("B: the proven one is not whole", "b", "b", 4, "a:3:served b:1:served", "b")]
    [InlineData("B: the one before retires already", "b", "b", 2, "a:2:served:9 b:1:served", "b")]
    [InlineData("A: the target serves already", "a", "a", 2, "a:2:served", "a")]
    [InlineData("A: nothing served before", "a", null, 1, "a:1", "a")]
    [InlineData("B: one of two is ready", "b", "a", 2, "a:2:served b:1", "a")]
    [InlineData("B: the old one has lost a replica", "b", "a", 2, "a:1:served b:1", "a")]
    [InlineData("B: the target serves and grows", "a", "a", 3, "a:1:served", "a")]
    [InlineData("C: the old one is down", "b", "a", 2, "a:0:served b:1", "b")]
    [InlineData("C: the new one is down, the one before is still there", "b", "b", 1, "a:1:served b:0:served", "a")]
    [InlineData("C: the target wins a tie", "b", "c", 2, "a:1:served b:1 c:0:served", "b")]
    [InlineData("D: all are down", "b", "a", 1, "a:0:served b:0", "a")]
    [InlineData("E: the first one never came up", "b", "a", 1, "a:0 b:0", "b")]
    [InlineData("E: what served is gone", "b", "z", 1, "b:0", "b")]
    public void Traffic_goes_where_the_table_says(string row, string target, string? serving, int wanted, string versions, string expected) =>
        RollingStrategy.Next(State(target, serving, wanted, versions), Now).Serve.ShouldBe(expected, row);

    [Theory]
    [InlineData("F: superseded before it served", "c", "a", 1, "a:1:served b:0 c:0", "b", "removed")]
    [InlineData("F: the spec went back", "a", "a", 1, "a:1:served b:1", "b", "removed")]
    [InlineData("G: replaced", "b", "b", 1, "a:1:served b:1:served", "a", "retires in 30")]
    [InlineData("H: replaced in an emergency", "b", "b", 2, "a:0:served b:1:served", "a", "kept with 2")]
    [InlineData("M: its traffic is about to move", "b", "a", 1, "a:1:served b:1", "a", "kept with 1")]
    [InlineData("M: whatever was noted before", "b", "a", 1, "a:1:served:0 b:1", "a", "kept with 1")]
    [InlineData("N: nothing is wanted, nothing is proved", "b", "b", 0, "a:0:served:0 b:0", "a", "kept with 0")]
    [InlineData("I: its time has not come", "b", "b", 1, "a:1:served:5 b:1:served", "a", "retires in 5")]
    [InlineData("I: nor while the new one has lost a replica", "b", "b", 2, "a:1:served:5 b:1:served", "a", "retires in 5")]
    [InlineData("J: its time has come", "b", "b", 1, "a:1:served:0 b:1:served", "a", "removed")]
    [InlineData("J: nothing is wanted", "b", "b", 0, "a:0:served:0 b:0:served", "a", "removed")]
    [InlineData("K: the new one is down", "b", "b", 1, "a:0:served:0 b:0:served", "a", "retires in 0")]
    public void A_version_out_of_use_ends_as_the_table_says(
        string row, string target, string? serving, int wanted, string versions, string revision, string expected)
    {
        var step = RollingStrategy.Next(State(target, serving, wanted, versions), Now);

        var kept = step.Keep.FirstOrDefault(version => version.Revision == revision);
        var fate = kept switch
        {
            null when step.Remove.Contains(revision) => "removed",
            null => "forgotten",
            { RetireAt: { } time } => $"retires in {(time - Now).TotalSeconds}",
            _ => $"kept with {kept.Replicas}",
        };
        fate.ShouldBe(expected, row);
    }

    [Theory]
    [InlineData(1, 59, "a")]
    [InlineData(1, 60, "b")]
    [InlineData(3, 239, "a")]
    [InlineData(3, 240, "b")]
    [InlineData(99, 479, "a")]
    [InlineData(99, 480, "b")]
    [InlineData(0, 0, "b")]
    public void A_version_that_ended_under_load_must_stay_ready_before_it_serves_again(int restarts, int readySeconds, string expected)
    {
        var state = State("b", "a", 1, "a:1:served b:1:served");
        var restarted = state.Versions[1] with { Restarts = restarts, ReadySince = Now - TimeSpan.FromSeconds(readySeconds) };
        var step = RollingStrategy.Next(state with { Versions = [state.Versions[0], restarted] }, Now);

        step.Serve.ShouldBe(expected);
        step.ProbationEnds.HasValue.ShouldBe(expected == "a");
        RollingStrategy.Next(state with { Versions = [state.Versions[0] with { Ready = 0 }, restarted] }, Now).Serve.ShouldBe("b", "nothing else is ready");
        RollingStrategy.Next(state with { Serving = "b", Versions = [state.Versions[0], restarted] }, Now).Serve.ShouldBe("b", "it has the traffic");
    }

    [Fact]
    public void Serving_and_target_both_have_the_wanted_replicas()
    {
        var step = RollingStrategy.Next(State("b", "a", 4, "a:2:served b:1"), Now);

        step.Keep.Select(kept => (kept.Revision, kept.Replicas)).ShouldBe([("a", 4), ("b", 4)]);
    }

    [Fact]
    public void A_version_that_gets_traffic_again_no_longer_retires()
    {
        var step = RollingStrategy.Next(State("b", "b", 1, "a:1:served:20 b:0:served"), Now);

        step.Serve.ShouldBe("a");
        step.Keep.Single(kept => kept.Revision == "a").RetireAt.ShouldBeNull();
    }

    [Fact]
    public void A_retiring_version_shrinks_but_does_not_grow()
    {
        RollingStrategy.Next(State("b", "b", 5, "a:2:served:9 b:5:served"), Now).Keep.Single(kept => kept.Revision == "a").Replicas.ShouldBe(2);
        RollingStrategy.Next(State("b", "b", 1, "a:2:served:9 b:5:served"), Now).Keep.Single(kept => kept.Revision == "a").Replicas.ShouldBe(1);
    }

    // "a:2:served:30" is revision a with two ready replicas, which has served and retires in 30 s.
    private static RolloutState State(string target, string? serving, int wanted, string versions) => new()
    {
        Target = target,
        Serving = serving,
        Wanted = wanted,
        ScaleDownDelay = TimeSpan.FromSeconds(30),
        Versions =
        [
            .. versions.Split(' ').Select(text => text.Split(':')).Select(parts => new RolloutVersion(
                parts[0],
                int.Parse(parts[1]),
                int.Parse(parts[1]),
                parts.Length > 2,
                parts.Length > 3 ? Now + TimeSpan.FromSeconds(int.Parse(parts[3])) : null)),
        ],
    };
}

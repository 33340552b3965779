using Slipway.Planning.Autoscaling;
using Slipway.Planning.Autoscaling.Levels;

namespace Slipway.Planning.Tests.Autoscaling.Levels;

public sealed class LevelHistoryTests
{
    private const double Hold = 600;

    private const double StartUp = 60;

    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20000);

    [Fact]
    public void Levels_are_exact_up_to_sixteen_and_a_sixteenth_apart_above()
    {
        Enumerable.Range(0, 16).Select(LevelHistory.ReplicasOf).ShouldBe(Enumerable.Range(1, 16));
        for (var level = 1; level < 120; level++)
        {
            var (before, at) = (LevelHistory.ReplicasOf(level - 1), LevelHistory.ReplicasOf(level));
            at.ShouldBeGreaterThan(before);
            (at - before).ShouldBeLessThanOrEqualTo(Math.Max(1, at / 16));
        }
    }

    [Fact]
    public void What_is_needed_now_is_held() => Held(At(LevelHistory.Empty, 5, 0), 10).ShouldBe(5);

    [Fact]
    public void What_was_needed_is_held_each_level_from_its_own_end()
    {
        var history = At(At(At(LevelHistory.Empty, 8, 0), 5, 100), 2, 400);

        Held(history, 650).ShouldBe(8);
        Held(history, 750).ShouldBe(5);
        Held(history, 1050).ShouldBe(2);
    }

    [Fact]
    public void Short_gaps_are_not_remembered_and_long_ones_are()
    {
        var history = At(At(At(LevelHistory.Empty, 3, 0), 1, 100), 3, 130);
        history.Levels[2].Gaps.ShouldBeEmpty();

        history = At(At(history, 1, 200), 3, 1200);

        history.Levels[2].Gaps.ShouldBe([1000]);
        history.Levels[1].Gaps.ShouldBe([1000]);
        history.Levels[0].Gaps.ShouldBeEmpty();
    }

    [Fact]
    public void A_level_that_comes_regularly_is_had_back_before_it_comes()
    {
        var history = LevelHistory.Empty;
        for (var round = 0; round < 5; round++)
        {
            history = At(history, 4, round * 3600);
            history = At(history, 1, (round * 3600) + 300);
        }

        var end = (4 * 3600) + 300;
        Held(history, end + 2000).ShouldBe(1);
        Held(history, end + 3250).ShouldBe(4);
    }

    [Fact]
    public void Only_the_last_gaps_are_kept()
    {
        var history = LevelHistory.Empty;
        for (var round = 0; round < 50; round++)
            history = At(At(history, 2, round * 2000), 1, (round * 2000) + 100);

        history.Levels[1].Gaps.Length.ShouldBe(20);
    }

    private static LevelHistory At(LevelHistory history, int replicas, double second) =>
        history.With(replicas, Start.AddSeconds(second), Hold, StartUp, ScaleTuning.Default);

    private static int Held(LevelHistory history, double second) => history.Held(Start.AddSeconds(second), Hold, StartUp, restart: true);
}

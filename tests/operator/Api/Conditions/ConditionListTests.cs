using Slipway.Api.Conditions;

namespace Slipway.Api.Tests.Conditions;

public sealed class ConditionListTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-01-02T03:04:05.678Z");

    [Fact]
    public void The_time_moves_only_when_the_status_flips()
    {
        var first = new ConditionList(null, 1, Now).Set("Ready", false, "A", "a").ToList();
        var same = new ConditionList(first, 2, Now.AddMinutes(1)).Set("Ready", false, "B", "b").ToList();
        var flipped = new ConditionList(same, 2, Now.AddMinutes(2)).Set("Ready", true, "C", "c").ToList();

        first[0].LastTransitionTime.ShouldBe(DateTimeOffset.Parse("2026-01-02T03:04:05Z"), "times of the API have whole seconds");
        same[0].LastTransitionTime.ShouldBe(first[0].LastTransitionTime);
        same[0].ObservedGeneration.ShouldBe(2);
        same[0].Reason.ShouldBe("B");
        flipped[0].LastTransitionTime.ShouldBe(DateTimeOffset.Parse("2026-01-02T03:06:05Z"));
    }

    [Fact]
    public void A_long_message_is_cut() =>
        new ConditionList(null, 1, Now).Set("Ready", true, "A", new string('x', 9999)).ToList()[0].Message.Length.ShouldBe(4096);
}

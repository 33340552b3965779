using Slipway.Kubernetes.Queue;

namespace Slipway.Kubernetes.Tests.Queue;

public sealed class WorkQueueCoreTests
{
    private readonly WorkQueueCore<string> queue = new();

    [Fact]
    public void A_key_added_twice_is_handed_out_once()
    {
        Add("a");
        Add("a");

        Take().ShouldBe("a");
        Take().ShouldBeNull();
    }

    [Fact]
    public void A_key_is_worked_on_by_one_at_a_time_and_comes_again_once_when_added_meanwhile()
    {
        Add("a");
        Take().ShouldBe("a");
        Add("a");
        Add("a");
        Take().ShouldBeNull();

        queue.Done("a", TimeSpan.Zero).ShouldBeTrue();

        Take().ShouldBe("a");
        queue.Done("a", TimeSpan.Zero).ShouldBeFalse();
        queue.IsIdle.ShouldBeTrue();
    }

    [Fact]
    public void A_key_due_meanwhile_comes_again_after_the_work()
    {
        Add("a");
        Take();
        queue.AddAt("a", Seconds(1));
        queue.Advance(Seconds(1)).ShouldBe(1);
        Take().ShouldBeNull();
        queue.Done("a", Seconds(2)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(5, 9, 5)]
    [InlineData(9, 5, 5)]
    public void Of_two_times_the_earlier_counts(int first, int second, int expected)
    {
        queue.AddAt("a", Seconds(first));
        queue.AddAt("a", Seconds(second));

        queue.NextDue.ShouldBe(Seconds(expected));
        queue.Advance(Seconds(expected) - TimeSpan.FromTicks(1)).ShouldBe(0);
        queue.Advance(Seconds(100)).ShouldBe(1);
        queue.NextDue.ShouldBeNull();
    }

    [Fact]
    public void Taking_a_key_voids_its_delayed_turn()
    {
        queue.AddAt("a", Seconds(5));
        Add("a");
        Take().ShouldBe("a");

        queue.NextDue.ShouldBeNull();
        queue.Advance(Seconds(10)).ShouldBe(0);
    }

    [Fact]
    public void A_turn_asked_for_during_the_work_is_kept()
    {
        Add("a");
        Take();
        queue.AddAt("a", Seconds(5));
        queue.Done("a", TimeSpan.Zero);

        queue.NextDue.ShouldBe(Seconds(5));
    }

    [Fact]
    public void Changes_go_before_what_was_there_at_the_start()
    {
        Add("old", QueuePriority.Low);
        Add("new");

        Take().ShouldBe("new");
        Take().ShouldBe("old");
    }

    [Fact]
    public void A_low_key_that_changes_moves_up_and_is_handed_out_once()
    {
        Add("x", QueuePriority.Low);
        Add("y", QueuePriority.Low);
        Add("y");
        queue.Depth.ShouldBe(2);

        Take().ShouldBe("y");
        Take().ShouldBe("x");
        Take().ShouldBeNull();
    }

    [Fact]
    public void Low_keys_do_not_starve_under_constant_change()
    {
        Add("old", QueuePriority.Low);
        var taken = new List<string?>();
        for (var turn = 0; turn < 10; turn++)
        {
            Add($"new{turn}");
            taken.Add(Take());
        }

        taken.ShouldContain("old");
    }

    [Fact]
    public void A_hot_key_goes_behind_the_others()
    {
        Add("hot");
        Add("calm");
        Take().ShouldBe("hot");
        Add("hot");
        queue.Done("hot", TimeSpan.Zero);

        Take().ShouldBe("calm");
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private void Add(string key, QueuePriority priority = QueuePriority.Normal) => queue.Add(key, priority, TimeSpan.Zero);

    private string? Take() => queue.TryTake(out var key, out _) ? key : null;
}

using Slipway.Controllers.Observing;
using Slipway.Kubernetes.Models;

namespace Slipway.Controllers.Tests.Observing;

public sealed class ReadScheduleTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private readonly ReadSchedule schedule = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60));

    [Fact]
    public void What_was_never_read_is_due() => schedule.IsDue("a", Now).ShouldBeTrue();

    [Fact]
    public void Waits_ever_longer_while_there_is_no_news()
    {
        var now = Now;
        var waits = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            schedule.Read("a", now, isNews: false);
            waits.Add(schedule.DueIn("a", now).TotalSeconds);
            now += schedule.DueIn("a", now);
        }
        waits.ShouldBe([5, 10, 20, 40, 60, 60]);
    }

    [Fact]
    public void Begins_anew_with_news()
    {
        schedule.Read("a", Now, isNews: false);
        schedule.Read("a", Now, isNews: false);
        schedule.Read("a", Now, isNews: true);

        schedule.DueIn("a", Now).ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Forgets_what_is_gone()
    {
        schedule.Read("a", Now, isNews: false);
        schedule.Keep(new HashSet<string> { "b" });

        schedule.IsDue("a", Now).ShouldBeTrue();
    }

    [Fact]
    public void A_pod_that_has_become_ready_is_read_at_once_although_it_was_silent_for_long()
    {
        var memory = new ModelMemory();
        var pod = new V1Pod { Metadata = new() { Uid = "a" }, Status = new() };
        memory.Keep([pod]);
        for (var read = 0; read < 5; read++)
            memory.StatusReads.Read("a", Now, isNews: false);
        memory.Keep([pod]);
        memory.StatusReads.DueIn("a", Now).ShouldBe(TimeSpan.FromSeconds(16));

        pod.Status.Conditions = [new() { Type = "Ready", Status = "True" }];
        memory.Keep([pod]);
        memory.StatusReads.IsDue("a", Now).ShouldBeTrue();
        memory.StatusReads.Read("a", Now, isNews: true);
        memory.Keep([pod]);

        memory.StatusReads.DueIn("a", Now).ShouldBe(TimeSpan.FromSeconds(1));
    }
}

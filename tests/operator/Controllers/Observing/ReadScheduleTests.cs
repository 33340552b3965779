using Slipway.Controllers.Observing;

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
}

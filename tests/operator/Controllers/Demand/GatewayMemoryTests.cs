using Slipway.Api.Demand;
using Slipway.Controllers.Demand;

namespace Slipway.Controllers.Tests.Demand;

/// <summary>What a gateway has just seen, from lines that name only what has changed.</summary>
public sealed class GatewayMemoryTests
{
    private static readonly EntityKey Model = new("vision", "ocr");

    private readonly GatewayMemory memory = new("10.0.0.9:9090");

    private double uptime = 100;

    [Fact]
    public void The_earlier_report_is_the_one_of_five_seconds_ago()
    {
        for (var arrivals = 1; arrivals <= 20; arrivals++)
            Line(arrivals);
        Difference().ShouldBe(5);
    }

    [Fact]
    public void A_model_that_has_gone_quiet_has_no_recent_requests_although_no_line_says_so()
    {
        Line(1);
        Line(2);
        Difference().ShouldBe(1);
        for (var second = 0; second < 6; second++)
            Line(null);
        Difference().ShouldBe(0);
    }

    [Fact]
    public void Of_the_first_line_nothing_is_known_to_be_recent()
    {
        Line(7);
        memory.View(Model, 1, _ => false).Before.ShouldBeNull();
    }

    private long Difference()
    {
        var view = memory.View(Model, 1, _ => false);
        return view.Now!.Versions[0].Arrivals - view.Before!.Versions[0].Arrivals;
    }

    private void Line(long? arrivals)
    {
        uptime++;
        memory.Note(
            new DemandReport
            {
                Gateway = "g1",
                Sequence = (long)uptime,
                UptimeSeconds = uptime,
                Models = arrivals is null
                    ? []
                    : [new ModelDemand { Namespace = "vision", Name = "ocr", Versions = [new VersionDemand { Revision = "aaa", Arrivals = arrivals.Value }] }],
            },
            at: 1);
    }
}

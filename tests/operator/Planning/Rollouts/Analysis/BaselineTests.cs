using Slipway.Api.Demand;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Planning.Tests.Rollouts.Analysis;

/// <summary>Counters only grow while a gateway lives; what is new of them is the difference.</summary>
public sealed class BaselineTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-01-02T03:04:05Z");

    [Fact]
    public void What_was_counted_before_does_not_count()
    {
        var baseline = Baseline.Take([View("g1", 100, 10), View("g2", 100, 5)], ["b"], Now);

        baseline.Since([View("g1", 110, 25), View("g2", 110, 5)], "b", Now.AddSeconds(10)).Completions.ShouldBe(15);
    }

    [Fact]
    public void A_gateway_that_began_since_counts_whole_and_an_older_stranger_only_from_when_it_is_known()
    {
        var baseline = Baseline.Take([View("g1", 100, 10)], ["b"], Now);
        GatewayView[] later = [View("g1", 110, 10), View("new", 4, 7), View("stranger", 500, 1000)];
        baseline.Since(later, "b", Now.AddSeconds(10)).Completions.ShouldBe(7);

        var adopted = baseline.Adopt(later, ["b"], Now.AddSeconds(10));
        adopted.Since([View("g1", 120, 10), View("new", 14, 9), View("stranger", 510, 1003)], "b", Now.AddSeconds(20)).Completions.ShouldBe(12);
        adopted.Adopt(later, ["b"], Now.AddSeconds(10)).ShouldBeSameAs(adopted);
    }

    [Fact]
    public void Counters_that_fell_are_those_of_a_restart() =>
        Baseline.Take([View("g1", 100, 10)], ["b"], Now).Since([View("g1", 3, 4)], "b", Now.AddSeconds(10)).Completions.ShouldBe(4);

    [Fact]
    public void A_gateway_that_does_not_report_adds_nothing() =>
        Baseline.Take([View("g1", 100, 10)], ["b"], Now).Since([new GatewayView("g1", 110, null)], "b", Now.AddSeconds(10)).Requests.ShouldBe(0);

    [Theory]
    [InlineData(9, 10, null)]
    [InlineData(10, 10, "50 % of its last 20 requests failed")]
    [InlineData(11, 10, null)]
    [InlineData(0, 20, "100 % of its last 20 requests failed")]
    public void Half_of_twenty_recent_requests_are_enough(int good, int bad, string? expected)
    {
        var view = new GatewayView("g1", 100, Model(1000 + good, 500 + bad), Model(1000, 500));

        FastAbort.Check([view], "b").ShouldBe(expected);
        FastAbort.Check([view], "a").ShouldBeNull();
    }

    private static GatewayView View(string gateway, double uptime, long completions) => new(gateway, uptime, Model(completions, 0));

    private static ModelDemand Model(long completions, long failures) => new()
    {
        Namespace = "vision",
        Name = "ocr",
        Versions = [new VersionDemand { Revision = "b", Completions = completions, Failures = failures, LatencyCounts = [completions, 0, 0] }],
    };
}

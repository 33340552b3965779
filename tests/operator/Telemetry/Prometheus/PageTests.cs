using System.Diagnostics.Metrics;

namespace Slipway.Telemetry.Tests.Prometheus;

public sealed class PageTests
{
    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/openmetrics-text")]
    public async Task Is_well_formed_with_every_kind_of_instrument(string accept)
    {
        await using var program = await TelemetryProgram.StartAsync();
        program.Meter.CreateCounter<long>("jobs_done_total").Add(3, new KeyValuePair<string, object?>("result", "it's \"odd\"\n"));
        program.Meter.CreateUpDownCounter<int>("jobs.open").Add(-2);
        program.Meter.CreateHistogram<double>("jobs.duration", "s").Record(0.3);
        program.Meter.CreateGauge<double>("jobs.heat", "Cel").Record(21.5);
        program.Meter.CreateObservableGauge("jobs.waiting", () => 7);

        var page = await program.ScrapeAsync(accept);

        PageSyntax.Faults(page).ShouldBeEmpty(page);
        page.ShouldContain("jobs_done_total{result=\"it's \\\"odd\\\"\\n\"} 3\n");
        page.ShouldContain("# TYPE jobs_open gauge\njobs_open -2\n");
        page.ShouldContain("jobs_duration_seconds_sum 0.3\njobs_duration_seconds_count 1\n");
        page.ShouldContain("jobs_heat_celsius 21.5\n");
        page.ShouldContain("jobs_waiting 7\n");
        page.EndsWith("# EOF\n").ShouldBe(accept.Contains("openmetrics"));
    }

    [Fact]
    public async Task Names_the_program_and_the_process()
    {
        await using var program = await TelemetryProgram.StartAsync();

        var page = await program.ScrapeAsync();

        page.ShouldContain("target_info{");
        page.ShouldContain("service_name=\"unit\"");
        page.ShouldMatch("slipway_build_info\\{dotnet=\"[^\"]+\",version=\"1.2.3\"\\} 1\n");
        page.ShouldContain("# TYPE process_cpu_seconds_total counter\n");
        page.ShouldContain("process_resident_memory_bytes ");
        page.ShouldContain("dotnet_gc_collections_total{");
    }

    [Fact]
    public async Task Sums_buckets_up_with_the_bounds_that_the_instrument_advises()
    {
        await using var program = await TelemetryProgram.StartAsync();
        var sizes = program.Meter.CreateHistogram("batch_rows", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 8, 64] });
        foreach (var size in (int[])[1, 2, 8, 9, 100])
            sizes.Record(size);

        var page = await program.ScrapeAsync("application/openmetrics-text");

        page.ShouldContain("""
            batch_rows_bucket{le="1.0"} 1
            batch_rows_bucket{le="8.0"} 3
            batch_rows_bucket{le="64.0"} 4
            batch_rows_bucket{le="+Inf"} 5
            batch_rows_sum 120
            batch_rows_count 5
            """);
    }

    [Fact]
    public async Task Prefers_configured_bounds_and_has_bounds_for_seconds()
    {
        await using var program = await TelemetryProgram.StartAsync(options => options with
        {
            HistogramBuckets = new Dictionary<string, double[]> { ["special_seconds"] = [42] },
        });
        program.Meter.CreateHistogram<double>("special_seconds", "s").Record(1);
        program.Meter.CreateHistogram<double>("usual_seconds", "s").Record(1);

        var page = await program.ScrapeAsync();

        page.ShouldContain("special_seconds_bucket{le=\"42\"} 1\nspecial_seconds_bucket{le=\"+Inf\"} 1\n");
        page.ShouldContain("usual_seconds_bucket{le=\"0.001\"} 0\n");
    }

    [Fact]
    public async Task Keeps_one_family_when_meters_share_a_name()
    {
        await using var program = await TelemetryProgram.StartAsync();
        using var other = new Meter("Slipway.Other");
        program.Meter.CreateCounter<int>("shared_total").Add(1, new KeyValuePair<string, object?>("of", "first"));
        other.CreateCounter<int>("shared_total").Add(1, new KeyValuePair<string, object?>("of", "second"));
        other.CreateGauge<int>("shared_total").Record(1);

        var page = await program.ScrapeAsync();

        PageSyntax.Faults(page).ShouldBeEmpty(page);
        page.ShouldContain("shared_total{of=\"first\"} 1\nshared_total{of=\"second\"} 1\n");
    }

    [Fact]
    public async Task Forgets_series_of_things_that_are_gone()
    {
        var things = new ThingMetrics { Names = ["a", "b"] };
        await using var program = await TelemetryProgram.StartAsync(stateMetrics: things);
        (await program.ScrapeAsync()).ShouldContain("things{name=\"b\"} 1\n");

        things.Names = ["a"];
        var page = await program.ScrapeAsync();

        page.ShouldContain("things{name=\"a\"} 1\n");
        page.ShouldNotContain("name=\"b\"");
    }

    [Fact]
    public async Task Answers_many_scrapers_at_a_time()
    {
        await using var program = await TelemetryProgram.StartAsync();
        program.Meter.CreateCounter<int>("busy_total").Add(1);

        var pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => program.ScrapeAsync()));

        pages.ShouldAllBe(page => PageSyntax.Faults(page).Count == 0 && page.Contains("busy_total 1\n"));
    }

    [Fact]
    public async Task Allocates_little_per_scrape()
    {
        await using var program = await TelemetryProgram.StartAsync();
        var counter = program.Meter.CreateCounter<int>("many_total");
        for (var i = 0; i < 1_000; i++)
            counter.Add(1, new KeyValuePair<string, object?>("index", i));
        await program.CollectAsync();

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < 10; i++)
            await program.CollectAsync();
        var perScrape = (GC.GetTotalAllocatedBytes(precise: true) - before) / 10;

        perScrape.ShouldBeLessThan(32 * 1024, "a page of more than 1,000 samples");
    }
}

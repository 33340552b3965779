using System.Diagnostics.Metrics;
using Slipway.Cli.Local.Display;
using Slipway.Kubernetes.Entities;
using Slipway.Tests.Support.Time;
using Spectre.Console;

namespace Slipway.Cli.Tests.Local;

public sealed class DisplayTests
{
    private static readonly ModelRow Ready = new()
    {
        Name = "default/ocr",
        IsReady = true,
        IsSettled = true,
        Reason = "AllReplicasReady",
        Message = "",
        Versions = "1 80 %, 2 20 %",
        Replicas = "2/2",
        Provider = "CPU",
        RequestsPerSecond = 12.34,
        Latency = TimeSpan.FromMilliseconds(5.6),
        Url = "http://127.0.0.1:8000/default/ocr",
    };

    [Fact]
    public void Plain_lines_come_only_with_news()
    {
        var output = new StringWriter();
        var time = new ManualTimeProvider();
        var display = new PlainDisplay(output, time);

        display.Show([Ready with { IsReady = false, Reason = "Loading", Message = "Version 1: loading." }]);
        time.Advance(TimeSpan.FromSeconds(2.5));
        display.Show([Ready]);
        display.Show([Ready with { RequestsPerSecond = 99 }]);

        output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
        [
            "[   0.0 s] default/ocr Loading version 1 80 %, 2 20 %, replicas 2/2: Version 1: loading.",
            "[   2.5 s] default/ocr Ready version 1 80 %, 2 20 %, replicas 2/2, CPU: http://127.0.0.1:8000/default/ocr",
        ]);
    }

    [Fact]
    public async Task The_table_shows_models_traffic_errors_and_news()
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 200;
        var display = new TableDisplay(console);

        display.Start("http://127.0.0.1:8000", "http://127.0.0.1:8001", "http://127.0.0.1:8002");
        display.Changed(["ModelDeployment default/ocr created"], [], [new("a.yaml", 3, "spec.modl: unknown field")]);
        display.Show([Ready, Ready with { Name = "default/[bold]", IsReady = false, Reason = "ModelNotFound", Message = "Version 1: not there." }]);
        await display.EndAsync();

        var shown = output.ToString();
        foreach (var expected in new[] { "12.3", "5.6 ms", "1 80 %, 2 20 %", "default/[bold]", "ModelNotFound", "not there", "a.yaml:3: spec.modl", "ocr created" })
            shown.ShouldContain(expected);
    }

    [Fact]
    public void Rates_are_those_since_the_last_look()
    {
        var time = new ManualTimeProvider();
        using var meter = new Meter("Slipway.Gateway");
        using var traffic = new TrafficMeter(time);
        var durations = meter.CreateHistogram<double>("slipway_gateway_request_seconds");
        var model = new EntityKey("rates", "ocr");

        durations.Record(0.1, new("namespace", "rates"), new("name", "ocr"), new("revision", "x"));
        durations.Record(0.3, new("namespace", "rates"), new("name", "ocr"), new("revision", "y"));
        time.Advance(TimeSpan.FromSeconds(4));

        var rate = traffic.Read()[model];
        rate.PerSecond.ShouldBe(0.5);
        rate.Latency!.Value.TotalSeconds.ShouldBe(0.2, 1e-6);
        traffic.Read().ContainsKey(model).ShouldBeFalse();
    }
}

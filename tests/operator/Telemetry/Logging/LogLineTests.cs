using System.Text.Json;
using Microsoft.Extensions.Logging;
using Slipway.Telemetry.Logging;

namespace Slipway.Telemetry.Tests.Logging;

public sealed class LogLineTests
{
    private static readonly DateTimeOffset Time = new(2031, 2, 3, 4, 5, 6, 789, TimeSpan.Zero);

    private static readonly List<KeyValuePair<string, object?>> State =
        [new("namespace", "vision"), new("replicas", 3), new("note", "two words\nand \"more\""), new("{OriginalFormat}", "x")];

    [Fact]
    public void Is_one_line_of_JSON_with_its_keys()
    {
        var line = LogLine.Json(Time, LogLevel.Warning, "Slipway.Unit", new EventId(7, "Scaled"), "Scaled to 3", State, new InvalidOperationException("no\nway"));

        line.ShouldNotContain('\n');
        var json = JsonDocument.Parse(line).RootElement;
        json.GetProperty("time").GetString().ShouldBe("2031-02-03T04:05:06.789Z");
        json.GetProperty("level").GetString().ShouldBe("warning");
        json.GetProperty("logger").GetString().ShouldBe("Slipway.Unit");
        json.GetProperty("event").GetString().ShouldBe("Scaled");
        json.GetProperty("message").GetString().ShouldBe("Scaled to 3");
        json.GetProperty("namespace").GetString().ShouldBe("vision");
        json.GetProperty("replicas").GetInt32().ShouldBe(3);
        json.GetProperty("error").GetString()!.ShouldContain("no\nway");
        json.TryGetProperty("{OriginalFormat}", out _).ShouldBeFalse();
    }

    [Fact]
    public void Is_text_that_people_can_read() =>
        LogLine.Text(Time, LogLevel.Information, "Scaled to 3", State, null)
            .ShouldBe("04:05:06.789 info    Scaled to 3 namespace=vision note=\"two words\\nand \\\"more\\\"\"");
}

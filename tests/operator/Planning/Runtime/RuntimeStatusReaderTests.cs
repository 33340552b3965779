using System.Text;
using Slipway.Planning.Runtime;

namespace Slipway.Planning.Tests.Runtime;

public sealed class RuntimeStatusReaderTests
{
    [Fact]
    public void The_answer_of_the_contract_is_read()
    {
        var status = Read("""
            {"phase": "Downloading",
             "model": {"name": "ocr", "version": "2", "digest": "sha256:9f86", "sizeBytes": 582663},
             "download": {"bytes": 1048576, "totalBytes": 582663000},
             "provider": {"requested": ["CUDA", "CPU"], "active": "CPU", "message": "no CUDA"},
             "phases": [{"name": "Downloading", "seconds": 1.25}],
             "signature": {"inputs": [], "outputs": []}, "versions": {"runtime": "0.1.0"}, "aMemberOfTomorrow": 1}
            """)!;

        status.Phase.ShouldBe(RuntimePhase.Downloading);
        status.Model.ShouldBe(new RuntimeModel("sha256:9f86", 582663));
        status.Download.ShouldBe(new RuntimeDownload(1048576, 582663000));
        status.Provider.ShouldBe(new RuntimeProvider("CPU", "no CUDA"));
        status.Phases.ShouldBe([new RuntimePhaseTime("Downloading", 1.25)]);
    }

    [Theory]
    [InlineData("""{"phase": "APhaseOfTomorrow"}""")]
    [InlineData("""{"phase": 3}""")]
    [InlineData("{}")]
    public void An_unknown_phase_is_unknown(string text) => Read(text)!.Phase.ShouldBe(RuntimePhase.Unknown);

    [Theory]
    [InlineData("\"Provisional\"", CapacitySource.Provisional)]
    [InlineData("\"Learned\"", CapacitySource.Learned)]
    [InlineData("\"ASourceOfTomorrow\"", CapacitySource.Unknown)]
    [InlineData("{\"from\": [1]}", CapacitySource.Unknown)]
    public void What_a_capacity_was_found_from_is_read(string source, CapacitySource expected)
    {
        var capacity = Read($$"""{"phase": "Ready", "capacity": {"concurrency": 8, "source": {{source}} } }""")!.Capacity!;

        (capacity.Source, capacity.Concurrency).ShouldBe((expected, 8));
    }

    [Fact]
    public void An_older_runtime_does_not_say_what_its_capacity_was_found_from() =>
        Read("""{"phase": "Ready", "capacity": {"concurrency": 8}}""")!.Capacity!.Source.ShouldBe(CapacitySource.Unknown);

    [Theory]
    [InlineData("""{"phases": null}""")]
    [InlineData("""{"phases": [null]}""")]
    public void Phases_that_are_null_are_none(string text) => Read(text)!.Phases.ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("{\"download\":{\"bytes\":\"many\"}}")]
    public void What_is_no_status_is_none(string text) => Read(text).ShouldBeNull();

    private static RuntimeStatus? Read(string text) => RuntimeStatusReader.Read(Encoding.UTF8.GetBytes(text));
}

using Slipway.Controllers.Measuring;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Runtime;

namespace Slipway.Controllers.Tests.Measuring;

public sealed class StartPhasesTests
{
    private static readonly DateTimeOffset Created = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Splits_a_start_into_its_steps()
    {
        var status = new RuntimeStatus { Phases = [new("Downloading", 4), new("Verifying", 9), new("Loading", 0.5), new("WarmingUp", 0.25)] };

        StartPhases.Of(Pod(restarts: 0), status).ShouldBe(
            [new("scheduled", 2), new("pulled", 3), new("downloaded", 4), new("loaded", 0.5), new("warmed", 0.25)]);
    }

    [Fact]
    public void Does_not_take_a_restart_for_a_pull() =>
        StartPhases.Of(Pod(restarts: 1), null).Select(step => step.Key).ShouldBe(["scheduled"]);

    [Fact]
    public void Leaves_out_what_is_not_known() => StartPhases.Of(new V1Pod(), null).ShouldBeEmpty();

    private static V1Pod Pod(int restarts) => new()
    {
        Metadata = new() { CreationTimestamp = Created },
        Status = new()
        {
            Conditions = [new() { Type = "PodScheduled", Status = "True", LastTransitionTime = Created.AddSeconds(2) }],
            ContainerStatuses = [new() { RestartCount = restarts, State = new() { Running = new() { StartedAt = Created.AddSeconds(5) } } }],
        },
    };
}

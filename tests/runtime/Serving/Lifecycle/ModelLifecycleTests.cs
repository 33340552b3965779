using Slipway.Runtime.Serving.Lifecycle;
using Slipway.Runtime.Serving.Store;
using Slipway.Runtime.Serving.Tests.Support;

namespace Slipway.Runtime.Serving.Tests.Lifecycle;

public sealed class ModelLifecycleTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Adds_up_the_time_of_each_phase()
    {
        var lifecycle = new ModelLifecycle(_time);
        Pass(1);
        lifecycle.Enter(FetchStage.Verifying);
        Pass(2);
        lifecycle.Enter(FetchStage.Downloading);
        Pass(4);
        lifecycle.Enter(ModelPhase.Loading);
        lifecycle.Enter(ModelPhase.Loading);
        Pass(8);
        var snapshot = lifecycle.Snapshot;
        snapshot.Phase.ShouldBe(ModelPhase.Loading);
        snapshot.Phases.ShouldBe(
            [
                new(ModelPhase.Downloading, TimeSpan.FromSeconds(5)),
                new(ModelPhase.Verifying, TimeSpan.FromSeconds(2)),
                new(ModelPhase.Loading, TimeSpan.FromSeconds(8)),
            ]);
    }

    [Fact]
    public void Stays_failed_with_the_first_reason()
    {
        var lifecycle = new ModelLifecycle(_time);
        var first = new StartFailure(StartFailureReason.ModelLoadFailed, "first");
        lifecycle.Fail(first);
        lifecycle.Fail(new StartFailure(StartFailureReason.InternalError, "second"));
        lifecycle.Enter(ModelPhase.Ready);
        lifecycle.Phase.ShouldBe(ModelPhase.Failed);
        lifecycle.Snapshot.Failure.ShouldBe(first);
    }

    [Fact]
    public void A_snapshot_does_not_change()
    {
        var lifecycle = new ModelLifecycle(_time);
        lifecycle.Report(new FetchProgress(1, 10));
        var before = lifecycle.Snapshot;
        lifecycle.Report(new FetchProgress(2, 10));
        lifecycle.Enter(ModelPhase.Ready);
        before.Download.ShouldBe(new FetchProgress(1, 10));
        before.Phases.Length.ShouldBe(1);
    }

    private void Pass(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}

using Slipway.Runtime.Serving.Scheduling;

namespace Slipway.Runtime.Serving.Tests.Scheduling;

public sealed class RunSlotTests
{
    [Fact]
    public void A_run_that_was_given_up_ends_late_and_takes_no_other_with_it()
    {
        using var slot = new RunSlot(_ => { });
        var first = slot.Termination;
        var late = slot.GiveUp(now: 5);

        slot.Clear();
        late.Cancel();

        first.IsCancellationRequested.ShouldBeTrue();
        slot.TerminatedAt.ShouldBeNull();
        slot.Termination.IsCancellationRequested.ShouldBeFalse("the next run has done nothing wrong");
    }
}

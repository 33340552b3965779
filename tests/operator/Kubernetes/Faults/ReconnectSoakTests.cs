using Slipway.Kubernetes.Tests.Support;
using Slipway.Tests.Support;

namespace Slipway.Kubernetes.Tests.Faults;

/// <summary>Runs alone, since it looks at what the whole process holds.</summary>
[Collection(RunsAlone.Name)]
public sealed class ReconnectSoakTests
{
    private const int WarmUp = 1_000;
    private const int Reconnects = 10_000;

    [Fact]
    public async Task Ten_thousand_reconnects_leave_no_handle_no_timer_and_no_memory_behind()
    {
        // So fast that the pause after a cut costs a millisecond; the read deadline is still hundreds of them.
        await using var connection = await FaultyConnection.OpenAsync(records: false, speed: 1_000);
        connection.Create("touched");
        connection.Server.BreaksWatches = true;
        connection.Start();
        await connection.ConvergedAsync("the first list");

        await ReconnectAsync(connection, WarmUp);
        var before = ProcessHoldings.Now();
        await ReconnectAsync(connection, WarmUp + Reconnects);
        var after = ProcessHoldings.Now();

        connection.Server.BreaksWatches = false;
        connection.Create("last");
        await connection.ConvergedAsync("ten thousand reconnects");
        after.Handles.ShouldBeLessThan(before.Handles + 50, $"{before} then {after}");
        after.Timers.ShouldBeLessThan(before.Timers + 50, $"{before} then {after}");
        after.HeapBytes.ShouldBeLessThan(before.HeapBytes + (4L << 20), $"{before} then {after}");
    }

    private static Task ReconnectAsync(FaultyConnection connection, int until) => Eventually.TrueAsync(
        () => connection.Server.Watches >= until, $"watch {until}", TimeSpan.FromMinutes(5));
}

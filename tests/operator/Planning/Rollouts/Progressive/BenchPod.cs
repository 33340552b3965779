namespace Slipway.Planning.Tests.Rollouts.Progressive;

internal sealed class BenchPod
{
    public bool IsScheduled { get; set; }

    public bool IsReady { get; set; }

    public DateTimeOffset Since { get; set; }
}

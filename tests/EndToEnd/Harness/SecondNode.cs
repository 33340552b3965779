namespace Slipway.EndToEnd.Harness;

/// <summary>A node that a test may lose, beside the one that all else runs on; gone when the test is over.</summary>
internal sealed class SecondNode : IAsyncDisposable
{
    public const string Name = "node2";

    public const string First = "node1";

    /// <summary>Lines of a spec that put replicas on different nodes where there are some.</summary>
    public const string Spread = "  scheduling: {topologySpread: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}]}";

    private SecondNode()
    {
    }

    public static async Task<SecondNode> StartAsync()
    {
        await ControlPlane.SecondNodeAsync("up");
        return new SecondNode();
    }

    /// <summary>No new pods on it.</summary>
    public Task CordonAsync() => Kubectl.RunAsync("cordon", Name);

    /// <summary>All new pods on it.</summary>
    public async Task TakeAllNewAsync()
    {
        await Kubectl.RunAsync("cordon", First);
        await Kubectl.RunAsync("uncordon", Name);
    }

    /// <summary>New pods on the first node as well.</summary>
    public static Task UncordonFirstAsync() => Kubectl.RunAsync("uncordon", First);

    /// <summary>Pulls its plug: its processes are gone, and packets for it vanish without an answer.</summary>
    public Task LoseAsync() => ControlPlane.SecondNodeAsync("lose");

    public async ValueTask DisposeAsync()
    {
        await UncordonFirstAsync();
        await ControlPlane.SecondNodeAsync("down");
    }
}

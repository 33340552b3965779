namespace Slipway.Kubernetes.Leadership;

/// <summary>For a process that works alone: it always leads.</summary>
internal sealed class NoElection(string identity) : ILeaderElector
{
    public bool IsLeading => true;

    public string Identity => identity;

    public LeadershipStatus Status { get; } = new(HasAnswered: true, HasLed: true, identity, LastError: null);

    public async Task<LeadershipEnd> RunAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        await work(CancellationToken.None);
        return LeadershipEnd.Stopped;
    }
}

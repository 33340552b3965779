using System.Net.Sockets;
using Slipway.Kubernetes.Models;

namespace Slipway.Local.Node.Workloads;

/// <summary>
/// Ports of pods. Each is held by a bound socket that never listens, for as long as the pod is there: the system gives it to nobody
/// who asks for any port, while a server that asks for this one (with SO_REUSEADDR, as servers do) gets it, also after a restart.
/// Used by one thread at a time.
/// </summary>
internal sealed class PortReservations : IDisposable
{
    private readonly Dictionary<string, List<Socket>> held = new(StringComparer.Ordinal);

    /// <summary>Begins the reservation of a pod that has no UID yet.</summary>
    public PortReservation Reserve() => new(this);

    /// <summary>Frees the ports of pods that are gone.</summary>
    public void Keep(IReadOnlyCollection<V1Pod> pods)
    {
        var uids = pods.Select(pod => pod.Metadata.Uid!).ToHashSet(StringComparer.Ordinal);
        foreach (var uid in held.Keys.Where(uid => !uids.Contains(uid)).ToList())
        {
            held.Remove(uid, out var sockets);
            sockets!.ForEach(socket => socket.Dispose());
        }
    }

    public void Dispose() => Keep([]);

    internal void Hold(string uid, List<Socket> sockets) => held[uid] = sockets;
}

namespace Slipway.Local.Node.Volumes;

/// <summary>A pod cannot be set up yet.</summary>
/// <param name="waiting">Reason of the container's waiting state.</param>
/// <param name="message">In the kubelet's words.</param>
/// <param name="eventReason">Reason of the event.</param>
internal sealed class SetUpException(string waiting, string message, string eventReason) : Exception(message)
{
    public string Waiting { get; } = waiting;

    public string EventReason { get; } = eventReason;
}

using Slipway.Kubernetes.Queue;

namespace Slipway.Kubernetes.Controllers;

/// <summary>Leads a trigger to a controller's queue.</summary>
internal sealed class TriggerSource(EntityTrigger trigger) : IControllerSource
{
    public void Follow(IKubernetesOperatorBuilder builder)
    {
        // Nothing in Kubernetes is followed.
    }

    public void Connect(IServiceProvider services, WorkQueue<EntityKey> queue) => trigger.Attach(key => queue.Add(key, QueuePriority.Normal));
}

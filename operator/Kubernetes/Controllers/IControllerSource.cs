using Slipway.Kubernetes.Queue;

namespace Slipway.Kubernetes.Controllers;

/// <summary>A kind whose changes fill a controller's queue.</summary>
internal interface IControllerSource
{
    /// <summary>Has the kind followed.</summary>
    void Follow(IKubernetesOperatorBuilder builder);

    /// <summary>Leads the kind's changes to the queue.</summary>
    void Connect(IServiceProvider services, WorkQueue<EntityKey> queue);
}

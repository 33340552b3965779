using Slipway.Kubernetes.Client;
using Slipway.Local.Store;

namespace Slipway.Local.Garbage;

/// <summary>What the garbage collector may do.</summary>
internal interface IGarbageActions
{
    /// <summary>Stores the object as given; removes it when nothing holds it any more.</summary>
    void Rewrite(StoredObject live, JsonObject body);

    void Delete(StoredObject live, PropagationPolicy propagation);
}

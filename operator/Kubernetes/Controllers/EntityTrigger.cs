using System.Collections.Immutable;

namespace Slipway.Kubernetes.Controllers;

/// <summary>Makes controllers look at an object for a reason that no object in Kubernetes shows. May be pulled from any thread.</summary>
public sealed class EntityTrigger
{
    private ImmutableArray<Action<EntityKey>> listeners = [];

    /// <summary>Has the object looked at soon; nobody does while no controller runs.</summary>
    public void Pull(EntityKey key)
    {
        foreach (var listener in listeners)
            listener(key);
    }

    /// <summary>Has someone told of every pull.</summary>
    public void Attach(Action<EntityKey> listener) => ImmutableInterlocked.Update(ref listeners, (all, added) => all.Add(added), listener);
}

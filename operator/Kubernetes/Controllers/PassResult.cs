namespace Slipway.Kubernetes.Controllers;

/// <summary>How the work on one key ended. Ordered: of two, the greater decides.</summary>
internal enum PassResult
{
    /// <summary>Nothing to do until something changes.</summary>
    Success,

    /// <summary>Failed for good: not tried again until the object itself changes.</summary>
    Terminal,

    /// <summary>The object changed in between: tried again soon, and nobody needs to know.</summary>
    Conflict,

    /// <summary>Failed: tried again with back-off.</summary>
    Failure,
}

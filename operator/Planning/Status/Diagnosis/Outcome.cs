namespace Slipway.Planning.Status.Diagnosis;

/// <summary>What happens next to a replica that is not ready.</summary>
internal enum Outcome
{
    /// <summary>It is on its way.</summary>
    Progressing,

    /// <summary>It waits for something in the cluster and goes on by itself when that is there.</summary>
    Waiting,

    /// <summary>It failed and is tried again, with a fair chance.</summary>
    Retrying,

    /// <summary>It fails again until someone acts.</summary>
    Stalled,
}

namespace Slipway.Api;

/// <summary>Reasons of events about a ModelDeployment; failures are reported under the reason of the condition.</summary>
public static class EventReasons
{
    /// <summary>A spec was seen for the first time and recorded.</summary>
    public const string VersionCreated = "VersionCreated";

    /// <summary>A replica has loaded the model; says how long each phase took.</summary>
    public const string ModelLoaded = "ModelLoaded";

    /// <summary>A replica uses another execution provider than the first one asked for; says why.</summary>
    public const string ProviderFallback = "ProviderFallback";

    /// <summary>A replica found other content at the model's address than the version's first one, and is replaced.</summary>
    public const string ContentChanged = "ContentChanged";

    /// <summary>All wanted replicas of a version are ready.</summary>
    public const string VersionReady = "VersionReady";

    /// <summary>Requests go to another version.</summary>
    public const string TrafficMoved = "TrafficMoved";

    /// <summary>The replicas of a replaced version are gone.</summary>
    public const string VersionRetired = "VersionRetired";

    /// <summary>A version was replaced before it ever served.</summary>
    public const string VersionSuperseded = "VersionSuperseded";

    /// <summary>A kept version without replicas gets one, because requests name it.</summary>
    public const string VersionWoken = "VersionWoken";

    /// <summary>A rollout has begun.</summary>
    public const string RolloutStarted = "RolloutStarted";

    /// <summary>A rollout is at another phase or step.</summary>
    public const string RolloutProgressed = "RolloutProgressed";

    /// <summary>A rollout waits for a person.</summary>
    public const string RolloutPaused = "RolloutPaused";

    /// <summary>The new version has passed all steps.</summary>
    public const string RolloutCompleted = "RolloutCompleted";

    /// <summary>A rollout was given up.</summary>
    public const string RolloutAborted = "RolloutAborted";

    /// <summary>Another version is wanted before this one was through.</summary>
    public const string RolloutSuperseded = "RolloutSuperseded";

    /// <summary>A wish in the annotation slipway.dev/rollout-action was answered.</summary>
    public const string RolloutAction = "RolloutAction";

    public const string ScaledUp = "ScaledUp";

    public const string ScaledDown = "ScaledDown";
}

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

    /// <summary>All wanted replicas of a version are ready.</summary>
    public const string VersionReady = "VersionReady";

    /// <summary>Requests go to another version.</summary>
    public const string TrafficMoved = "TrafficMoved";

    /// <summary>The replicas of a replaced version are gone.</summary>
    public const string VersionRetired = "VersionRetired";

    /// <summary>A version was replaced before it ever served.</summary>
    public const string VersionSuperseded = "VersionSuperseded";

    public const string ScaledUp = "ScaledUp";

    public const string ScaledDown = "ScaledDown";
}

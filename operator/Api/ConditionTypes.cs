namespace Slipway.Api;

/// <summary>Conditions of a ModelDeployment, by the rules of kstatus: Reconciling and Stalled are abnormal when True.</summary>
public static class ConditionTypes
{
    /// <summary>All wanted replicas of the wanted version are ready and get the requests.</summary>
    public const string Ready = "Ready";

    /// <summary>At least one ready replica, of whichever version, gets the requests.</summary>
    public const string Available = "Available";

    /// <summary>Work is going on that will change something without anyone's help.</summary>
    public const string Reconciling = "Reconciling";

    /// <summary>Nothing will get better before someone acts.</summary>
    public const string Stalled = "Stalled";

    /// <summary>A rollout waits for a person; absent while none is under way.</summary>
    public const string Paused = "Paused";
}

namespace Slipway.Planning;

/// <summary>Decides everything about one ModelDeployment, without I/O: the same observation and time give the same plan.</summary>
public static class Planner
{
    /// <summary>What should be done now, and what is to be reported.</summary>
    /// <param name="observation">Everything known about the object and its children, at one moment.</param>
    /// <param name="settings">What the administrator of the operator has set.</param>
    /// <param name="now">The present time.</param>
    /// <returns>A plan; carrying it out twice changes nothing the second time.</returns>
    public static Plan Plan(Observation observation, PlanningSettings settings, DateTimeOffset now) =>
        new() { Status = observation.Model.Status };
}

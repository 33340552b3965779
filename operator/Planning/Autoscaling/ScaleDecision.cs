namespace Slipway.Planning.Autoscaling;

/// <summary>What was decided, and why.</summary>
/// <param name="State">To pass to the next decision.</param>
/// <param name="Target">How many replicas the version should have.</param>
/// <param name="Facts">What led to it.</param>
public sealed record ScaleDecision(ScaleState State, int Target, ScaleFacts Facts)
{
    /// <summary>How many the demand alone asks for now.</summary>
    public int Need => Facts.Need;

    /// <summary>For people, the most important first.</summary>
    public IReadOnlyList<string> Reasons => Facts.Describe();

    /// <summary>Fewer than wanted, because there is no node or no quota for more.</summary>
    public bool IsCapacityLimited => (Facts.Causes & (ScaleCauses.NoNode | ScaleCauses.Quota)) != ScaleCauses.None;
}

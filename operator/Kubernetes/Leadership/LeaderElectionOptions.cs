using Slipway.Kubernetes.Controllers;

namespace Slipway.Kubernetes.Leadership;

/// <summary>Which lease, for whom, and how fast.</summary>
internal sealed record LeaderElectionOptions
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>Name of this candidate, unlike any other's.</summary>
    public required string Identity { get; init; }

    /// <inheritdoc cref="OperatorSettings.LeaseDuration"/>
    public required TimeSpan LeaseDuration { get; init; }

    /// <inheritdoc cref="OperatorSettings.RenewDeadline"/>
    public required TimeSpan RenewDeadline { get; init; }

    /// <inheritdoc cref="OperatorSettings.RetryPeriod"/>
    public required TimeSpan RetryPeriod { get; init; }

    /// <exception cref="InvalidOperationException">With these times two processes could lead at once.</exception>
    public LeaderElectionOptions Validated()
    {
        if (LeaseDuration < TimeSpan.FromSeconds(1))
            throw new InvalidOperationException($"LeaseDuration {LeaseDuration} must be at least a second.");
        if (RenewDeadline >= LeaseDuration)
            throw new InvalidOperationException($"RenewDeadline {RenewDeadline} must be less than LeaseDuration {LeaseDuration}.");
        if (RetryPeriod <= TimeSpan.Zero || RetryPeriod >= RenewDeadline)
            throw new InvalidOperationException($"RetryPeriod {RetryPeriod} must be positive and less than RenewDeadline {RenewDeadline}.");
        return this;
    }
}

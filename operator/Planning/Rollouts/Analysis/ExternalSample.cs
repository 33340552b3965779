namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>What an external query gave.</summary>
/// <param name="Value">The number; null: there is none.</param>
/// <param name="Error">Why it could not be asked, or what is wrong with the answer; null with no number: the query has no result.</param>
public sealed record ExternalSample(double? Value, string? Error = null)
{
    /// <summary>When it was answered; null: just now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether it belongs to the verdict that is due now, and not to the one before.</summary>
    internal bool IsFresh(TimeSpan interval, DateTimeOffset now) => At is null || now - At < interval / 2;
}

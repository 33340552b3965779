namespace Slipway.Kubernetes.Leadership;

/// <summary>How an election stands.</summary>
/// <param name="HasAnswered">Whether the API server has answered at all.</param>
/// <param name="HasLed">Whether this process became leader at some time.</param>
/// <param name="Holder">Who held the lease when it was last seen; null: nobody, or unknown.</param>
/// <param name="LastError">Why the last try failed; null when it did not.</param>
internal sealed record LeadershipStatus(bool HasAnswered, bool HasLed, string? Holder, string? LastError);

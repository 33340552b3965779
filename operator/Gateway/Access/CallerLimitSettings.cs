using Slipway.Api;

namespace Slipway.Gateway.Access;

/// <summary>Limits of each caller.</summary>
/// <param name="PerSecond">Requests per second; 0: any number.</param>
/// <param name="Burst">Requests at once after a pause.</param>
/// <param name="Concurrency">Requests under way.</param>
internal sealed record CallerLimitSettings(double PerSecond, double Burst, int Concurrency)
{
    /// <summary>Null: nothing is limited.</summary>
    public static CallerLimitSettings? Of(AccessSpec access) => access is { RateLimit: null, Concurrency: null }
        ? null
        : new(access.RateLimit?.RequestsPerSecond ?? 0, access.RateLimit?.Burst ?? access.RateLimit?.RequestsPerSecond ?? 0, access.Concurrency ?? int.MaxValue);
}

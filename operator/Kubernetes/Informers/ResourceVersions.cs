using System.Globalization;

namespace Slipway.Kubernetes.Informers;

/// <summary>Order of resource versions.</summary>
internal static class ResourceVersions
{
    /// <summary>
    /// Whether an event brings something new. A watch delivers rising versions, so what is not above the version already
    /// reached was delivered twice. Versions that are not numbers (aggregated APIs) cannot be compared and count as new.
    /// </summary>
    /// <param name="version">The event's version.</param>
    /// <param name="reached">The version reached so far.</param>
    public static bool IsNewer(string? version, string? reached) =>
        !ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var one)
        || !ulong.TryParse(reached, NumberStyles.None, CultureInfo.InvariantCulture, out var other)
        || one > other;
}

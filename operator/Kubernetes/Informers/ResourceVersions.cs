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
        Number(version) is not { } one || Number(reached) is not { } other || one > other;

    /// <summary>Whether a version is known to come before another one; false where they cannot be compared.</summary>
    public static bool IsOlder(string? version, string? other) => Number(version) < Number(other);

    private static ulong? Number(string? version) =>
        ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

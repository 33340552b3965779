using System.Globalization;

namespace Slipway.Local.Writes;

/// <summary>Times in metadata: whole seconds, UTC.</summary>
internal static class Timestamps
{
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

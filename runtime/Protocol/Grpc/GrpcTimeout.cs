using System.Globalization;

namespace Slipway.Runtime.Protocol.Grpc;

/// <summary>The header <c>grpc-timeout</c>: at most 8 digits and a unit.</summary>
public static class GrpcTimeout
{
    /// <summary>Reads it; false when it is not one.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > 9 || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        var ticks = text[^1] switch
        {
            'H' => TimeSpan.TicksPerHour,
            'M' => TimeSpan.TicksPerMinute,
            'S' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMillisecond,
            'u' => TimeSpan.TicksPerMicrosecond,
            'n' => 0,
            _ => -1,
        };
        if (ticks < 0) return false;
        timeout = ticks == 0 ? TimeSpan.FromTicks(count / TimeSpan.NanosecondsPerTick) : TimeSpan.FromTicks(count * ticks);
        return true;
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Slipway.Gateway.Proxying;

/// <summary>How long a client says it waits: <c>grpc-timeout</c>, or <c>x-request-timeout</c> in seconds.</summary>
internal static class Deadlines
{
    public const string RestHeader = "x-request-timeout";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Null: nothing that can be read.</summary>
    public static TimeSpan? Of(IHeaderDictionary headers)
    {
        if (headers.TryGetValue("grpc-timeout", out var grpc) && ReadGrpc(grpc.ToString()) is { } timeout)
            return timeout;
        return headers.TryGetValue(RestHeader, out var text)
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
                ? Shorter(TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds)))
                : null;
    }

    // At most 8 digits and a unit: gRPC over HTTP/2, "Timeout".
    private static TimeSpan? ReadGrpc(string text)
    {
        if (text.Length is < 2 or > 9 || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
            return null;
        TimeSpan? unit = text[^1] switch
        {
            'H' => TimeSpan.FromHours(1),
            'M' => TimeSpan.FromMinutes(1),
            'S' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMilliseconds(1),
            'u' => TimeSpan.FromMicroseconds(1),
            'n' => TimeSpan.FromMicroseconds(0.001),
            _ => null,
        };
        return unit is { } one ? Shorter(one * amount) : null;
    }

    private static TimeSpan Shorter(TimeSpan timeout) => timeout < Longest ? timeout : Longest;
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Slipway.Benchmarks.Operator;

/// <summary>Counts of the API server's own <c>apiserver_request_total</c>.</summary>
/// <param name="Writes">POST, PUT, PATCH, APPLY and DELETE.</param>
/// <param name="Reads">GET and LIST; watches do not count.</param>
internal sealed partial record ApiRequests(long Writes, long Reads)
{
    public static ApiRequests operator -(ApiRequests later, ApiRequests earlier) => new(later.Writes - earlier.Writes, later.Reads - earlier.Reads);

    /// <summary>Requests for the kinds that controllers of Deployments touch.</summary>
    public static async Task<ApiRequests> ReadAsync(HttpClient http)
    {
        var (writes, reads) = (0L, 0L);
        foreach (Match match in Sample().Matches(await http.GetStringAsync("/metrics")))
        {
            if (match.Groups["resource"].Value is not ("deployments" or "replicasets" or "events" or "pods"))
                continue;
            var count = (long)double.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);
            switch (match.Groups["verb"].Value)
            {
                case "POST" or "PUT" or "PATCH" or "APPLY" or "DELETE":
                    writes += count;
                    break;
                case "GET" or "LIST":
                    reads += count;
                    break;
            }
        }
        return new ApiRequests(writes, reads);
    }

    [GeneratedRegex("""^apiserver_request_total\{.*[,{]resource="(?<resource>[^"]*)".*[,{]verb="(?<verb>[^"]*)".*\} (?<count>\S+)$""", RegexOptions.Multiline, 5000)]
    private static partial Regex Sample();
}

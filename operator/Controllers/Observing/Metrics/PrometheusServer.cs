using System.Globalization;
using System.Net;
using System.Text.Json;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Controllers.Observing.Metrics;

/// <summary>
/// Asks a Prometheus, or whatever speaks its API, for the value of a query now:
/// https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries. At most 2 s and 64 KiB; no redirects.
/// </summary>
internal sealed class PrometheusServer(IHttpClientFactory clients, TimeProvider time) : IMetricsServer
{
    /// <summary>Name of the client, whose base address is the server's.</summary>
    public const string ClientName = "prometheus";

    /// <summary>Less than half of the shortest interval of an analysis, so that an answer belongs to the verdict that it was asked for.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public const int MostBytes = 64 * 1024;

    public async Task<ExternalSample> QueryAsync(string query, CancellationToken cancellationToken)
    {
        try
        {
            using var http = clients.CreateClient(ClientName);
            using var form = new FormUrlEncodedContent([new("query", query), new("timeout", "2s")]);
            using var answer = await http.PostAsync(new Uri("api/v1/query", UriKind.Relative), form, cancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return Read(answer.StatusCode, body) with { At = time.GetUtcNow() };
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var why = error is OperationCanceledException ? $"no answer within {Limit.TotalSeconds} s" : error.Message;
            return new ExternalSample(null, why) { At = time.GetUtcNow() };
        }
    }

    /// <summary>What an answer says. Exactly one number is expected: of several series nobody could say which one counts.</summary>
    internal static ExternalSample Read(HttpStatusCode code, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (Text(json.RootElement, "status") != "success")
                return new ExternalSample(null, $"{Text(json.RootElement, "errorType") ?? Code(code)}: {Text(json.RootElement, "error") ?? "no reason given"}");
            var data = json.RootElement.GetProperty("data");
            var result = data.GetProperty("result");
            return Text(data, "resultType") switch
            {
                "scalar" => Number(result),
                "vector" when result.GetArrayLength() == 0 => new ExternalSample(null),
                "vector" when result.GetArrayLength() == 1 => Number(result[0].GetProperty("value")),
                "vector" => new ExternalSample(null, $"it gives {result.GetArrayLength()} series, and one is needed: sum() or max() makes one of them"),
                var other => new ExternalSample(null, $"it gives a {other}, and one number is needed"),
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return new ExternalSample(null, $"{Code(code)}, and no answer of a Prometheus");
        }
    }

    private static ExternalSample Number(JsonElement pair) => pair[1].GetString() switch
    {
        "NaN" => new ExternalSample(double.NaN),
        "+Inf" or "Inf" => new ExternalSample(double.PositiveInfinity),
        "-Inf" => new ExternalSample(double.NegativeInfinity),
        { } text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => new ExternalSample(value),
        var text => new ExternalSample(null, $"'{text}' is no number"),
    };

    private static string Code(HttpStatusCode code) => string.Create(CultureInfo.InvariantCulture, $"status {(int)code}");

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

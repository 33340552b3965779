using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Kubernetes.Client.Transport;

/// <summary>Reads why the server refused, whoever answered: the API server, or a proxy that knows no Kubernetes.</summary>
internal static class StatusReader
{
    private const int MaxBodyBytes = 1 << 20;

    private const int MaxTextCharacters = 500;

    public static async Task<V1Status> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBodyBytes];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Parse(buffer.AsSpan(0, length), (int)response.StatusCode, response.ReasonPhrase);
    }

    public static V1Status Parse(ReadOnlySpan<byte> body, int code, string? phrase)
    {
        if (TryParse(body) is { Status: not null } status)
        {
            status.Code ??= code;
            return status;
        }

        var text = Encoding.UTF8.GetString(body).Trim();
        return new V1Status
        {
            Status = "Failure",
            Code = code,
            Message = text.Length == 0 ? phrase ?? $"HTTP {code}" : text[..Math.Min(text.Length, MaxTextCharacters)],
        };
    }

    /// <summary>Null when the server did not say.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    private static V1Status? TryParse(ReadOnlySpan<byte> body)
    {
        try
        {
            return body.IsEmpty ? null : KubernetesJson.Read<V1Status>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

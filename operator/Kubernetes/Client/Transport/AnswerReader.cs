using System.Text.Json;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Kubernetes.Client.Transport;

/// <summary>Reads successful answers.</summary>
internal static class AnswerReader
{
    /// <exception cref="JsonException">The answer is no such object.</exception>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, KubernetesJson.TypeInfo<T>(), cancellationToken)
                ?? throw new JsonException($"Expected {typeof(T).Name}, found null.");
        }
    }

    /// <summary>Reads to the end, so that the connection can be used again.</summary>
    public static async Task<bool> DiscardAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
            await response.Content.CopyToAsync(Stream.Null, cancellationToken);
        return true;
    }
}
